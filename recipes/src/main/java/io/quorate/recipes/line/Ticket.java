package io.quorate.recipes.line;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A place in a line, as the name of its znode says it.
 *
 * @param name the znode's name: guard, kind and number
 * @param kind what is stood in line for, for instance {@code lock-}
 * @param number the number that the service gave
 */
public record Ticket(String name, String kind, int number) {

    /**
     * Reads a name; null when it is not one of these kinds with a number behind it.
     *
     * @param name of a child of the line
     * @param kinds those that count
     * @return the ticket, or null
     */
    public static @Nullable Ticket of(String name, List<String> kinds) {
        for (String kind : kinds) {
            int at = name.lastIndexOf(kind);
            if (at >= 0) {
                try {
                    return new Ticket(name, kind, Integer.parseInt(name, at + kind.length(), name.length(), 10));
                } catch (NumberFormatException unused) {
                    return null;
                }
            }
        }
        return null;
    }

    /**
     * {@return those of the names that are tickets, first come first; other znodes have nothing to do with the line}
     *
     * @param names of the children of the line
     * @param kinds those that count
     */
    public static List<Ticket> inOrder(List<String> names, List<String> kinds) {
        List<Ticket> line = new ArrayList<>(names.size());
        for (String name : names) {
            Ticket ticket = of(name, kinds);
            if (ticket != null) {
                line.add(ticket);
            }
        }
        // The number passes from 2147483647 to -2147483648; what stands in one line is never that far apart.
        line.sort((a, b) -> Integer.signum(a.number - b.number));
        return line;
    }
}
