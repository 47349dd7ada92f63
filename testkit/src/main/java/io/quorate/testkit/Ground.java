package io.quorate.testkit;

import io.quorate.storage.disk.Disk;
import io.quorate.storage.disk.RealDisk;
import io.quorate.testkit.disk.MemoryDisk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * What one server or one ensemble stands on: a directory, in memory or not, that is removed at the end if it was made
 * here.
 */
final class Ground implements AutoCloseable {
    private static final Path IN_MEMORY = Path.of("/quorate");

    private final Home home;
    private final Path directory;

    Ground(Home home) {
        this.home = home;
        directory = switch (home) {
            case Home.Memory _ -> IN_MEMORY;
            case Home.Temporary _ -> temporary();
            case Home.Directory(Path path) -> made(path.toAbsolutePath());
        };
    }

    private static Path temporary() {
        try {
            return Files.createTempDirectory(
                    "quorate-testkit-" + ProcessHandle.current().pid() + "-");
        } catch (IOException e) {
            throw new UncheckedIOException("no temporary directory can be made", e);
        }
    }

    private static Path made(Path path) {
        try {
            return Files.createDirectories(path);
        } catch (IOException e) {
            throw new UncheckedIOException(path + " cannot be made", e);
        }
    }

    /** The data directory of one member, which the member makes. */
    Path dataDirectory(String name) {
        return directory.resolve(name);
    }

    /** The disk of one member. */
    Disk disk() {
        return switch (home) {
            case Home.Memory _ -> new MemoryDisk(IN_MEMORY);
            case Home.Temporary _, Home.Directory _ -> new RealDisk();
        };
    }

    @Override
    public void close() {
        switch (home) {
            case Home.Temporary _ -> remove();
            case Home.Memory _, Home.Directory _ -> {
                // The one goes with its last reference, the other is the caller's.
            }
        }
    }

    private void remove() {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(directory + " could not be removed", e);
        }
    }
}
