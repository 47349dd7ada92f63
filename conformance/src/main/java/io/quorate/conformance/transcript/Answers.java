package io.quorate.conformance.transcript;

import java.util.Map;
import java.util.TreeMap;

/**
 * How often each operation was answered, and with which error; 0 stands for success. Safe for use by several threads.
 */
public final class Answers {
    private final Map<Integer, Map<Integer, Long>> byOperation = new TreeMap<>();

    public synchronized void add(int operation, int err) {
        byOperation.computeIfAbsent(operation, _ -> new TreeMap<>()).merge(err, 1L, Long::sum);
    }

    /** How often that operation was answered with that error. */
    public synchronized long count(int operation, int err) {
        return byOperation.getOrDefault(operation, Map.of()).getOrDefault(err, 0L);
    }

    /** Answers of any kind. */
    public synchronized long total() {
        return byOperation.values().stream()
                .flatMap(errors -> errors.values().stream())
                .mapToLong(Long::longValue)
                .sum();
    }

    /** One line an operation. */
    @Override
    public synchronized String toString() {
        StringBuilder text = new StringBuilder();
        byOperation.forEach((operation, errors) -> text.append("operation ")
                .append(operation)
                .append(": ")
                .append(errors)
                .append('\n'));
        return text.toString();
    }
}
