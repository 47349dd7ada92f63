package io.quorate.benchmarks.jmh;

import io.quorate.storage.Storage;
import io.quorate.storage.StorageConfig;
import io.quorate.storage.disk.RealDisk;
import io.quorate.storage.disk.StorageListener;
import io.quorate.storage.log.TxnLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A batch of records appended to the txn log and forced to the disk of the working directory. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class LogBenchmark {
    /** A setData of 100 B with its header and digest. */
    private static final int RECORD = 180;

    /** Records in a batch. */
    @Param({"1", "64", "512"})
    public int batch = 64;

    private final byte[] record = new byte[RECORD];
    private @Nullable Path directory;
    private @Nullable Storage storage;
    private @Nullable TxnLog log;
    private long zxid;

    /** What the disk tells is part of no figure; what it warns of ends the benchmark. */
    private static final StorageListener LISTENER = new StorageListener() {
        @Override
        public void warned(String message) {
            throw new IllegalStateException(message);
        }

        @Override
        public void noted(String message) {}

        @Override
        public void syncWasSlow(long millis, String message) {}
    };

    /** Opens a log in an empty directory. */
    @Setup
    public void open() throws IOException {
        Path made = Files.createTempDirectory(Path.of(""), "log-benchmark");
        directory = made;
        Storage opened = Storage.open(StorageConfig.defaults(made), new RealDisk(), LISTENER, System::nanoTime);
        storage = opened;
        log = opened.startLog(opened.replay(1, (_, _, _, _) -> {}));
    }

    /** Appends and forces. */
    @Benchmark
    public long appendAndForce() {
        TxnLog target = Objects.requireNonNull(log);
        for (int i = 0; i < batch; i++) {
            target.append(++zxid, record, 0, RECORD);
        }
        target.sync();
        return zxid;
    }

    /** Closes the log and deletes the directory. */
    @TearDown
    public void close() throws IOException {
        Objects.requireNonNull(log).close();
        Objects.requireNonNull(storage).close();
        try (Stream<Path> files = Files.walk(Objects.requireNonNull(directory))) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
