/**
 * What goes wrong, and when: power cuts between any two effects or in the middle of a disk operation, errors of the
 * disk, cut connections, jumping clocks (faults 3.2, 3.3, 3.5). Which of them a run has is drawn from its seed.
 */
@NullMarked
package io.quorate.simulator.fault;

import org.jspecify.annotations.NullMarked;
