/**
 * The scenarios of faults 5 that concern a fixed membership, each played once on purpose: production members on a
 * {@link io.quorate.simulator.scenario.Stage}, to which the test does what the scenario says while all checkers watch.
 * The same scenarios are looked for by chance as well: see the mutants beside this package.
 */
@NullMarked
package io.quorate.simulator.scenario;

import org.jspecify.annotations.NullMarked;
