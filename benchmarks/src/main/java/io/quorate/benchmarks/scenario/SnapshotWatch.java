package io.quorate.benchmarks.scenario;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Notices, on a thread of its own, when snapshot files appear in a directory and for how long they grow. */
final class SnapshotWatch implements AutoCloseable {
    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
    private static final String PREFIX = "snapshot.";

    private final Path directory;
    private final Set<String> known;
    private final Map<String, Growth> growing = new HashMap<>();
    private final Thread thread;
    private volatile boolean closed;
    private volatile int taken;
    private volatile long longestNanos;
    private volatile @Nullable IOException failure;

    private record Growth(long since, long grewAt, long size) {}

    SnapshotWatch(Path directory) {
        this.directory = directory;
        try {
            known = new HashSet<>(sizes().keySet());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot watch " + directory + "; name the directory of the snapshots", e);
        }
        thread = Thread.ofPlatform().name("bench-snapshot-watch").daemon().start(this::watch);
    }

    private void watch() {
        try {
            while (!closed) {
                look(System.nanoTime());
                LockSupport.parkNanos(POLL_NANOS);
            }
        } catch (IOException e) {
            failure = e;
        }
    }

    private void look(long now) throws IOException {
        for (Map.Entry<String, Long> file : sizes().entrySet()) {
            if (known.contains(file.getKey())) {
                continue;
            }
            Growth before = growing.get(file.getKey());
            if (before == null) {
                growing.put(file.getKey(), new Growth(now, now, file.getValue()));
            } else if (file.getValue() > before.size) {
                growing.put(file.getKey(), new Growth(before.since, now, file.getValue()));
                longestNanos = Math.max(longestNanos, now - before.since);
            }
        }
        taken = growing.size();
    }

    private Map<String, Long> sizes() throws IOException {
        Map<String, Long> sizes = new HashMap<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, PREFIX + "*")) {
            for (Path file : files) {
                try {
                    sizes.put(file.getFileName().toString(), Files.size(file));
                } catch (NoSuchFileException _) {
                    // Renamed or purged since it was listed.
                }
            }
        }
        return sizes;
    }

    /** How many snapshots have appeared. */
    int taken() {
        IOException cause = failure;
        if (cause != null) {
            throw new UncheckedIOException("cannot watch " + directory, cause);
        }
        return taken;
    }

    /** For how long the slowest of them grew, in milliseconds. */
    double longestMillis() {
        return longestNanos / 1e6;
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
    }
}
