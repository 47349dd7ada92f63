package io.quorate.recipes.queue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An item as the name of its znode says it: {@code item-<priority>-<number>}.
 *
 * @param name the znode's name
 * @param priority lower ones first
 * @param number the number that the service gave
 */
record Item(String name, int priority, int number) {
    private static final String KIND = "item-";
    private static final int DIGITS = 10;

    /** What the name of a new item begins with. */
    static String prefix(int priority) {
        String digits = Integer.toString(priority);
        return KIND + "0".repeat(DIGITS - digits.length()) + digits + "-";
    }

    static @Nullable Item of(String name) {
        int end = KIND.length() + DIGITS;
        if (!name.startsWith(KIND) || name.length() <= end + 1 || name.charAt(end) != '-') {
            return null;
        }
        try {
            return new Item(
                    name,
                    Integer.parseInt(name, KIND.length(), end, 10),
                    Integer.parseInt(name, end + 1, name.length(), 10));
        } catch (NumberFormatException unused) {
            return null;
        }
    }

    /** The item whose turn it is: the first that nobody claims. */
    static Optional<Item> next(List<String> names, List<String> claims) {
        Set<String> claimed = new HashSet<>(claims);
        List<Item> free = new ArrayList<>();
        for (String name : names) {
            Item item = claimed.contains(name) ? null : of(name);
            if (item != null) {
                free.add(item);
            }
        }
        // Numbers pass from 2147483647 to -2147483648; what waits in one queue is never that far apart.
        return free.stream()
                .min(Comparator.comparingInt(Item::priority)
                        .thenComparing((a, b) -> Integer.signum(a.number - b.number)));
    }
}
