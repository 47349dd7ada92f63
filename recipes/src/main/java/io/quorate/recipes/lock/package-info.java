/**
 * Locks: re-entrant and revocable, read-write, semaphores, several at once. All are fair, first come first served,
 * and wake one client per release. Their znodes are named as Curator names them, so that programs of both kinds can
 * stand in one line for locks and read-write locks.
 *
 * <p>Failure behaviour, for all of them. Connection suspended: who waits goes on waiting, who owns owns until {@link
 * io.quorate.recipes.Ownership#certainFor} is over. Session expired: waiting fails with {@link
 * io.quorate.client.UnrecoverableException}, ownership has ended before. Process paused: ownership ends by the
 * client's own clock, and what was begun before is fenced off by the token.
 */
@NullMarked
package io.quorate.recipes.lock;

import org.jspecify.annotations.NullMarked;
