/**
 * Leader election in two forms: the latch, with which one leads until one gives it back, and the selector, which
 * calls a task for every term and stands again after it.
 *
 * <p>Failure behaviour. Connection suspended: a leader leads until {@link io.quorate.recipes.Ownership#certainFor} is
 * over, a candidate keeps its place. Session expired: the candidacy fails; the lead has ended before. Process paused:
 * the lead ends by the client's own clock, and what was begun before is fenced off by the token.
 */
@NullMarked
package io.quorate.recipes.election;

import org.jspecify.annotations.NullMarked;
