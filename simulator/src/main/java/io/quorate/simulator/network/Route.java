package io.quorate.simulator.network;

/** One direction between two hosts, for connections to one port, whoever of the two has opened them. */
public record Route(Endpoint from, Endpoint to, Port port) implements Comparable<Route> {
    private static final int PORT_BITS = 2;

    /** The other direction. */
    public Route back() {
        return new Route(to, from, port);
    }

    @Override
    public int compareTo(Route other) {
        return Long.compare(rank(), other.rank());
    }

    /** Routes are looked up for whatever travels, so they are compared by one number. */
    private long rank() {
        long hosts = (from.rank() << (2 * Endpoint.RANK_BITS)) | to.rank();
        return (hosts << PORT_BITS) | port.ordinal();
    }
}
