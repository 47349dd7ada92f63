package io.quorate.transport.peer;

import io.netty.buffer.ByteBuf;

/** Something that leaves over a link, in its place. */
sealed interface Departure {

    /**
     * Packets, or a part of a snapshot.
     *
     * @param bytes on the heap and without a pool: forgotten like any object if the link ends first
     * @param snapshot whether the bytes are of a snapshot
     */
    record Bytes(ByteBuf bytes, boolean snapshot) implements Departure {}

    /** The txns after {@code after} up to {@code through}, from the log. */
    record History(long after, long through) implements Departure {}

    /** The end of the link. */
    record Farewell(String reason) implements Departure {}
}
