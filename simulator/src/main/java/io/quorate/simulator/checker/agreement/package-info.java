/**
 * The promises of the agreement (faults 2.1), judged while a run goes on by somebody who sees all members at once: a
 * ghost that knows each member's log, disk and role, and what was decided before anybody is told.
 */
@NullMarked
package io.quorate.simulator.checker.agreement;

import org.jspecify.annotations.NullMarked;
