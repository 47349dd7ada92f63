package io.quorate.tree.snapshot;

import io.quorate.wire.ByteSink;
import io.quorate.wire.JuteWriter;
import java.util.zip.Adler32;

/**
 * Gathers what is written into chunks for the sink, and knows the checksum of everything so far. Owned by one thread.
 */
final class SealedOutput {
    private static final int CHUNK_BYTES = 64 * 1024;

    private final ByteSink sink;
    private final JuteWriter chunk = new JuteWriter(2 * CHUNK_BYTES);
    private final Adler32 checksum = new Adler32();
    private int summed;
    private long flushed;

    SealedOutput(ByteSink sink) {
        this.sink = sink;
    }

    /** Where to write; follow it by {@link #flushIfFull}. */
    JuteWriter writer() {
        return chunk;
    }

    /** Bytes so far. */
    long size() {
        return flushed + chunk.size();
    }

    /** Bytes that the sink has got. */
    long flushed() {
        return flushed;
    }

    void flushIfFull() {
        if (chunk.size() >= CHUNK_BYTES) {
            flush();
        }
    }

    void flush() {
        sum();
        sink.write(chunk.array(), 0, chunk.size());
        flushed += chunk.size();
        chunk.clear();
        summed = 0;
    }

    /** Writes bytes as they are; many of them go straight to the sink. */
    void writeRaw(byte[] bytes) {
        if (bytes.length < CHUNK_BYTES) {
            chunk.writeRaw(bytes, 0, bytes.length);
            return;
        }
        flush();
        checksum.update(bytes, 0, bytes.length);
        sink.write(bytes, 0, bytes.length);
        flushed += bytes.length;
    }

    /** Seals everything before, earlier seals included. */
    void seal() {
        sum();
        chunk.writeLong(checksum.getValue());
        chunk.writeString(SnapshotFormat.END);
    }

    private void sum() {
        checksum.update(chunk.array(), summed, chunk.size() - summed);
        summed = chunk.size();
    }
}
