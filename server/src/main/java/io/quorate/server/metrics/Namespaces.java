package io.quorate.server.metrics;

import java.util.Map;
import java.util.TreeMap;

/**
 * Counts by namespace: the first component of a path. Clients choose these, so their number is bounded; what comes
 * beyond it is counted under a name that no znode can have. Safe for any thread.
 */
final class Namespaces {
    private static final int MOST = 1000;
    private static final String OTHERS = "/others";

    private final Map<String, Long> counts = new TreeMap<>();

    synchronized void increment(String path) {
        String namespace = of(path);
        counts.merge(counts.containsKey(namespace) || counts.size() < MOST ? namespace : OTHERS, 1L, Long::sum);
    }

    synchronized Map<String, Long> counts() {
        return new TreeMap<>(counts);
    }

    synchronized void reset() {
        counts.clear();
    }

    /** The first component of a path; empty for the root. */
    static String of(String path) {
        int end = path.indexOf('/', 1);
        return path.substring(Math.min(1, path.length()), end < 0 ? path.length() : end);
    }
}
