package io.quorate.storage.log;

import io.quorate.storage.disk.StorageException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.Adler32;

/**
 * Judges the place where the newest log file stops making sense: the regular end, the torn end of a batch that was
 * never acknowledged, or damage (storage format 3.6, 3.7 and 11; faults D2, D5, D10, S31, S32).
 *
 * <p>A crash loses whole sectors; a lost sector reads as zeros, or as what an older file left there. Damage at rest
 * changes a few bytes and leaves the rest of the record standing. So a record that is followed by a valid later one,
 * and in which no part of a sector is missing, was once whole: that is damage. The same holds for a record that is
 * whole but for one field. Where a sector and several records with it are gone, no few bytes have done that. Older
 * records behind it, though, can only be in sectors that an older file left and this one never wrote. What is below the
 * durable mark is damage whatever it looks like; see decision 0005.
 */
final class TailJudge {
    private static final int SECTOR_BYTES = 512;
    /** How much beyond the stop is looked at; more than a batch can hold. */
    private static final int MAX_JUDGED_BYTES = 64 << 20;
    /** The upper half of a checksum is zero by nature, so that many zeros at the head of a record show nothing. */
    private static final int NATURAL_ZEROS = 4;
    /** Damage at rest makes one record unreadable, or two where it is at their border: so far ahead is the next. */
    private static final int MISSING_BY_DAMAGE = 3;

    private final LogFileReader reader;
    private final long lastZxid;
    private final int maxRecordBytes;
    private final Adler32 adler = new Adler32();
    /** The bytes from the stop to the last that is not zero. */
    private final byte[] bytes;
    /** File offset of the stop. */
    private final long stop;

    /** What the stop is. */
    sealed interface Verdict {
        /** All records end here; only zeros follow, if anything. */
        record End() implements Verdict {}

        /**
         * The rest of a batch that a crash cut short.
         *
         * @param recordsBeyond whether later records of it survived
         */
        record Torn(String what, boolean recordsBeyond) implements Verdict {}

        /** Something that was whole is not any more. */
        record Damaged(String what) implements Verdict {}
    }

    private TailJudge(LogFileReader reader, long lastZxid, int maxRecordBytes, byte[] bytes) {
        this.reader = reader;
        this.lastZxid = lastZxid;
        this.maxRecordBytes = maxRecordBytes;
        this.bytes = bytes;
        this.stop = reader.offset();
    }

    /**
     * Judges where {@code reader} has stopped.
     *
     * @param lastZxid the last zxid of history before the stop
     */
    static Verdict judge(LogFileReader reader, long lastZxid, int maxRecordBytes) {
        byte[] bytes = bytesFromStop(reader);
        return bytes.length == 0 ? new Verdict.End() : new TailJudge(reader, lastZxid, maxRecordBytes, bytes).judge();
    }

    /** Whether a whole record later than {@code lastZxid} stands anywhere behind the place where {@code reader} is. */
    static boolean isFollowed(LogFileReader reader, long lastZxid, int maxRecordBytes) {
        byte[] bytes = bytesFromStop(reader);
        return new TailJudge(reader, lastZxid, maxRecordBytes, bytes).find(true) >= 0;
    }

    /** What is there, up to the last byte that is not zero. */
    private static byte[] bytesFromStop(LogFileReader reader) {
        long stop = reader.offset();
        long end = ZeroScan.lastNonZero(reader.path(), reader.file(), stop, reader.length());
        byte[] bytes = new byte[Math.clamp(end + 1 - stop, 0, MAX_JUDGED_BYTES)];
        try {
            reader.file().readFully(ByteBuffer.wrap(bytes), stop);
        } catch (IOException failure) {
            throw new StorageException(
                    StorageException.Kind.FAILED,
                    reader.path() + " cannot be read at offset " + stop + ": " + failure + "; check the disk",
                    failure);
        }
        return bytes;
    }

    private Verdict judge() {
        int later = find(true);
        if (later >= 0) {
            String followed = describe() + ", yet record " + LogFormat.hex(zxidAt(later)) + " follows at offset "
                    + (stop + later);
            return (missesSectors(later) || missesRecords(later)) && !isWholeButForItsEnd()
                    ? new Verdict.Torn(followed, true)
                    : new Verdict.Damaged(followed);
        }
        return isDamagedLastRecord() ? new Verdict.Damaged(describe()) : new Verdict.Torn(describe(), false);
    }

