/**
 * Two-phase commit among programs: a coordinator proposes, participants prepare and vote, one decision stands for all.
 *
 * <p>Guarantee: of one transaction every participant that hears a decision hears the same; it is to commit only if
 * all participants voted to. The decision is one conditional write, so nobody is blocked by a coordinator that is
 * gone: after the deadline whoever is left may decide to abort. A decision is told to each participant at least once,
 * also to one that comes back with a new session, until it has acknowledged it.
 *
 * <p>Failure behaviour. Connection suspended: everybody waits; the deadline runs on. Session expired: what is under
 * way fails with {@link io.quorate.client.UnrecoverableException}; a participant that begins anew hears what it has
 * not acknowledged. Process paused: one that missed the deadline finds that the others aborted.
 */
@NullMarked
package io.quorate.recipes.transaction;

import org.jspecify.annotations.NullMarked;
