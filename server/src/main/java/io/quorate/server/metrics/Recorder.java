package io.quorate.server.metrics;

import io.quorate.replica.Told;
import io.quorate.zab.Fact;
import io.quorate.zab.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** What is measured where it happens, because nobody else keeps it. Safe for any thread. */
public final class Recorder {
    static final List<Double> MEDIAN = List.of(0.5);
    static final List<Double> SPREAD = List.of(0.5, 0.9, 0.95, 0.99, 0.999);

    private final Observations fsync = new Observations("fsynctime", MEDIAN);
    private final Observations snapshot = new Observations("snapshottime", MEDIAN);
    private final Observations start = new Observations("dbinittime", MEDIAN);
    private final Observations replayed = new Observations("startup_txns_loaded", MEDIAN);
    private final Observations batches = new Observations("sync_processor_batch_size", MEDIAN);
    private final Observations pauses = new Observations("jvm_pause_time_ms", SPREAD);
    private final Namespaces refused = new Namespaces();
    private final Elections elections = new Elections(System::nanoTime);
    private final LongAdder expired = new LongAdder();
    private final LongAdder mismatches = new LongAdder();
    private final LongAdder snapshotErrors = new LongAdder();
    private final LongAdder snapshotsLimited = new LongAdder();
    private final LongAdder slowSyncs = new LongAdder();

    /** The log was forced to disk. */
    public void synced(long nanos) {
        fsync.add(TimeUnit.NANOSECONDS.toMillis(nanos));
    }

    /** So many txns went to the disk together. */
    public void batch(int txns) {
        batches.add(txns);
    }

    /** That took longer than the threshold. */
    public void syncWasSlow() {
        slowSyncs.increment();
    }

    /** The JVM stood still for this long. */
    public void paused(long millis) {
        pauses.add(millis);
    }

    /** A snapshot that an operator asked for came to nothing. */
    public void snapshotFailed() {
        snapshotErrors.increment();
    }

    /** An operator asked for snapshots too often. */
    public void snapshotLimited() {
        snapshotsLimited.increment();
    }

    /** The replica has told something. */
    public void told(Told fact) {
        switch (fact) {
            case Told.SessionExpired _ -> expired.increment();
            case Told.DigestMismatch _ -> mismatches.increment();
            case Told.SnapshotTaken taken -> snapshot.add(taken.tookMs());
            case Told.Recovered recovered -> {
                start.add(recovered.tookMs());
                replayed.add(recovered.txns());
            }
            case Told.QuotaExceeded exceeded -> {
                if (exceeded.hard()) {
                    refused.increment(exceeded.path());
                }
            }
            case Told.RoleChanged(Role role) -> elections.became(role);
            case Told.Agreement(Fact.Synchronizing learner) -> elections.brings(learner);
            case Told.Agreement _ -> {}
            case Told.ClientAhead _,
                    Told.WrongPassword _,
                    Told.SnapshotBegun _,
                    Told.SnapshotFailed _,
                    Told.Reaping _,
                    Told.OrphansRemoved _,
                    Told.SnapshotUnreadable _,
                    Told.SnapshotBeyondLog _,
                    Told.ZnodesWithoutAcl _ -> {}
        }
    }

    /** Forced writes that were slow. */
    public long slowSyncs() {
        return slowSyncs.sum();
    }

    /** How long this member has been leading, in ms; 0 if it does not. */
    long reignMs() {
        return elections.reignMs();
    }

    /** All that was recorded. */
    List<Sample> samples() {
        List<Sample> samples = new ArrayList<>(elections.samples());
        samples.addAll(List.of(
                fsync.sample(),
                snapshot.sample(),
                start.sample(),
                replayed.sample(),
                batches.sample(),
                pauses.sample(),
                new Sample.Labelled(
                        "quota_exceeded_error_per_namespace", Sample.Labelled.Kind.COUNTER, refused.counts()),
                new Sample.Counter("stale_sessions_expired", expired.sum()),
                new Sample.Counter("digest_mismatches_count", mismatches.sum()),
                new Sample.Counter("snapshot_error_count", snapshotErrors.sum()),
                new Sample.Counter("snapshot_rate_limited_count", snapshotsLimited.sum()),
                new Sample.Counter("fsync_threshold_exceed_count", slowSyncs.sum())));
        return samples;
    }

    /** Begins anew ({@code srst}). */
    public void reset() {
        List.of(fsync, snapshot, start, replayed, batches, pauses).forEach(Observations::reset);
        List.of(expired, mismatches, snapshotErrors, snapshotsLimited, slowSyncs)
                .forEach(LongAdder::reset);
        refused.reset();
        elections.reset();
    }
}
