package io.quorate.replica;

/** Where a txn gets its place in the order. Owned by the driver's thread. */
interface Order {

    /** Whether a txn may be proposed now; if not, it has to wait until others are decided. */
    boolean hasRoom();

    /** The place of the next txn. Only while there is room. */
    long nextZxid();

    /** Proposes a txn at {@link #nextZxid()}; the array may be reused at once. */
    void propose(long zxid, byte[] record, int length);
}
