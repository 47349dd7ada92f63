/**
 * The network between endpoints, members and clients alike, as TCP shows it: connections of two streams, each in order
 * and without gaps or repetitions, nothing promised between two connections (faults 3.1). Routes can be blocked in one
 * direction, clogged, slow; connections can be severed, hosts vanish with or without a word. Everything is drawn from
 * the seed. Owned by the world's one thread.
 */
@NullMarked
package io.quorate.simulator.network;

import org.jspecify.annotations.NullMarked;
