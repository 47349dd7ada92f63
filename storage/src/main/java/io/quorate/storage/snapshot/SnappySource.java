package io.quorate.storage.snapshot;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.xerial.snappy.Snappy;

/**
 * Reads the stream format of snappy-java: a header, then blocks with their lengths (storage format 4.4). Unlike that
 * library's own reader it never trusts a length in the file.
 */
final class SnappySource extends InputStream {
    private static final int HEADER_BYTES = 16;
    /** Longest block accepted, packed or not; writers use 32 KiB. */
    private static final int MAX_BLOCK_BYTES = 16 << 20;

    private final InputStream packed;
    private byte[] block = {};
    private int position;
    private int limit;

    SnappySource(InputStream packed) throws IOException {
        this.packed = packed;
        byte[] start = SnapshotFormat.snappyStart();
        byte[] header = packed.readNBytes(HEADER_BYTES);
        if (header.length < HEADER_BYTES || Arrays.mismatch(start, header) != start.length) {
            throw new IOException("it does not begin as a snappy stream");
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        while (position == limit) {
            if (!nextBlock()) {
                return -1;
            }
        }
        int count = Math.min(length, limit - position);
        System.arraycopy(block, position, target, offset, count);
        position += count;
        return count;
    }

    @Override
    public void close() throws IOException {
        packed.close();
    }

    private boolean nextBlock() throws IOException {
        byte[] prefix = packed.readNBytes(Integer.BYTES);
        if (prefix.length == 0) {
            return false;
        }
        if (prefix.length < Integer.BYTES) {
            throw new EOFException("it ends within the length of a snappy block");
        }
        int length = ByteBuffer.wrap(prefix).getInt();
        if (length <= 0 || length > MAX_BLOCK_BYTES) {
            throw new IOException("a snappy block has the impossible length " + length);
        }
        byte[] bytes = packed.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("it ends within a snappy block");
        }
        int unpacked = Snappy.uncompressedLength(bytes);
        if (unpacked < 0 || unpacked > MAX_BLOCK_BYTES) {
            throw new IOException("a snappy block unpacks to the impossible length " + unpacked);
        }
        if (block.length < unpacked) {
            block = new byte[unpacked];
        }
        limit = Snappy.uncompress(bytes, 0, length, block, 0);
        position = 0;
        return true;
    }
}
