package io.quorate.server;

import io.quorate.replica.Told;
import io.quorate.server.metrics.Recorder;
import io.quorate.storage.disk.StorageListener;
import io.quorate.tree.access.Quotas;
import io.quorate.zab.Fact;
import io.quorate.zab.Phase;
import io.quorate.zab.Role;
import io.quorate.zab.ServerId;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs and counts what the rooms have to tell, in the words that operators of ZooKeeper search for (operations 10).
 * Safe for any thread.
 */
final class Announcer implements Consumer<Told>, StorageListener {
    private static final Logger LOG = LoggerFactory.getLogger(Announcer.class);

    private final Recorder recorder;
    private final SnapshotsAwaited awaited;
    private final Sparing quotas;

    /** {@code nanoTime} is monotonic, for what is told only now and then. */
    Announcer(Recorder recorder, SnapshotsAwaited awaited, LongSupplier nanoTime) {
        this.recorder = recorder;
        this.awaited = awaited;
        quotas = new Sparing(nanoTime);
    }

    @Override
    public void accept(Told fact) {
        recorder.told(fact);
        awaited.told(fact);
        switch (fact) {
            case Told.SessionExpired(long id, int timeoutMs) ->
                LOG.info("Expiring session {}, timeout of {}ms exceeded", hex(id), timeoutMs);
            case Told.ClientAhead(long id, long seen, long applied) ->
                LOG.info(
                        "Refusing session(0x{}) request as the client has seen zxid {}, our last zxid is {},"
                                + " client must try another server",
                        Long.toHexString(id),
                        hex(seen),
                        hex(applied));
            case Told.QuotaExceeded exceeded -> quota(exceeded);
            case Told.WrongPassword(long id) -> LOG.warn("Incorrect password for session {}", hex(id));
            case Told.Reaping(String path) -> LOG.info("Attempting to delete candidate container: {}", path);
            case Told.OrphansRemoved(long id, int count) ->
                LOG.warn("Removed {} ephemerals of session {}, which is in no list of sessions", count, hex(id));
            case Told.DigestMismatch(long zxid, long expected, long actual) ->
                LOG.error(
                        "Digests are not matching at zxid {}: {} is recorded, {} was computed. What was replayed"
                                + " differs from what was served; compare with a backup",
                        hex(zxid),
                        expected,
                        actual);
            case Told.Agreement(Fact of) -> agreement(of);
            case Told.RoleChanged(Role role) -> LOG.info("This member is {}", words(role));
            case Told.SnapshotBegun _,
                    Told.SnapshotTaken _,
                    Told.SnapshotFailed _,
                    Told.SnapshotUnreadable _,
                    Told.SnapshotBeyondLog _,
                    Told.ZnodesWithoutAcl _,
                    Told.Recovered _ -> snapshot(fact);
        }
    }

    private void quota(Told.QuotaExceeded exceeded) {
        long heldBack = quotas.heldBack();
        if (heldBack < 0) {
            return;
        }
        String figure = exceeded.figure() == Quotas.Figure.COUNT ? "count" : "bytes";
        String limit = (exceeded.hard() ? "hard" : "soft")
                + (exceeded.figure() == Quotas.Figure.COUNT ? "CountLimit" : "ByteLimit");
        LOG.warn(
                "Quota exceeded: {} [current {}={}, {}={}]{}",
                exceeded.path(),
                figure,
                exceeded.current(),
                limit,
                exceeded.limit(),
                heldBack == 0 ? "" : " and " + heldBack + " more since the last such line");
    }

