package io.quorate.simulator.network;

/** Takes words that came without a connection. */
@FunctionalInterface
public interface Catcher {
    /** Something came from that host; it may be late, come twice, or come after something newer. */
    void caught(Endpoint from, Parcel parcel);
}
