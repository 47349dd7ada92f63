/**
 * What all recipes share in public: {@link io.quorate.recipes.Ownership}, and how values become bytes.
 *
 * <p>Every recipe has an asynchronous core, whose name begins with {@code Async}, and a blocking face over it. The core
 * lives on the client's callback executor and takes time, timers and chance from {@link
 * io.quorate.client.Surroundings} alone, so a simulator can run it. Both are safe for use by every thread; the blocking
 * face must not be called from callbacks.
 *
 * <p>A recipe belongs to one client, that is to one session, and ends with it. While the connection is lost it waits,
 * for the session may live on; it asks again whatever may be asked twice.
 */
@NullMarked
package io.quorate.recipes;

import org.jspecify.annotations.NullMarked;
