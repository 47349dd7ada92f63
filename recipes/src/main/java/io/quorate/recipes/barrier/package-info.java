/**
 * Barriers: one that somebody raises and lifts for all, and one that opens when enough have come and closes when all
 * have left.
 *
 * <p>Guarantee: who waits at a barrier goes on only after it was seen lifted; who enters a double barrier goes on
 * only after so many had entered, and who leaves it only after all have left or lost their sessions. Failure
 * behaviour. Connection suspended: everybody waits on. Session expired: waiting fails with {@link
 * io.quorate.client.UnrecoverableException}; one who had entered counts as having left. Process paused: the same, if
 * it lasts so long. All who wait at a barrier wake when it opens, since all go on.
 */
@NullMarked
package io.quorate.recipes.barrier;

import org.jspecify.annotations.NullMarked;