    private static void agreement(Fact fact) {
        switch (fact) {
            case Fact.Elected(ServerId leader, long round) -> LOG.info("Elected server {} in round {}", leader, round);
            case Fact.EpochProposed(long epoch) -> LOG.info("Wants to lead epoch {}", hex(epoch));
            case Fact.Established(long epoch) -> LOG.info("Leads epoch {}: a quorum has its whole history", hex(epoch));
            case Fact.Synchronizing(ServerId learner, String plan) ->
                LOG.info("Synchronizing with server {}: {}", learner, plan);
            case Fact.LearnerLost(ServerId learner, String reason) ->
                LOG.info("Server {} is gone: {}", learner, reason);
            case Fact.RoleEnded(Role role, String reason) -> LOG.info("No longer {}: {}", words(role), reason);
            case Fact.EpochRepaired(long from, long to) ->
                LOG.warn(
                        "The log went into epoch {} although currentEpoch was {}; it is raised, nothing is lost",
                        hex(to),
                        hex(from));
            case Fact.HistoryDistrusted(long zxid, String reason) ->
                LOG.warn(
                        "The history up to zxid {} cannot be brought in line with the leader's and will be replaced by"
                                + " a snapshot: {}",
                        hex(zxid),
                        reason);
        }
    }

    private static String words(Role role) {
        return switch (role) {
            case Role.Looking _ -> "looking for a leader";
            case Role.Leading(long epoch, Phase phase) -> "leading epoch " + hex(epoch) + ", " + words(phase);
            case Role.Following(ServerId leader, long epoch, Phase phase) ->
                "following server " + leader + " in epoch " + hex(epoch) + ", " + words(phase);
            case Role.Observing(ServerId leader, long epoch, Phase phase) ->
                "observing server " + leader + " in epoch " + hex(epoch) + ", " + words(phase);
            case Role.Retired _ -> "retired";
        };
    }

    private static String words(Phase phase) {
        return switch (phase) {
            case DISCOVERY -> "discovery";
            case SYNCHRONIZATION -> "synchronization";
            case BROADCAST -> "broadcast";
        };
    }

    private static void snapshot(Told fact) {
        switch (fact) {
            case Told.SnapshotBegun(long zxid) -> LOG.info("Snapshotting: {}", hex(zxid));
            case Told.SnapshotTaken(long zxid, long bytes, long tookMs) ->
                LOG.info("Snapshot taken in {} ms: zxid {}, {} bytes", tookMs, hex(zxid), bytes);
            case Told.SnapshotFailed(long zxid, String reason) ->
                LOG.error(
                        "The snapshot at zxid {} was given up, the one before it still stands: {}", hex(zxid), reason);
            case Told.SnapshotUnreadable(String name, String reason) ->
                LOG.warn("The snapshot {} cannot be read, an older one is tried: {}", name, reason);
            case Told.SnapshotBeyondLog(long snapshotZxid, long lastZxid) ->
                LOG.warn("The snapshot was finished at zxid {}, the log ends at {}", hex(snapshotZxid), hex(lastZxid));
            case Told.ZnodesWithoutAcl(long zxid, int count) ->
                LOG.warn(
                        "{} znodes in the snapshot of zxid {} refer to an ACL that it does not have. Unless the log"
                                + " gives them one, only the super user may touch them: set their ACLs anew",
                        count,
                        hex(zxid));
            case Told.Recovered(long from, long last, long txns, long tookMs, int znodes, int sessions) ->
                LOG.info(
                        "Snapshot loaded at zxid {}, {} txns loaded in {} ms, highest zxid is {}: {} znodes, {}"
                                + " sessions",
                        hex(from),
                        txns,
                        tookMs,
                        hex(last),
                        znodes,
                        sessions);
            case Told.SessionExpired _,
                    Told.ClientAhead _,
                    Told.QuotaExceeded _,
                    Told.WrongPassword _,
                    Told.Reaping _,
                    Told.OrphansRemoved _,
                    Told.Agreement _,
                    Told.RoleChanged _,
                    Told.DigestMismatch _ -> throw new IllegalArgumentException(fact.toString());
        }
    }

    @Override
    public void warned(String message) {
        LOG.warn(message);
    }

    @Override
    public void noted(String message) {
        LOG.info(message);
    }

    @Override
    public void synced(long nanos) {
        recorder.synced(nanos);
    }

    @Override
    public void syncWasSlow(long millis, String message) {
        recorder.syncWasSlow();
        LOG.warn(message);
    }

    private static String hex(long number) {
        return "0x" + Long.toHexString(number);
    }
}
