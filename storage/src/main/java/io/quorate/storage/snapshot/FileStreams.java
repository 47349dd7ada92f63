package io.quorate.storage.snapshot;

import io.quorate.storage.disk.DiskFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/** A file of the disk port as the streams that compressors want. */
final class FileStreams {
    private FileStreams() {}

    /** Reads from the beginning. */
    static final class Reading extends InputStream {
        private final DiskFile file;
        private long position;

        Reading(DiskFile file) {
            this.file = file;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            int read = file.read(ByteBuffer.wrap(target, offset, length), position);
            position += Math.max(read, 0);
            return read;
        }
    }

    /**
     * Writes from the beginning, and forces to disk every few megabytes, so that the last force has little left to do
     * and the txn log on the same disk never waits behind a whole snapshot.
     */
    static final class Writing extends OutputStream {
        private static final long FORCED_EVERY_BYTES = 4 << 20;

        private final DiskFile file;
        private long position;
        private long forcedTo;

        Writing(DiskFile file) {
            this.file = file;
        }

        long position() {
            return position;
        }

        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            file.writeFully(ByteBuffer.wrap(bytes, offset, length), position);
            position += length;
            if (position - forcedTo >= FORCED_EVERY_BYTES) {
                file.sync();
                forcedTo = position;
            }
        }
    }
}
