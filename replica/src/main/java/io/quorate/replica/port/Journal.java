package io.quorate.replica.port;

/**
 * The txn log. Records are handed over in zxid order and become durable in that order; the answer to a
 * {@link #submit()} is one {@link io.quorate.replica.Input.Persisted}. Called on the driver's thread.
 */
public interface Journal {

    /** Takes a record; the array may be reused at once. */
    void append(long zxid, byte[] payload, int offset, int length);

    /** What was appended since the last call is to be written and made durable together. */
    void submit();

    /** The next record begins a new file. */
    void roll();
}
