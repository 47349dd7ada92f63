/**
 * Configuration as publish and subscribe: a typed value in one znode.
 *
 * <p>Guarantee: subscribers see published values in the order of their publication; values that were replaced at once
 * may be left out, the newest never is. Data that cannot be read as a value are told and not taken: the last good
 * value stays. Failure behaviour. Connection suspended: the last good value stays, and is brought up to date after
 * the reconnect. Session expired: the last good value stays; with a new client one subscribes anew, and may give it
 * the last good value to begin with. Process paused: as suspended. A publication happens once, also when its answer
 * is lost.
 */
@NullMarked
package io.quorate.recipes.config;

import org.jspecify.annotations.NullMarked;
