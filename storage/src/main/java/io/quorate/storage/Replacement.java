package io.quorate.storage;

import io.quorate.storage.disk.Disk;
import io.quorate.storage.disk.DiskFile;
import io.quorate.storage.disk.StorageException;
import io.quorate.storage.log.LogCut;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Another history takes the place of the present one: a shorter one, or a snapshot that came from elsewhere. That takes
 * many steps on disk and must be one. So the steps are written down first; from the moment that this file is durable
 * the new history is the one that counts, and whoever opens the directory next completes what a crash has left undone
 * (faults, design rule 6).
 *
 * @param zxid where the new history ends
 * @param promised the accepted epoch at that time, −1 if there was none
 * @param aside name of the snapshot that was kept aside, empty if there is none
 * @param installed the name it gets
 * @param snapshots names of the snapshots to be deleted
 * @param logs what becomes of the log files
 */
record Replacement(long zxid, long promised, String aside, String installed, List<String> snapshots, LogCut logs) {
    /** ZooKeeper knows neither names like this nor what it means. */
    static final String NAME = "quorate.replacement";

    private static final String TEMPORARY = NAME + ".tmp";
    private static final int MAX_BYTES = 16 << 20;

    Replacement {
        snapshots = List.copyOf(snapshots);
    }

    /** Whether it puts a snapshot in place of everything. */
    boolean installs() {
        return !aside.isEmpty();
    }

    /** The same, and these snapshots are to be deleted too. */
    Replacement alsoDeleting(List<String> more) {
        List<String> all = new ArrayList<>(snapshots);
        all.addAll(more);
        return new Replacement(zxid, promised, aside, installed, all, logs);
    }

    /** From when this returns on, the new history counts. */
    void decide(Disk disk, Path directory) {
        Path temporary = directory.resolve(TEMPORARY);
        try {
            if (disk.exists(temporary)) {
                disk.delete(temporary);
            }
            try (DiskFile file = disk.create(temporary)) {
                file.writeFully(ByteBuffer.wrap(text().getBytes(StandardCharsets.UTF_8)), 0);
                file.sync();
            }
            disk.rename(temporary, directory.resolve(NAME));
            disk.syncDirectory(directory);
        } catch (IOException failure) {
            throw failed(directory, "cannot be written", failure);
        }
    }

    /** The one that was decided and not completed; null if there is none. */
    static @Nullable Replacement load(Disk disk, Path directory) {
        Path path = directory.resolve(NAME);
        if (!disk.exists(path)) {
            return null;
        }
        try (DiskFile file = disk.openForReading(path)) {
            ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(file.length(), MAX_BYTES));
            int length = file.readFully(bytes, 0);
            Replacement parsed = parse(new String(bytes.array(), 0, length, StandardCharsets.UTF_8));
            if (parsed != null) {
                return parsed;
            }
        } catch (IOException failure) {
            throw failed(directory, "cannot be read", failure);
        }
        throw new StorageException(
                StorageException.Kind.DAMAGED,
                path + " is damaged. It says how history was being replaced when the last process died, so what is in"
                        + " the directory may be half of either. Let this member start with an empty directory and copy"
                        + " from the others");
    }

    /** It is complete, or means nothing any more. */
    static void forget(Disk disk, Path directory) {
        try {
            disk.delete(directory.resolve(NAME));
            disk.syncDirectory(directory);
        } catch (IOException failure) {
            throw failed(directory, "cannot be deleted", failure);
        }
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        text.append("zxid ").append(zxid).append('\n');
        text.append("promised ").append(promised).append('\n');
        if (installs()) {
            text.append("install ").append(aside).append(' ').append(installed).append('\n');
        }
        for (String snapshot : snapshots) {
            text.append("snapshot ").append(snapshot).append('\n');
        }
        for (LogCut.Doomed log : logs.doomed()) {
            text.append("log ")
                    .append(log.name())
                    .append(' ')
                    .append(log.firstChecksum())
                    .append('\n');
        }
        for (LogCut.Shortened log : logs.shortened()) {
            text.append("cut ")
                    .append(log.name())
                    .append(' ')
                    .append(log.length())
                    .append('\n');
        }
        return text + "end " + checksum(text.toString()) + "\n";
    }

    private static @Nullable Replacement parse(String text) {
        int end = text.lastIndexOf("end ");
        if (end < 0 || !text.substring(end).equals("end " + checksum(text.substring(0, end)) + "\n")) {
            return null;
        }
        long zxid = 0;
        long promised = 0;
        String aside = "";
        String installed = "";
        List<String> snapshots = new ArrayList<>();
        List<LogCut.Doomed> doomed = new ArrayList<>();
        List<LogCut.Shortened> shortened = new ArrayList<>();
        for (String line : text.substring(0, end).lines().toList()) {
            String[] words = line.split(" ", -1);
            switch (words[0]) {
                case "zxid" -> zxid = Long.parseLong(words[1]);
                case "promised" -> promised = Long.parseLong(words[1]);
                case "install" -> {
                    aside = words[1];
                    installed = words[2];
                }
                case "snapshot" -> snapshots.add(words[1]);
                case "log" -> doomed.add(new LogCut.Doomed(words[1], Long.parseLong(words[2])));
                case "cut" -> shortened.add(new LogCut.Shortened(words[1], Long.parseLong(words[2])));
                default -> {
                    return null;
                }
            }
        }
        return new Replacement(zxid, promised, aside, installed, snapshots, new LogCut(doomed, shortened));
    }

    private static long checksum(String text) {
        CRC32C crc = new CRC32C();
        crc.update(text.getBytes(StandardCharsets.UTF_8));
        return crc.getValue();
    }

    private static StorageException failed(Path directory, String what, IOException failure) {
        return new StorageException(
                StorageException.Kind.FAILED,
                directory.resolve(NAME) + " " + what + ": " + failure + "; check the disk and the file's permissions",
                failure);
    }
}