    /**
     * Position of the first valid record that is later, or that is not later, than those before; −1 if there is none.
     */
    private int find(boolean later) {
        for (int at = 1; at + LogFormat.OVERHEAD_BYTES + LogConfig.MIN_RECORD_BYTES <= bytes.length; at++) {
            int length = LogFormat.intAt(bytes, at + Long.BYTES);
            long end = (long) at + LogFormat.PREFIX_BYTES + length;
            if (length >= LogConfig.MIN_RECORD_BYTES
                    && length <= maxRecordBytes
                    && end < bytes.length
                    && bytes[(int) end] == LogFormat.END
                    && zxidAt(at) > lastZxid == later
                    && LogFormat.longAt(bytes, at) == checksum(at + LogFormat.PREFIX_BYTES, length)) {
                return at;
            }
        }
        return -1;
    }

    /** Whether some sector's share of the first {@code to} bytes is nothing but zeros. */
    private boolean missesSectors(int to) {
        int from = 0;
        while (from < to) {
            int next = (int) Math.min(to, from + SECTOR_BYTES - (stop + from) % SECTOR_BYTES);
            boolean shows = from > 0 || next - from > NATURAL_ZEROS;
            if (shows && ZeroScan.isZero(bytes, from, Math.min(next, bytes.length))) {
                return true;
            }
            from = next;
        }
        return false;
    }

    /**
     * Whether the first {@code to} bytes hold a whole sector, and lack several records of the epoch: the sector was
     * never written, and shows what an older file left there.
     */
    private boolean missesRecords(int to) {
        long firstSector = (stop + SECTOR_BYTES - 1) / SECTOR_BYTES;
        boolean holdsSector = (firstSector + 1) * SECTOR_BYTES <= stop + to;
        long next = zxidAt(to);
        return holdsSector
                && next >>> LogFormat.COUNTER_BITS == lastZxid >>> LogFormat.COUNTER_BITS
                && next - lastZxid > MISSING_BY_DAMAGE;
    }

    private long zxidAt(int position) {
        return LogFormat.longAt(bytes, position + LogFormat.PREFIX_BYTES + LogFormat.ZXID_OFFSET);
    }

    /**
     * Whether some of the first {@code to} bytes are in a sector that begins with this record: if it was never written,
     * what an older file left there may be read for a length.
     */
    private boolean mayBeStale(int to) {
        return (stop - 1) / SECTOR_BYTES != (stop + to - 1) / SECTOR_BYTES;
    }

    private boolean isDamagedLastRecord() {
        if (isWholeButForItsLength()) {
            return true;
        }
        return switch (reader.stop()) {
            case NOT_YET, END, ZERO_LENGTH, INCOMPLETE -> false;
            case LENGTH -> !missesSectors(LogFormat.PREFIX_BYTES) && !mayBeStale(LogFormat.PREFIX_BYTES);
            case END_BYTE -> isWholeButForItsEnd();
            case CHECKSUM -> !missesSectors(LogFormat.OVERHEAD_BYTES + length()) && find(false) < 0;
        };
    }

    /**
     * The payload has its checksum, so the wrong byte after it cannot be what a crash left, unless it was not written:
     * it is zero then, or the first of a sector that shows what an older file left there.
     */
    private boolean isWholeButForItsEnd() {
        if (reader.stop() != LogFileReader.Stop.END_BYTE) {
            return false;
        }
        int end = LogFormat.PREFIX_BYTES + length();
        return end < bytes.length
                && bytes[end] != 0
                && (stop + end) % SECTOR_BYTES != 0
                && LogFormat.longAt(bytes, 0) == checksum(LogFormat.PREFIX_BYTES, length());
    }

    /** All that is left is a payload with its checksum and its end: only the length can be wrong. */
    private boolean isWholeButForItsLength() {
        int length = bytes.length - LogFormat.OVERHEAD_BYTES;
        return length >= LogConfig.MIN_RECORD_BYTES
                && bytes[bytes.length - 1] == LogFormat.END
                && LogFormat.longAt(bytes, 0) == checksum(LogFormat.PREFIX_BYTES, length)
                && length != length();
    }

    private int length() {
        return bytes.length < LogFormat.PREFIX_BYTES ? 0 : LogFormat.intAt(bytes, Long.BYTES);
    }

    private long checksum(int from, int length) {
        adler.reset();
        adler.update(bytes, from, length);
        return adler.getValue();
    }

    private String describe() {
        return switch (reader.stop()) {
            case NOT_YET, END, INCOMPLETE -> "the record is cut off by the end of the file";
            case ZERO_LENGTH -> "there is no record where one should be";
            case LENGTH -> "the record has the impossible length " + length();
            case END_BYTE -> "the record of " + length() + " bytes does not end with its end mark";
            case CHECKSUM -> "the record of " + length() + " bytes does not have its checksum";
        };
    }
}
