package io.quorate.storage.epoch;

import io.quorate.storage.disk.Disk;
import io.quorate.storage.disk.DiskFile;
import io.quorate.storage.disk.StorageException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.OptionalLong;

/** A file that holds one decimal number. */
final class TextFile {
    static final String TEMPORARY = ".tmp";
    /** Longest file read; a number is far shorter. */
    private static final int MAX_BYTES = 4096;

    private final Disk disk;
    private final Path path;

    TextFile(Disk disk, Path path) {
        this.disk = disk;
        this.path = path;
    }

    Path path() {
        return path;
    }

    boolean exists() {
        return disk.exists(path);
    }

    /** The number in the first line, nothing trimmed; empty if there is no such file. */
    OptionalLong readLong() {
        if (!disk.exists(path)) {
            return OptionalLong.empty();
        }
        String line = firstLine();
        try {
            return OptionalLong.of(Long.parseLong(line));
        } catch (NumberFormatException _) {
            throw new StorageException(
                    StorageException.Kind.DAMAGED,
                    "Found \"" + line + "\" in " + path
                            + " where a decimal number should be; correct or restore the file");
        }
    }

    /** Replaces the number; either the old or the new one is there after a crash, the new one once this returns. */
    void writeLong(long value) {
        Path directory = path.getParent();
        Path temporary = path.resolveSibling(path.getFileName() + TEMPORARY);
        try {
            if (disk.exists(temporary)) {
                disk.delete(temporary);
            }
            try (DiskFile file = disk.create(temporary)) {
                file.writeFully(ByteBuffer.wrap(Long.toString(value).getBytes(StandardCharsets.US_ASCII)), 0);
                file.sync();
            }
            disk.rename(temporary, path);
            if (directory != null) {
                disk.syncDirectory(directory);
            }
        } catch (IOException failure) {
            throw failed("cannot be written", failure);
        }
    }

    void deleteIfThere() {
        try {
            if (disk.exists(path)) {
                disk.delete(path);
            }
        } catch (IOException failure) {
            throw failed("cannot be deleted", failure);
        }
    }

    private String firstLine() {
        try (DiskFile file = disk.openForReading(path)) {
            ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(file.length(), MAX_BYTES));
            int length = file.readFully(bytes, 0);
            String text = new String(bytes.array(), 0, length, StandardCharsets.UTF_8);
            return text.lines().findFirst().orElse("");
        } catch (IOException failure) {
            throw failed("cannot be read", failure);
        }
    }

    private StorageException failed(String what, IOException failure) {
        return new StorageException(
                StorageException.Kind.FAILED,
                path + " " + what + ": " + failure + "; check the disk and the file's permissions",
                failure);
    }
}
