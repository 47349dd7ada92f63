package io.quorate.conformance;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The first place where two transcripts part, with what led to it. */
final class Difference {
    private static final int BEFORE = 12;
    private static final int AFTER = 4;
    private static final Pattern REPLY = Pattern.compile("^(\\w+) < reply (-?\\d+) ");

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
        if (at < expected.size()) {
            asked(expected.get(at), expected.subList(0, at))
                    .ifPresent(line -> text.append("   asked     ").append(line).append('\n'));
        }
        append(text, "   ZooKeeper ", expected, at);
        append(text, "   subject   ", actual, at);
        return Optional.of(text.toString());
    }

    /** The request that a reply answers; in a pipeline it stands far above. */
    private static Optional<String> asked(String line, List<String> before) {
        Matcher reply = REPLY.matcher(line);
        if (!reply.find()) {
            return Optional.empty();
        }
        String sent = reply.group(1) + " > " + reply.group(2) + " ";
        return before.reversed().stream().filter(each -> each.startsWith(sent)).findFirst();
    }

    private static void append(StringBuilder text, String label, List<String> lines, int from) {
        if (from >= lines.size()) {
            text.append(label).append("(nothing more)\n");
        }
        lines.subList(Math.min(from, lines.size()), Math.min(from + AFTER, lines.size()))
                .forEach(line -> text.append(label).append(line).append('\n'));
    }
}
