package io.quorate.server.config;

import java.util.ArrayList;
import java.util.List;

/** Joins the lines of a properties file. Used once, by one thread. */
final class LogicalLines {
    private final List<String> natural;
    private int next;

    LogicalLines(String text) {
        natural = naturalLines(text);
    }

    /** All logical lines; comments and blank lines are left out. */
    List<LogicalLine> read() {
        List<LogicalLine> lines = new ArrayList<>();
        while (next < natural.size()) {
            readOne(lines);
        }
        return lines;
    }

    private void readOne(List<LogicalLine> lines) {
        StringBuilder joined = new StringBuilder();
        int number = next + 1;
        boolean continued = true;
        while (continued && next < natural.size()) {
            String line = withoutLeadingBlanks(natural.get(next));
            next++;
            // While nothing has been read yet, even a continuation may turn out to be a comment or blank.
            if (joined.isEmpty() && (line.isEmpty() || line.startsWith("#") || line.startsWith("!"))) {
                number = next + 1;
                continue;
            }
            continued = endsInOpenBackslash(line);
            joined.append(line, 0, continued ? line.length() - 1 : line.length());
        }
        if (!joined.isEmpty()) {
            lines.add(new LogicalLine(number, joined.toString()));
        }
    }

    private static boolean endsInOpenBackslash(String line) {
        int count = 0;
        while (count < line.length() && line.charAt(line.length() - 1 - count) == '\\') {
            count++;
        }
        return count % 2 == 1;
    }

    private static String withoutLeadingBlanks(String line) {
        int at = 0;
        while (at < line.length() && (line.charAt(at) == ' ' || line.charAt(at) == '\t' || line.charAt(at) == '\f')) {
            at++;
        }
        return line.substring(at);
    }

    /** Lines end in LF, CR or both; what follows the last of these is a line if there is anything. */
    private static List<String> naturalLines(String text) {
        List<String> lines = new ArrayList<>();
        int start = 0;
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c != '\n' && c != '\r') {
                continue;
            }
            lines.add(text.substring(start, at));
            if (c == '\r' && at + 1 < text.length() && text.charAt(at + 1) == '\n') {
                at++;
            }
            start = at + 1;
        }
        if (start < text.length()) {
            lines.add(text.substring(start));
        }
        return lines;
    }
}
