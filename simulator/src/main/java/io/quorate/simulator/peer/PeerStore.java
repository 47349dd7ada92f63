package io.quorate.simulator.peer;

/** What the door to the peers needs of a member's disk: its log, and a place for the snapshot that a leader sends. */
public interface PeerStore {

    /** Whether everything up to {@code zxid} has been written, durable or not. */
    boolean hasWritten(long zxid);

    /**
     * Tells every txn of the log after {@code after} up to {@code through}, in order.
     *
     * @throws RuntimeException if the log does not hold them all without a gap; some may have been told by then
     */
    void history(long after, long through, TxnVisitor visitor);

    /** Begins to keep a snapshot aside. */
    Reception receive(long zxid);

    /** Takes txns. */
    @FunctionalInterface
    interface TxnVisitor {
        /** One txn; the array may be kept. */
        void txn(long zxid, byte[] payload);
    }

    /** A snapshot that is coming. */
    interface Reception {
        /** Some bytes of the stream, without its signature; the array may be reused at once. */
        void write(byte[] bytes, int offset, int length);

        /**
         * It is here as a whole: it is made durable, and then the agreement is told.
         *
         * @param spoiled what to do if it turns out to make no sense
         */
        void complete(Runnable spoiled);

        /** It broke off: nothing of it is kept. */
        void abandon();
    }
}
