package io.quorate.conformance;

import java.util.List;
import java.util.Optional;

/** The first place where two transcripts part, with what led to it. */
final class Difference {
    private static final int BEFORE = 12;
    private static final int AFTER = 4;

    private Difference() {}

    static Optional<String> between(List<String> expected, List<String> actual) {
        int at = 0;
        while (at < expected.size() && at < actual.size() && expected.get(at).equals(actual.get(at))) {
            at++;
        }
        if (at == expected.size() && at == actual.size()) {
            return Optional.empty();
        }
        StringBuilder text = new StringBuilder("the transcripts differ from line " + at + " on\n");
        expected.subList(Math.max(0, at - BEFORE), at)
                .forEach(line -> text.append("   both      ").append(line).append('\n'));
        append(text, "   ZooKeeper ", expected, at);
        append(text, "   subject   ", actual, at);
        return Optional.of(text.toString());
    }

    private static void append(StringBuilder text, String label, List<String> lines, int from) {
        if (from >= lines.size()) {
            text.append(label).append("(nothing more)\n");
        }
        lines.subList(Math.min(from, lines.size()), Math.min(from + AFTER, lines.size()))
                .forEach(line -> text.append(label).append(line).append('\n'));
    }
}
