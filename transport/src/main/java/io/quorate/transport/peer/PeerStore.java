package io.quorate.transport.peer;

/**
 * What the peer door needs of the disk: the log, to bring others up to date, and a place for the snapshot that a leader
 * sends. Safe for any thread.
 */
public interface PeerStore {

    /**
     * Tells every txn of the log after {@code after} up to {@code through}, in order; waits until the log has them.
     * Called on a thread that may block.
     *
     * @throws RuntimeException if the log does not hold them all without a gap; some may have been told by then
     */
    void history(long after, long through, TxnVisitor visitor);

    /**
     * Begins to keep a snapshot aside; an earlier one that was not installed is gone. Called on the driver's thread, so
     * that it has its place among the orders to the disk: what is given up later is this one, and it stays given up
     * whatever still comes of it. Does not block.
     */
    Reception receive(long zxid);

    /** Takes txns. */
    @FunctionalInterface
    interface TxnVisitor {
        /** One txn; the array may be kept. */
        void txn(long zxid, byte[] payload);
    }

    /** A snapshot that is coming. Owned by one thread at a time, which may block. */
    interface Reception {
        /**
         * Some bytes of the stream, without its signature (quorum protocol 4.6); the array may be reused at once. Does
         * nothing once the agreement has no use for it any more.
         *
         * @throws RuntimeException if the disk refuses
         */
        void write(byte[] bytes, int offset, int length);

        /**
         * It is here as a whole: makes it durable and lets the agreement know, unless that has no use for it any more.
         *
         * @throws RuntimeException if the disk refuses
         */
        void complete();

        /** It broke off: nothing of it is kept. */
        void abandon();
    }
}
