package io.quorate.storage.log;

import io.quorate.storage.disk.FileName;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * A lower bound of what is durable in the txn log: everything up to {@code zxid}, which ends at {@code offset} of one
 * file (faults, design rule 8).
 *
 * @param sequence number of the mark; of two valid ones the higher holds
 * @param fileZxid the zxid in that file's name
 * @param offset end of the last durable record in it, in bytes
 * @param zxid the last durable zxid; of an earlier file if {@code offset} is the header's end
 * @param precedingZxid the zxid before the file's first record
 * @param firstChecksum checksum of the file's first record, −1 while it has none
 * @param complete whether no record will ever follow in that file, so that what is behind the offset need not be judged
 */
record DurableMark(
        long sequence,
        long fileZxid,
        long offset,
        long zxid,
        long precedingZxid,
        long firstChecksum,
        boolean complete) {
    /** A slot is a sector, so that a power cut leaves it as it was or as it should be. */
    static final int SLOT_BYTES = 512;

    static final long NO_RECORD = -1;

    private static final int MAGIC = 0x51444D4B;
    private static final int VERSION = 1;
    private static final int CHECKED_BYTES = 3 * Integer.BYTES + 6 * Long.BYTES;

    /** The name of the file it speaks of. */
    String fileName() {
        return FileName.of(LogFormat.PREFIX, fileZxid);
    }

    /** The same with another number. */
    DurableMark numbered(long number) {
        return new DurableMark(number, fileZxid, offset, zxid, precedingZxid, firstChecksum, complete);
    }

    /** Fills a slot. */
    void writeTo(ByteBuffer slot) {
        int start = slot.position();
        slot.putInt(MAGIC).putInt(VERSION);
        slot.putLong(sequence).putLong(fileZxid).putLong(offset);
        slot.putLong(zxid).putLong(precedingZxid).putLong(firstChecksum).putInt(complete ? 1 : 0);
        slot.putInt(checksum(slot, start));
        while (slot.position() < start + SLOT_BYTES) {
            slot.put((byte) 0);
        }
    }

    /** The mark in the slot at {@code start}, null if there is no whole one. */
    static @Nullable DurableMark readFrom(ByteBuffer slots, int start) {
        if (slots.limit() < start + CHECKED_BYTES + Integer.BYTES
                || slots.getInt(start) != MAGIC
                || slots.getInt(start + Integer.BYTES) != VERSION
                || slots.getInt(start + CHECKED_BYTES) != checksum(slots, start)) {
            return null;
        }
        ByteBuffer fields = slots.duplicate().position(start + 2 * Integer.BYTES);
        return new DurableMark(
                fields.getLong(),
                fields.getLong(),
                fields.getLong(),
                fields.getLong(),
                fields.getLong(),
                fields.getLong(),
                fields.getInt() != 0);
    }

    private static int checksum(ByteBuffer slots, int start) {
        CRC32C crc = new CRC32C();
        crc.update(slots.duplicate().limit(start + CHECKED_BYTES).position(start));
        return (int) crc.getValue();
    }
}
