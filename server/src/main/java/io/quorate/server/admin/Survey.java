package io.quorate.server.admin;

import io.quorate.replica.ReplicaView;
import io.quorate.tree.ZnodeTree;
import java.util.ArrayList;
import java.util.List;

/**
 * The figures of the replica that most answers need.
 *
 * @param lastZxid zxid of the last txn applied
 * @param znodes as ZooKeeper counts them: the root twice
 * @param ephemerals ephemeral znodes
 * @param dataSize bytes of paths and data, the root's again twice
 * @param sessions sessions
 * @param watches watches in both tables
 * @param digest sum of the digests of all znodes
 * @param proposals their sizes
 * @param rank what the member is among others
 */
public record Survey(
        long lastZxid,
        int znodes,
        int ephemerals,
        long dataSize,
        int sessions,
        int watches,
        long digest,
        Proposals proposals,
        Rank rank) {

    /** ZooKeeper has the root under "" and under "/", which is one byte long. */
    private static final int ROOTS_OTHER_NAME = 1;

    /** Driver's thread. */
    public static Survey of(ReplicaView view) {
        ZnodeTree tree = view.tree();
        return new Survey(
                tree.lastZxid(),
                tree.size() + 1,
                tree.ephemeralCount(),
                tree.approximateDataSize() + ROOTS_OTHER_NAME,
                tree.sessionCount(),
                view.watchCount(),
                tree.digest(),
                new Proposals(
                        view.tally().lastProposalBytes, view.tally().minProposalBytes, view.tally().maxProposalBytes),
                Rank.of(view));
    }

    /** Bytes of the last, the smallest and the largest; −1 before the first. */
    public record Proposals(long last, long min, long max) {}

    /** A session that will expire unless something is heard of it. */
    public record Expiry(long dueInMs, long sessionId) {}

    /** A session's ephemerals. */
    public record Ephemerals(long sessionId, List<String> paths) {}

    /**
     * What {@code dump} shows.
     *
     * @param expiries soonest first
     * @param ephemerals by session id
     */
    public record Sessions(List<Expiry> expiries, List<Ephemerals> ephemerals) {

        /** Driver's thread. */
        static Sessions of(ReplicaView view) {
            List<Expiry> expiries = new ArrayList<>();
            view.forEachExpiry((dueInMs, sessionId) -> expiries.add(new Expiry(dueInMs, sessionId)));
            List<Ephemerals> ephemerals = new ArrayList<>();
            view.forEachEphemeralOwner(sessionId -> {
                List<String> paths = new ArrayList<>();
                view.tree().forEachEphemeral(sessionId, paths::add);
                ephemerals.add(new Ephemerals(sessionId, paths));
            });
            return new Sessions(expiries, ephemerals);
        }
    }

    /** The digest of a state that has been. */
    public record Digest(long zxid, long digest) {}

    /** Digests of past states, oldest first. Driver's thread. */
    static List<Digest> digests(ReplicaView view) {
        List<Digest> digests = new ArrayList<>();
        view.forEachPastDigest((zxid, digest) -> digests.add(new Digest(zxid, digest)));
        return digests;
    }

    /** A watch of the data table. */
    public record Watch(String path, long sessionId) {}

    /**
     * What {@code wchs} shows.
     *
     * @param connections that watch something
     * @param paths that are watched
     * @param total watches
     */
    public record WatchSummary(int connections, int paths, int total) {

        /** Driver's thread. */
        static WatchSummary of(ReplicaView view) {
            return new WatchSummary(view.watchingConnections(), view.watchedPaths(), view.dataWatchCount());
        }
    }

    /** All watches of the data table, by path. Driver's thread. */
    static List<Watch> watches(ReplicaView view) {
        List<Watch> watches = new ArrayList<>(view.dataWatchCount());
        view.forEachDataWatch((path, sessionId) -> watches.add(new Watch(path, sessionId)));
        return watches;
    }
}
