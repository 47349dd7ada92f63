package io.quorate.simulator.network;

/** Takes connections at a port. */
@FunctionalInterface
public interface Listener {
    /** Somebody has connected; what he sends goes to the party that is returned. */
    Party accepted(Plug plug, Endpoint from);
}
