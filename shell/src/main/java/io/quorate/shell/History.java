package io.quorate.shell;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The lines of this session, counted from 0; the oldest are forgotten. */
public final class History {
    /** Lines that {@code redo} can reach. */
    private static final int KEPT = 1000;
    /** Lines that {@code history} shows. */
    private static final int SHOWN = 11;

    private final Deque<String> lines = new ArrayDeque<>();
    private int next;

    History() {}

    /**
     * A line as it was typed, with its number.
     *
     * @param number counts from 0
     * @param line without its end
     */
    public record Entry(int number, String line) {}

    void add(String line) {
        lines.addLast(line);
        next++;
        if (lines.size() > KEPT) {
            lines.removeFirst();
        }
    }

    /** The number of the next line. */
    int next() {
        return next;
    }

    /** {@return the newest, oldest first} */
    public List<Entry> newest() {
        List<Entry> entries = new ArrayList<>();
        int number = next - lines.size();
        for (String line : lines) {
            if (number >= next - SHOWN) {
                entries.add(new Entry(number, line));
            }
            number++;
        }
        return entries;
    }

    /**
     * {@return the line of that number; null if there is none, or it is forgotten}
     *
     * @param number as {@code history} shows it
     */
    public @Nullable String line(int number) {
        int at = number - (next - lines.size());
        return at < 0 || at >= lines.size() ? null : List.copyOf(lines).get(at);
    }
}
