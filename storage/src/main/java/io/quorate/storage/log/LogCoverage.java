package io.quorate.storage.log;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

/**
 * Which records the log holds without a gap up to its end, and how many bytes they are. Filled by the replay, continued
 * by the log as it grows. Any thread.
 *
 * <p>What was replayed is one history, epochs and all. What was in the log before that counts only as far as it is of
 * the epoch in which the replay began: the records of one epoch come from one leader, but whether another epoch's last
 * record in the log was ever decided cannot be told from the log (ZOOKEEPER-2846).
 */
public final class LogCoverage {
    /** Bytes are counted in stretches of at least this length while files are read. */
    private static final long STRETCH_BYTES = 1 << 20;

    private static final long NONE = -1;

    /** Runs of records that have ended, ascending. */
    private final List<LogExtent> closed = new ArrayList<>();
    /** The first record of the run that is open, {@link #NONE} where there is none. */
    private long first = NONE;
    /** The last record of all. */
    private long last;

    /** Pieces of the log, ascending, without the open one. */
    private final Deque<Stretch> stretches = new ArrayDeque<>();

    private long openAfter;
    private long openBytes;

    /**
     * A piece of the log.
     *
     * @param after the zxid before its first record
     * @param bytes of all its records
     */
    private record Stretch(long after, long bytes) {}

    LogCoverage() {}

    /** The log holds nothing, and goes on after {@code zxid}. */
    public synchronized void restart(long zxid) {
        closed.clear();
        first = NONE;
        last = zxid;
        stretches.clear();
        openAfter = zxid;
        openBytes = 0;
    }

    /** The log goes on after {@code zxid}, whatever was read. */
    synchronized void continueAfter(long zxid) {
        if (last != zxid) {
            restart(zxid);
        }
    }

    /** A record from before the replay was read, which may or may not lead up to it. */
    synchronized void passed(long zxid, long bytes) {
        if (first == NONE || !LogFormat.isNextOfEpoch(last, zxid)) {
            restart(zxid - 1);
        }
        add(zxid, zxid, bytes);
    }

    /** The replay begins after {@code zxid}. */
    synchronized void replayFrom(long zxid) {
        if (first == NONE || last != zxid) {
            restart(zxid);
        }
    }

    /** A record that follows was read. */
    synchronized void replayed(long zxid, long bytes) {
        if (openBytes >= STRETCH_BYTES) {
            fileBegins();
        }
        add(zxid, zxid, bytes);
    }

    /** Records that lead up to the first one known were found in an older file. */
    synchronized void precededBy(long earlier, long bytes) {
        if (closed.isEmpty()) {
            first = earlier;
        } else {
            closed.set(0, new LogExtent(earlier, closed.getFirst().last()));
        }
        stretches.addFirst(new Stretch(earlier - 1, bytes));
    }

    /** What follows is in another file. */
    synchronized void fileBegins() {
        stretches.addLast(new Stretch(openAfter, openBytes));
        openAfter = last;
        openBytes = 0;
    }

    /** Records of one epoch were appended. */
    synchronized void appended(long from, long to, long bytes) {
        add(from, to, bytes);
    }

    /** Files that held records up to {@code zxid} were deleted. */
    synchronized void purged(long zxid) {
        while (!stretches.isEmpty() && stretches.getFirst().after() < zxid) {
            stretches.removeFirst();
        }
    }

    /** History was cut off after {@code zxid}. */
    public synchronized void truncated(long zxid) {
        List<LogExtent> kept = new ArrayList<>();
        for (LogExtent extent : extents()) {
            if (extent.first() <= zxid) {
                kept.add(new LogExtent(extent.first(), Math.min(extent.last(), zxid)));
            }
        }
        closed.clear();
        first = kept.isEmpty() ? NONE : kept.removeLast().first();
        closed.addAll(kept);
        fileBegins();
        stretches.removeIf(stretch -> stretch.after() >= zxid);
        last = zxid;
        openAfter = zxid;
    }

    /** The records, ascending; empty where there are none. */
    public synchronized List<LogExtent> extents() {
        List<LogExtent> all = new ArrayList<>(closed);
        if (first != NONE) {
            all.add(new LogExtent(first, last));
        }
        return all;
    }

    /** The smallest zxid known after which the log holds everything in at most {@code maxBytes}. */
    public synchronized long reaches(long maxBytes) {
        long bytes = openBytes;
        if (bytes > maxBytes) {
            return last;
        }
        long reached = openAfter;
        Iterator<Stretch> backwards = stretches.descendingIterator();
        while (backwards.hasNext()) {
            Stretch stretch = backwards.next();
            bytes += stretch.bytes();
            if (bytes > maxBytes) {
                return reached;
            }
            reached = stretch.after();
        }
        return reached;
    }

    /** The first record known, or what comes after the last where there is none. */
    synchronized long first() {
        if (!closed.isEmpty()) {
            return closed.getFirst().first();
        }
        return first == NONE ? last + 1 : first;
    }

    /** Bytes of all records known. */
    synchronized long bytes() {
        return openBytes + stretches.stream().mapToLong(Stretch::bytes).sum();
    }

    /** Whether the log is not known to hold anything between two zxids. */
    synchronized boolean isNothingBetween(long zxid, long next) {
        return extents().stream()
                .noneMatch(extent -> Math.max(extent.first(), zxid + 1) <= Math.min(extent.last(), next - 1));
    }

    private void add(long from, long to, long bytes) {
        if (first == NONE) {
            first = from;
        } else if (!LogFormat.isNextOfEpoch(last, from)) {
            closed.add(new LogExtent(first, last));
            first = from;
        }
        last = to;
        openBytes += bytes;
    }
}
