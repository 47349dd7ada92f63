/**
 * The client in the real world: one thread with a selector that owns the sockets and the timers, and the executor of
 * callbacks. Carries frames and decides nothing. Of the JDK alone, so that an application's own libraries never meet
 * the client's (decision 0013).
 */
@NullMarked
package io.quorate.client.net;

import org.jspecify.annotations.NullMarked;
