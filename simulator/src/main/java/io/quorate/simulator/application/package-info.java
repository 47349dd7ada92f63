/**
 * Programs over Quorate's own client and its recipes, run with whole simulated ensembles. Each program lives on a
 * {@link io.quorate.simulator.application.Machine} of its own, whose process may be paused, killed and cut off; its
 * client is the production client, in a {@link io.quorate.simulator.application.Life} that gives it virtual time and
 * the simulated network. What programs do together is a play; see the package of that name. Owned by the world's one
 * thread.
 */
@NullMarked
package io.quorate.simulator.application;

import org.jspecify.annotations.NullMarked;
