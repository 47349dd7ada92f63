/**
 * Distributed notification: a board of tasks that workers claim, report progress of, and take over from each other,
 * while others follow. The classic replicator: one active worker per task, standbys behind it, each knowing how far
 * the last one came.
 *
 * <p>Guarantee: of one task at most one assignment is held at a time, by every worker's own clock. A report is
 * accepted by the service only from the worker whose claim stands, so a deposed one cannot overwrite its successor's
 * progress; it is written once. The next worker begins where the last accepted report ended. Followers see the
 * notices of one task in order; of reports that follow each other quickly they may see only the last.
 *
 * <p>Failure behaviour. Connection suspended: the worker works on as long as its clock allows. Session expired: the
 * standby that has waited longest takes over. Process paused: the same, if it lasts so long; what the paused worker
 * reports afterwards is refused.
 */
@NullMarked
package io.quorate.recipes.notice;

import org.jspecify.annotations.NullMarked;
