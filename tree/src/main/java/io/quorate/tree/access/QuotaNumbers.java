package io.quorate.tree.access;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The text in the znodes that limit and count a subtree (operations 8.1). A number that is not set is −1.
 *
 * @param count znodes, the root of the subtree included
 * @param bytes sum of the lengths of their data
 * @param countHardLimit limit of {@code count} that refuses
 * @param bytesHardLimit limit of {@code bytes} that refuses
 */
record QuotaNumbers(long count, long bytes, long countHardLimit, long bytesHardLimit) {
    private static final long UNSET = -1;

    /** What the data of such a znode says, or null if it makes no sense. */
    static @Nullable QuotaNumbers parse(byte @Nullable [] data) {
        long count = UNSET;
        long bytes = UNSET;
        long countHardLimit = UNSET;
        long bytesHardLimit = UNSET;
        String text = data == null ? "" : new String(data, StandardCharsets.UTF_8);
        int end;
        for (int start = 0; start < text.length(); start = end + 1) {
            end = endOfField(text, start);
            if (end == start) {
                continue;
            }
            int equals = text.indexOf('=', start);
            if (equals < 0 || equals >= end) {
                return null;
            }
            Long number = numberIn(text, equals + 1, end);
            if (number == null) {
                return null;
            }
            switch (text.substring(start, equals)) {
                case "count" -> count = number;
                case "bytes" -> bytes = number;
                case "countHardLimit" -> countHardLimit = number;
                case "byteHardLimit" -> bytesHardLimit = number;
                default -> {
                    // A later version may count something else as well.
                }
            }
        }
        return new QuotaNumbers(count, bytes, countHardLimit, bytesHardLimit);
    }

    /** Usage as it is stored. */
    static byte[] usage(long count, long bytes) {
        return ("count=" + count + ",bytes=" + bytes).getBytes(StandardCharsets.UTF_8);
    }

    private static int endOfField(String text, int start) {
        int at = start;
        while (at < text.length() && text.charAt(at) != ',' && text.charAt(at) != ';') {
            at++;
        }
        return at;
    }

    /** The bytes value is followed by another {@code =} when hard limits come after it. */
    private static @Nullable Long numberIn(String text, int start, int end) {
        int last = end;
        while (last > start && text.charAt(last - 1) == '=') {
            last--;
        }
        if (last == start) {
            return UNSET;
        }
        try {
            return Long.valueOf(text.substring(start, last));
        } catch (NumberFormatException _) {
            return null;
        }
    }
}
