package io.quorate.benchmarks.client;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * What a load has counted: answers and their latencies by operation, errors by code. Answers with an error are
 * counted as operations, since the server has worked for them, and their latency is recorded like any other. Not
 * thread-safe.
 */
public final class Tally {
    /** Latencies above are recorded as this, in nanoseconds. */
    static final long LONGEST = TimeUnit.MINUTES.toNanos(5);

    private static final int DIGITS = 3;

    private final Map<Operation, Histogram> histograms = new EnumMap<>(Operation.class);
    private final Map<Integer, Long> errors = new TreeMap<>();

    /** A tally that has counted nothing. */
    public Tally() {
        for (Operation operation : Operation.values()) {
            histograms.put(operation, new Histogram(LONGEST, DIGITS));
        }
    }

    void add(Operation operation, long nanos, int error) {
        of(operation).recordValue(Math.clamp(nanos, 0, LONGEST));
        if (error != 0) {
            errors.merge(error, 1L, Long::sum);
        }
    }

    private Histogram of(Operation operation) {
        return Objects.requireNonNull(histograms.get(operation));
    }

    /** Adds what another has counted. */
    public void add(Tally other) {
        other.histograms.forEach((operation, histogram) -> of(operation).add(histogram));
        other.errors.forEach((code, count) -> errors.merge(code, count, Long::sum));
    }

    /** Answers to all operations. */
    public long count() {
        long count = 0;
        for (Histogram histogram : histograms.values()) {
            count += histogram.getTotalCount();
        }
        return count;
    }

    /** Latencies in nanoseconds of the operations that came. */
    public Map<Operation, Histogram> byOperation() {
        Map<Operation, Histogram> found = new EnumMap<>(histograms);
        found.values().removeIf(histogram -> histogram.getTotalCount() == 0);
        return found;
    }

    /** Latencies in nanoseconds of all operations together. */
    public Histogram together() {
        Histogram all = new Histogram(LONGEST, DIGITS);
        for (Histogram histogram : histograms.values()) {
            all.add(histogram);
        }
        return all;
    }

    /** How often each error code came, by code. */
    public Map<Integer, Long> errors() {
        return errors;
    }
}
