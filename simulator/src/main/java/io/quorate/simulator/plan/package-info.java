/**
 * What a run is to be: its seed, its size, its faults. A plan is drawn from the seed and can be cut down by hand or by
 * shrinking, each part without changing the others.
 */
@NullMarked
package io.quorate.simulator.plan;

import org.jspecify.annotations.NullMarked;
