package io.quorate.replica;

import io.quorate.replica.ReplicaConfig.ReapingRules;
import io.quorate.tree.Owner;
import io.quorate.tree.Znode;
import io.quorate.tree.ZnodeTree;
import java.util.ArrayDeque;
import java.util.function.Consumer;

/**
 * Finds containers whose last child is gone and TTL znodes past their time (operations 9). Looks at all of them once
 * per interval and names them at no more than the permitted rate; that each is still childless is settled again when
 * its txn is prepared.
 */
final class Reaper {
    private static final long MINUTE_MS = 60_000;

    private final ZnodeTree tree;
    private final ReapingRules rules;
    private final ArrayDeque<String> candidates = new ArrayDeque<>();
    private long nextLookMs;
    private long lastNamedMs;

    Reaper(ZnodeTree tree, ReapingRules rules) {
        this.tree = tree;
        this.rules = rules;
    }

    void begin(long nowMs) {
        nextLookMs = nowMs + rules.intervalMs();
        lastNamedMs = nowMs;
    }

    /** Forgets what it found. */
    void end() {
        candidates.clear();
    }

    /** Names what is to be removed now. */
    void look(long nowMs, long wallMs, Consumer<String> remove) {
        if (nowMs >= nextLookMs && candidates.isEmpty()) {
            nextLookMs = nowMs + rules.intervalMs();
            lastNamedMs = Math.max(lastNamedMs, nowMs - MINUTE_MS);
            tree.forEachReapable(wallMs, rules.maxNeverUsedMs(), rules.maxPerMinute(), candidates::add);
        }
        if (candidates.isEmpty()) {
            return;
        }
        long allowed = Math.max(1, (nowMs - lastNamedMs) * rules.maxPerMinute() / MINUTE_MS);
        lastNamedMs = nowMs;
        for (long i = 0; i < allowed && !candidates.isEmpty(); i++) {
            String path = candidates.remove();
            if (isStillDue(path, wallMs)) {
                remove.accept(path);
            }
        }
    }

    /** A TTL znode may have been written to since it was found, which gives it its time again. */
    private boolean isStillDue(String path, long wallMs) {
        Znode znode = tree.find(path);
        if (znode == null || znode.numChildren() > 0) {
            return false;
        }
        return znode.owner() == Owner.CONTAINER
                || (Owner.isTtl(znode.owner()) && wallMs - znode.mtime() > Owner.ttlMs(znode.owner()));
    }
}
