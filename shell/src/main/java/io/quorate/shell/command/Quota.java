package io.quorate.shell.command;

import java.util.Map;
import java.util.TreeMap;

/**
 * Limits or use of a subtree, as its znode holds them (operations 8.1); −1 is no limit.
 *
 * @param count znodes
 * @param bytes data
 * @param countHard znodes, beyond which the server refuses
 * @param bytesHard data, beyond which the server refuses
 */
record Quota(long count, long bytes, long countHard, long bytesHard) {
    static final Quota NONE = new Quota(-1, -1, -1, -1);
    static final Quota UNUSED = new Quota(0, 0, -1, -1);

    /** What a limit is about. */
    enum Limit {
        COUNT,
        BYTES,
        COUNT_HARD,
        BYTES_HARD
    }

    static Quota parse(String text) {
        Map<String, Long> values = new TreeMap<>();
        for (String pair : text.split("[,;]+", -1)) {
            String[] sides = pair.split("=", -1);
            if (sides.length >= 2) {
                values.put(sides[0], sides[1].isEmpty() ? -1 : Long.parseLong(sides[1].strip()));
            }
        }
        return new Quota(
                values.getOrDefault("count", -1L),
                values.getOrDefault("bytes", -1L),
                values.getOrDefault("countHardLimit", -1L),
                values.getOrDefault("byteHardLimit", -1L));
    }

    Quota with(Limit limit, long value) {
        return switch (limit) {
            case COUNT -> new Quota(value, bytes, countHard, bytesHard);
            case BYTES -> new Quota(count, value, countHard, bytesHard);
            case COUNT_HARD -> new Quota(count, bytes, value, bytesHard);
            case BYTES_HARD -> new Quota(count, bytes, countHard, value);
        };
    }

    /** The limits as ZooKeeper writes them; the second equals sign has older parsers pass over what follows. */
    String limits() {
        return "count=" + count + ",bytes=" + bytes + "=;byteHardLimit=" + bytesHard + ";countHardLimit=" + countHard;
    }

    /** The use as ZooKeeper writes it. */
    String use() {
        return "count=" + count + ",bytes=" + bytes;
    }
}
