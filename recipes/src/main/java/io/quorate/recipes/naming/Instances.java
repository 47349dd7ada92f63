package io.quorate.recipes.naming;

import io.quorate.client.NodeData;
import io.quorate.client.Surroundings;
import io.quorate.data.ZnodePath;
import io.quorate.recipes.cache.CacheChange;
import io.quorate.recipes.cache.ZnodeCache;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The instances of one service, kept up to date, and the choice among them. Safe for use by every thread; choosing
 * costs no request. While the connection is lost it chooses among those last known.
 */
public final class Instances implements AutoCloseable {
    /** How long an instance that failed is left out, if there are others. */
    static final int REST_SECONDS = 10;

    private final Surroundings surroundings;
    private final String path;
    private final Map<String, Entry> entries = new TreeMap<>();
    private long turn;
    private @Nullable ZnodeCache cache;

    /** What is known of one instance, and what this caller has made of it. */
    private static final class Entry {
        private Instance instance;
        private int inUse;
        private long lastTurn;
        private boolean isResting;
        private long restsUntil;

        Entry(Instance instance) {
            this.instance = instance;
        }
    }

    Instances(Surroundings surroundings, String path) {
        this.surroundings = surroundings;
        this.path = path;
    }

    synchronized Instances over(ZnodeCache started) {
        cache = started;
        return this;
    }

    synchronized void changed(CacheChange change) {
        if (!ZnodePath.parentOf(change.path()).equals(path) || change.path().equals(path)) {
            return;
        }
        String name = nameIn(change.path());
        NodeData after = change.after();
        byte[] data = after == null ? null : after.data();
        if (data == null) {
            entries.remove(name);
            return;
        }
        Instance instance;
        try {
            instance = Instance.decode(data);
        } catch (IllegalArgumentException unused) {
            // Whatever describes itself like this cannot be called; it is as good as not there.
            entries.remove(name);
            return;
        }
        Entry entry = entries.get(name);
        if (entry == null) {
            entries.put(name, new Entry(instance));
        } else {
            entry.instance = instance;
        }
    }

    /** The name without the guard before it. */
    private static String nameIn(String path) {
        String name = ZnodePath.nameOf(path);
        int at = name.lastIndexOf("instance-");
        return at < 0 ? name : name.substring(at);
    }

    /** {@return all instances by name, whatever their health} */
    public synchronized Map<String, Instance> all() {
        Map<String, Instance> all = new TreeMap<>();
        entries.forEach((name, entry) -> all.put(name, entry.instance));
        return all;
    }

    /** {@return whether the list is known to be up to date} */
    public synchronized boolean isCurrent() {
        return cache != null && cache.isCurrent();
    }

    /**
     * Chooses an instance that is up. Those that failed this caller lately are left out unless there are no others.
     *
     * @param strategy how to choose; one object for all choices, for it may remember
     * @return empty when none is up; close it after use
     */
    public synchronized Optional<Choice> choose(Strategy strategy) {
        List<Map.Entry<String, Entry>> up = new ArrayList<>();
        for (Map.Entry<String, Entry> each : entries.entrySet()) {
            if (each.getValue().instance.health() == Instance.Health.UP) {
                up.add(each);
            }
        }
        List<Map.Entry<String, Entry>> rested =
                up.stream().filter(each -> !isResting(each.getValue())).toList();
        List<Map.Entry<String, Entry>> candidates = rested.isEmpty() ? up : rested;
        if (candidates.isEmpty()) {
            return Optional.empty();
        }
        Map.Entry<String, Entry> chosen = one(candidates, strategy);
        Entry entry = chosen.getValue();
        entry.inUse++;
        entry.lastTurn = ++turn;
        return Optional.of(new Choice(this, chosen.getKey(), entry.instance));
    }

    private Map.Entry<String, Entry> one(List<Map.Entry<String, Entry>> candidates, Strategy strategy) {
        Comparator<Map.Entry<String, Entry>> longestUnused = Comparator.comparingLong(each -> each.getValue().lastTurn);
        return switch (strategy) {
            case Strategy.RoundRobin unused ->
                candidates.stream().min(longestUnused).orElseThrow();
            case Strategy.Random unused -> candidates.get(surroundings.dice().nextInt(candidates.size()));
            case Strategy.LeastUsed unused ->
                candidates.stream()
                        .min(Comparator.<Map.Entry<String, Entry>>comparingInt(each -> each.getValue().inUse)
                                .thenComparing(longestUnused))
                        .orElseThrow();
            case Strategy.Sticky sticky ->
                candidates.stream()
                        .max(Comparator.comparingLong(each -> weight(sticky.key(), each.getKey())))
                        .orElseThrow();
        };
    }

    /**
     * Rendezvous hashing: every instance weighs every key, and the heaviest has it. The mixing is that of SplitMix64.
     */
    private static long weight(String key, String name) {
        long mixed = ((long) key.hashCode() << Integer.SIZE) ^ (name.hashCode() & 0xffff_ffffL);
        mixed = (mixed ^ (mixed >>> 30)) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
        return mixed ^ (mixed >>> 31);
    }

    private boolean isResting(Entry entry) {
        if (entry.isResting && entry.restsUntil - surroundings.nanoTime() <= 0) {
            entry.isResting = false;
        }
        return entry.isResting;
    }

    synchronized void rest(String name) {
        Entry entry = entries.get(name);
        if (entry != null) {
            entry.isResting = true;
            entry.restsUntil = surroundings.nanoTime() + TimeUnit.SECONDS.toNanos(REST_SECONDS);
        }
    }

    synchronized void unused(String name) {
        Entry entry = entries.get(name);
        if (entry != null) {
            entry.inUse--;
        }
    }

    /** Follows the service no longer. */
    @Override
    public synchronized void close() {
        if (cache != null) {
            cache.close();
        }
    }
}
