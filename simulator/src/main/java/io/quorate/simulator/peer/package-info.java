/**
 * What members say to each other, over the simulated network: the door {@code replica.port.Peers} with election words
 * that may be lost, come twice or late, and links that keep their order. Everything travels as the bytes that the
 * quorum and election ports speak, so that the codecs are under test too.
 */
@NullMarked
package io.quorate.simulator.peer;

import org.jspecify.annotations.NullMarked;
