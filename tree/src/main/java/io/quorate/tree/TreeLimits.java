package io.quorate.tree;

/**
 * What the operator has said about the tree.
 *
 * @param extendedTypes whether TTL znodes may be created (zookeeper.extendedTypesEnabled)
 * @param enforceQuota whether hard quotas refuse (zookeeper.enforceQuota)
 * @param skipAcl whether ACLs are not looked at (zookeeper.skipACL)
 * @param digest whether txns and snapshots carry digests (zookeeper.digest.enabled)
 * @param hashSeed secret of this process, so that nobody can choose paths that collide in the index
 */
public record TreeLimits(boolean extendedTypes, boolean enforceQuota, boolean skipAcl, boolean digest, long hashSeed) {}
