package io.quorate.simulator.network;

import java.util.Comparator;

/** One direction between two hosts, for connections to one port, whoever of the two has opened them. */
public record Route(Endpoint from, Endpoint to, Port port) implements Comparable<Route> {
    private static final Comparator<Route> ORDER =
            Comparator.comparing(Route::from).thenComparing(Route::to).thenComparing(Route::port);

    /** The other direction. */
    public Route back() {
        return new Route(to, from, port);
    }

    @Override
    public int compareTo(Route other) {
        return ORDER.compare(this, other);
    }
}
