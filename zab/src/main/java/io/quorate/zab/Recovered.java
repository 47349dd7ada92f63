package io.quorate.zab;

import java.util.List;

/**
 * What a member's disk held when it began.
 *
 * @param acceptedEpoch the highest epoch it ever promised to follow
 * @param currentEpoch the epoch whose history it holds
 * @param lastZxid the end of its history: of the log, or of the snapshot where the log goes no further
 * @param log which txns the log holds without a gap up to {@code lastZxid}, ascending; empty where it holds none
 * @param logReaches the log gives what follows this zxid at less than the price of a snapshot
 * @param trusted false where data may be missing, and until {@link Effect.SaveCurrentEpoch} has been carried out after
 *     that: it claims nothing, and takes part again once it has learned everything anew (faults Z17)
 */
public record Recovered(
        long acceptedEpoch, long currentEpoch, long lastZxid, List<LogExtent> log, long logReaches, boolean trusted) {

    /**
     * Txns with consecutive counters.
     *
     * @param last inclusive, of the same epoch as {@code first}
     */
    public record LogExtent(long first, long last) {
        /** Not empty, and of one epoch. */
        public LogExtent {
            if (first > last || Zxid.epoch(first) != Zxid.epoch(last) || !Zxid.namesTxn(first)) {
                throw new IllegalArgumentException(
                        "no run of txns goes from " + Zxid.text(first) + " to " + Zxid.text(last));
            }
        }
    }

    /** Refuses epochs that contradict each other or the log: such a directory is not of one member. */
    public Recovered {
        log = List.copyOf(log);
        if (acceptedEpoch < currentEpoch) {
            throw new IllegalArgumentException("acceptedEpoch " + acceptedEpoch + " is older than currentEpoch "
                    + currentEpoch + ": restore the epoch files, or start with an empty directory");
        }
        if (trusted && Zxid.epoch(lastZxid) > acceptedEpoch) {
            throw new IllegalArgumentException("the log ends with " + Zxid.text(lastZxid) + ", after acceptedEpoch "
                    + acceptedEpoch + ": restore the epoch files, or start with an empty directory");
        }
        if (!log.isEmpty() && log.getLast().last() != lastZxid) {
            throw new IllegalArgumentException("the log ends with "
                    + Zxid.text(log.getLast().last()) + " but the history with " + Zxid.text(lastZxid));
        }
    }

    /** A member that was never started before, and was told that this is right. */
    public static Recovered empty() {
        return new Recovered(0, 0, 0, List.of(), Long.MAX_VALUE, true);
    }
}
