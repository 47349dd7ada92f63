package io.quorate.server.metrics;

import io.quorate.zab.Fact;
import io.quorate.zab.Phase;
import io.quorate.zab.Role;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/**
 * How long a member of an ensemble was without a leader, and what it did about it. Told by one thread, read by any.
 */
final class Elections {
    private final LongSupplier nanoTime;
    private final Observations election = new Observations("election_time", Recorder.MEDIAN);
    private final Observations followerSync = new Observations("follower_sync_time", Recorder.MEDIAN);
    private final Observations observerSync = new Observations("observer_sync_time", Recorder.MEDIAN);
    private final Observations unavailable = new Observations("unavailable_time", Recorder.MEDIAN);
    private final Observations leaderUnavailable = new Observations("leader_unavailable_time", Recorder.MEDIAN);
    private final LongAdder looked = new LongAdder();
    private final LongAdder diffs = new LongAdder();
    private final LongAdder snaps = new LongAdder();
    private volatile Role role = new Role.Looking();
    /** When it began to look, when the election was decided, when it began to serve. */
    private long lookingSinceNs;

    private long decidedNs;
    private volatile long servingSinceNs;

    /** {@code nanoTime} is monotonic; a member that begins looks for a leader. */
    Elections(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        lookingSinceNs = nanoTime.getAsLong();
        decidedNs = lookingSinceNs;
    }

    /** The member is something else now. */
    void became(Role next) {
        Role before = role;
        role = next;
        long now = nanoTime.getAsLong();
        switch (next) {
            case Role.Looking _ -> {
                looked.increment();
                lookingSinceNs = now;
            }
            case Role.Retired _ -> {}
            case Role.Leading _, Role.Following _, Role.Observing _ -> {
                if (before instanceof Role.Looking) {
                    decidedNs = now;
                    election.add(millis(now - lookingSinceNs));
                }
                if (next.serves() && !before.serves()) {
                    servingSinceNs = now;
                    serves(next, now);
                }
            }
        }
    }

    private void serves(Role now, long atNs) {
        unavailable.add(millis(atNs - lookingSinceNs));
        switch (now) {
            case Role.Leading _ -> leaderUnavailable.add(millis(atNs - lookingSinceNs));
            case Role.Following _ -> followerSync.add(millis(atNs - decidedNs));
            case Role.Observing _ -> observerSync.add(millis(atNs - decidedNs));
            case Role.Looking _, Role.Retired _ -> {}
        }
    }

    /** A learner is brought up to date, by a snapshot or by what it lacks. */
    void brings(Fact.Synchronizing learner) {
        (learner.plan().startsWith("Snap") ? snaps : diffs).increment();
    }

    /** How long it has been leading, in ms; 0 if it does not. */
    long reignMs() {
        return role instanceof Role.Leading(long _, Phase phase) && phase == Phase.BROADCAST
                ? millis(nanoTime.getAsLong() - servingSinceNs)
                : 0;
    }

    private static long millis(long nanos) {
        return TimeUnit.NANOSECONDS.toMillis(nanos);
    }

    List<Sample> samples() {
        return List.of(
                election.sample(),
                followerSync.sample(),
                observerSync.sample(),
                unavailable.sample(),
                leaderUnavailable.sample(),
                new Sample.Counter("looking_count", looked.sum()),
                new Sample.Counter("diff_count", diffs.sum()),
                new Sample.Counter("snap_count", snaps.sum()));
    }

    void reset() {
        List.of(election, followerSync, observerSync, unavailable, leaderUnavailable)
                .forEach(Observations::reset);
        List.of(looked, diffs, snaps).forEach(LongAdder::reset);
    }
}
