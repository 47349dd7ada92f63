package io.quorate.replica;

import io.quorate.tree.ZnodeTree;
import io.quorate.zab.LearnerState;
import io.quorate.zab.Role;
import java.util.List;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** A look at a replica between two inputs, for operators. Only on the driver's thread, only while the visitor runs. */
public interface ReplicaView {

    /** The tree; not to be changed. */
    ZnodeTree tree();

    /** What the member is in its ensemble; null for a lone member. */
    @Nullable
    Role role();

    /** The learners that this member leads, ascending by id; nobody unless it leads. */
    List<LearnerState> learners();

    /** Clients' syncs for which this member asks its quorum; 0 unless it leads. */
    int pendingSyncs();

    /** The highest epoch this member ever promised to follow; 0 for a lone member. */
    long acceptedEpoch();

    /** The epoch whose whole initial history this member holds; 0 for a lone member. */
    long currentEpoch();

    /** Zxid of the last proposal. */
    long lastProposedZxid();

    /** Proposals not yet applied. */
    int outstanding();

    /** Zxid of the last snapshot known to be on disk, −1 if none. */
    long lastSnapshotZxid();

    /** Wall clock in ms when it was taken, −1 if never in this process. */
    long lastSnapshotWallMs();

    /** Watches in the data and child tables together. */
    int watchCount();

    /** Connections that have a data, exists, persistent or recursive watch. */
    int watchingConnections();

    /** Paths that have one. */
    int watchedPaths();

    /** How many one-shot data, persistent and recursive watches there are: the total of wchs. */
    int dataWatchCount();

    /** Tells every (path, session) pair of the data table, ordered by path. */
    void forEachDataWatch(WatchVisitor visitor);

    /** Tells the sessions by the tick at which they will expire, soonest first. */
    void forEachExpiry(ExpiryVisitor visitor);

    /** Tells every session with its timeout, ordered by id. */
    void forEachSession(SessionVisitor visitor);

    /** Tells the sessions that have ephemerals, ordered by id. */
    void forEachEphemeralOwner(LongConsumer visitor);

    /** Tells the digests that are kept of past states, oldest first; none where digests are off. */
    void forEachPastDigest(DigestVisitor visitor);

    /** Counters since start. */
    Tally tally();

    /** Takes watches. */
    @FunctionalInterface
    interface WatchVisitor {
        void watch(String path, long sessionId);
    }

    /** Takes digests. */
    @FunctionalInterface
    interface DigestVisitor {
        void digest(long zxid, long digest);
    }

    /** Takes expiries. */
    @FunctionalInterface
    interface ExpiryVisitor {
        /** A session and how many ms from now its bucket is due. */
        void expiry(long dueInMs, long sessionId);
    }

    /** Takes sessions. */
    @FunctionalInterface
    interface SessionVisitor {
        void session(long sessionId, int timeoutMs);
    }
}
