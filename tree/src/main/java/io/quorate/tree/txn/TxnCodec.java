package io.quorate.tree.txn;

import io.quorate.wire.JuteReader;
import io.quorate.wire.JuteWriter;

/** Txns as the payload of a log entry or proposal and back (storage format 3.2, 3.3). Stateless. */
public final class TxnCodec {
    private TxnCodec() {}

    /** Writes header and body, and the digest if there is one. */
    public static void write(JuteWriter out, TxnHeader header, Txn txn, boolean hasDigest, long digest) {
        throw new UnsupportedOperationException();
    }

    /**
     * Reads a payload; trailing bytes that are no digest are ignored.
     *
     * @throws io.quorate.wire.MalformedException if it is not a txn
     */
    public static Logged read(JuteReader in) {
        throw new UnsupportedOperationException();
    }

    /** A payload, read. */
    public record Logged(TxnHeader header, Txn txn, boolean hasDigest, long digest) {}
}
