package io.quorate.storage;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.Adler32;

/** The bytes of a log file, made by hand from the format's description and not by the code under test. */
public final class LogImage {
    private static final int HEADER_BYTES = 16;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final List<Integer> offsets = new ArrayList<>();

    private LogImage() {
        bytes.writeBytes(ByteBuffer.allocate(HEADER_BYTES)
                .putInt(0x5A4B4C47)
                .putInt(2)
                .putLong(0)
                .array());
    }

    /** A file with a header only. */
    public static LogImage empty() {
        return new LogImage();
    }

    /** A file with records of 100 bytes. */
    public static LogImage of(long firstZxid, long lastZxid) {
        LogImage image = new LogImage();
        for (long zxid = firstZxid; zxid <= lastZxid; zxid++) {
            image.record(Payloads.of(zxid));
        }
        return image;
    }

    /** The same file, begun after that record, as our own headers say. */
    public byte[] begunAfter(long zxid) {
        return ByteBuffer.wrap(bytes()).putLong(8, zxid).array();
    }

    /** Adds a record. */
    public LogImage record(byte[] payload) {
        offsets.add(bytes.size());
        Adler32 adler = new Adler32();
        adler.update(payload);
        bytes.writeBytes(ByteBuffer.allocate(12)
                .putLong(adler.getValue())
                .putInt(payload.length)
                .array());
        bytes.writeBytes(payload);
        bytes.write('B');
        return this;
    }

    /** Where record number {@code index}, from 0, begins. */
    public int offsetOf(int index) {
        return offsets.get(index);
    }

    /** The file without padding. */
    public byte[] bytes() {
        return bytes.toByteArray();
    }

    /** The file with so many zeros behind. */
    public byte[] padded(int zeros) {
        return Arrays.copyOf(bytes(), bytes.size() + zeros);
    }

    /** The padded file with one byte changed. */
    public byte[] with(int offset, int value) {
        byte[] changed = padded(2000);
        changed[offset] = (byte) value;
        return changed;
    }

    /** The padded file with zeros in {@code [from, to)}. */
    public byte[] withZeros(int from, int to) {
        byte[] changed = padded(2000);
        Arrays.fill(changed, from, to, (byte) 0);
        return changed;
    }
}
