package io.quorate.benchmarks.compare;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Where the contenders run: one long-lived server of each, warm and filled once, for the trials that need no other; and
 * fresh ones for those that do. Closing it stops all and deletes their files. Not thread-safe.
 */
public final class Arena implements AutoCloseable {
    private static final String LASTING = "lasting";
    private static final int MEMBERS = 3;

    private final Path work;
    private final Duration warmUp;
    private final Duration slice;
    private final Map<Contender, Contender.Running> lasting = new LinkedHashMap<>();
    private final Map<Contender, RunningEnsemble> ensembles = new LinkedHashMap<>();
    private final Set<String> warmed = new HashSet<>();

    /**
     * An arena with its files under a directory, which is on the disk to be measured.
     *
     * @param warmUp load before the first measurement of a trial on a contender
     * @param slice how long one measurement takes
     */
    public Arena(Path work, Duration warmUp, Duration slice) {
        this.work = work;
        this.warmUp = warmUp;
        this.slice = slice;
    }

    /** The long-lived server of a contender. */
    Contender.Running lasting(Contender contender) {
        return lasting.computeIfAbsent(contender, it -> it.start(emptied(LASTING + "-" + it.name()), Map.of()));
    }

    /** The long-lived ensemble of three of a contender. */
    RunningEnsemble ensemble(Contender contender) {
        return ensembles.computeIfAbsent(contender, it -> it.startEnsemble(emptied("ensemble-" + it.name()), MEMBERS));
    }

    /** An empty directory for one contender's cold run. */
    Path fresh(Contender contender) {
        return emptied("fresh-" + contender.name());
    }

    /** Whether this is the first time that something is done to a contender. */
    boolean isFirst(String what, Contender contender) {
        return warmed.add(what + " " + contender.name());
    }

    /** The warm-up before a measurement: long the first time, then a tenth of a slice. */
    Duration warmUp(String what, Contender contender) {
        return isFirst("warm-up of " + what, contender) ? warmUp : slice.dividedBy(10);
    }

    Duration slice() {
        return slice;
    }

    private Path emptied(String name) {
        Path directory = work.resolve(name);
        delete(directory);
        try {
            return Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot create " + directory, e);
        }
    }

    static void delete(Path directory) {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot empty " + directory, e);
        }
    }

    @Override
    public void close() {
        lasting.values().forEach(Contender.Running::close);
        ensembles.values().forEach(RunningEnsemble::close);
        delete(work);
    }
}
