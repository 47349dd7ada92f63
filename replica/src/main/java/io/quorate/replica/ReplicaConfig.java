package io.quorate.replica;

/**
 * What the operator has said about a replica.
 *
 * @param serverId its low byte begins every session id
 * @param tickMs width of a session bucket, ms
 * @param minSessionTimeoutMs shortest timeout granted, ms
 * @param maxSessionTimeoutMs longest timeout granted, ms
 * @param snapshots when to take one and what it contains
 * @param reaping how abandoned containers and TTL znodes are removed
 */
public record ReplicaConfig(
        long serverId,
        int tickMs,
        int minSessionTimeoutMs,
        int maxSessionTimeoutMs,
        SnapshotRules snapshots,
        ReapingRules reaping) {

    /**
     * When a snapshot is taken and what is in it.
     *
     * @param txns one is taken after between half of this many txns and all of them (zookeeper.snapCount)
     * @param logBytes and after between half of this many bytes of log and all of them; not positive means never
     * @param withDigest whether it ends with the digest of the tree
     * @param withLastZxid whether it ends with its zxid
     * @param seed for the draw between half and all, so that the members of an ensemble do not take theirs together
     */
    public record SnapshotRules(int txns, long logBytes, boolean withDigest, boolean withLastZxid, long seed) {}

    /**
     * How often and how fast abandoned znodes are removed (operations 9).
     *
     * @param intervalMs time between two looks, ms
     * @param maxPerMinute most removals in a minute
     * @param maxNeverUsedMs age at which a container that never had a child is removed too, ms; 0 means never
     */
    public record ReapingRules(long intervalMs, int maxPerMinute, long maxNeverUsedMs) {}
}
