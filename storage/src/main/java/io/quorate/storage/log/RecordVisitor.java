package io.quorate.storage.log;

/** Takes records as the log is read. */
@FunctionalInterface
public interface RecordVisitor {
    /** One record, in zxid order; the array may be reused after the call. */
    void record(long zxid, byte[] payload, int offset, int length);
}
