package io.quorate.simulator.network;

/** What a host listens for; a route can be blocked for one of them alone (faults N6). */
public enum Port {
    CLIENTS,
    QUORUM,
    ELECTION
}
