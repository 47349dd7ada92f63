/**
 * One value that many clients change: a shared value of any type, and an atomic long.
 *
 * <p>Guarantee: changes are linearizable, and each happens once, also when its answer is lost on the way; reads are not
 * older than any change acknowledged before. Failure behaviour. Connection suspended: everything waits and goes on.
 * Session expired: what is under way fails with {@link io.quorate.client.UnrecoverableException} and may have happened.
 * Process paused: a change that has to see an older one fails its version check and is made anew.
 */
@NullMarked
package io.quorate.recipes.counter;

import org.jspecify.annotations.NullMarked;
