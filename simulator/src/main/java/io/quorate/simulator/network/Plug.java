package io.quorate.simulator.network;

/** One side's hold on a connection. */
public final class Plug {
    private final Wire wire;
    private final Side side;

    Plug(Wire wire, Side side) {
        this.wire = wire;
        this.side = side;
    }

    /** The connection's number; no other in the world has the same. */
    public int number() {
        return wire.number();
    }

    /** Sends a message; once the connection is over it goes nowhere. */
    public void send(Parcel parcel) {
        wire.send(side, new Stream.Cargo.Message(parcel));
    }

    /** Whether less than {@link Network#BUFFER_BYTES} are under way from this side. */
    public boolean isWritable() {
        return wire.stream(side).bytes() < Network.BUFFER_BYTES;
    }

    /** Whether this side still believes in the connection. */
    public boolean isOpen() {
        return side.isOpen();
    }

    /** Closes it in order: what was sent before still arrives. */
    public void close() {
        wire.close(side);
    }

    /**
     * The line breaks: each side has received a part of what was sent, and learns of it in its own time (faults N4).
     */
    public void sever() {
        wire.sever();
    }
}
