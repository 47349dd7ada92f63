package io.quorate.tree;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongConsumer;

/**
 * The znodes that do not last: ephemerals by session, containers and TTL znodes. Each set is in the order of creation,
 * so that every run goes through it alike. Owned by the driver's thread.
 */
final class OwnedZnodes {
    private final TreeMap<Long, Set<Slot>> ephemerals = new TreeMap<>();
    private final Set<Slot> containers = new LinkedHashSet<>();
    private final Set<Slot> ttls = new LinkedHashSet<>();
    private int ephemeralCount;

    void add(Slot slot) {
        long owner = slot.owner();
        if (owner == Owner.NONE) {
            return;
        }
        if (Owner.isSession(owner)) {
            ephemerals.computeIfAbsent(owner, _ -> new LinkedHashSet<>()).add(slot);
            ephemeralCount++;
        } else if (Owner.isTtl(owner)) {
            ttls.add(slot);
        } else {
            containers.add(slot);
        }
    }

    void remove(Slot slot) {
        long owner = slot.owner();
        if (owner == Owner.NONE) {
            return;
        }
        if (Owner.isSession(owner)) {
            Set<Slot> owned = ephemerals.get(owner);
            if (owned != null && owned.remove(slot)) {
                ephemeralCount--;
                if (owned.isEmpty()) {
                    ephemerals.remove(owner);
                }
            }
        } else if (Owner.isTtl(owner)) {
            ttls.remove(slot);
        } else {
            containers.remove(slot);
        }
    }

    /** A copy, so that whoever goes through it may remove them. */
    List<Slot> ephemeralsOf(long sessionId) {
        Set<Slot> owned = ephemerals.get(sessionId);
        return owned == null ? List.of() : new ArrayList<>(owned);
    }

    void forEachSession(LongConsumer visitor) {
        new ArrayList<>(ephemerals.keySet()).forEach(visitor::accept);
    }

    int ephemeralCount() {
        return ephemeralCount;
    }

    /** At most so many containers and TTL znodes that are childless and no longer needed (operations 9). */
    List<Slot> reapable(long now, long maxNeverUsedMs, int most) {
        List<Slot> found = new ArrayList<>();
        for (Slot slot : containers) {
            if (found.size() >= most) {
                return found;
            }
            boolean isOld = maxNeverUsedMs != 0 && now - slot.mtime() > maxNeverUsedMs;
            if (slot.numChildren() == 0 && (slot.createCount() > 0 || isOld)) {
                found.add(slot);
            }
        }
        for (Slot slot : ttls) {
            if (found.size() >= most) {
                return found;
            }
            if (slot.numChildren() == 0 && now - slot.mtime() > Owner.ttlMs(slot.owner())) {
                found.add(slot);
            }
        }
        return found;
    }
}
