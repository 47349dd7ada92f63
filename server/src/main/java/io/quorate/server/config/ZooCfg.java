package io.quorate.server.config;

import java.util.ArrayList;
import java.util.List;

/**
 * The lines of a {@code zoo.cfg}: Java's properties syntax (configuration 1.2), as {@link java.util.Properties} reads
 * it, with the number of the line on which each entry begins. Keys and values are trimmed, as ZooKeeper trims them.
 *
 * @param entries in the order of the file, repeated keys included
 */
record ZooCfg(List<Entry> entries) {
    ZooCfg {
        entries = List.copyOf(entries);
    }

    /**
     * One entry.
     *
     * @param line counted from 1
     */
    record Entry(int line, String key, String value) {}

    /**
     * Reads a file's text, which is ISO-8859-1 on disk.
     *
     * @throws ConfigException for a malformed {@code \}{@code u} escape
     */
    static ZooCfg parse(String text) {
        return new ZooCfg(untrimmed(text).stream()
                .map(entry -> new Entry(
                        entry.line(), entry.key().trim(), entry.value().trim()))
                .toList());
    }

    /** The entries exactly as Java's properties read them. */
    static List<Entry> untrimmed(String text) {
        List<Entry> entries = new ArrayList<>();
        for (LogicalLine line : new LogicalLines(text).read()) {
            entries.add(split(line));
        }
        return entries;
    }

    private static Entry split(LogicalLine line) {
        String text = line.text();
        int keyEnd = keyEnd(text);
        int valueStart = valueStart(text, keyEnd);
        String key = unescape(text.substring(0, keyEnd), line.number());
        String value = unescape(text.substring(valueStart), line.number());
        return new Entry(line.number(), key, value);
    }

    private static int keyEnd(String text) {
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '\\') {
                at++;
            } else if (c == '=' || c == ':' || isBlank(c)) {
                return at;
            }
            at++;
        }
        return text.length();
    }

    private static int valueStart(String text, int keyEnd) {
        int at = keyEnd;
        boolean separated = false;
        while (at < text.length()) {
            char c = text.charAt(at);
            boolean separator = !separated && (c == '=' || c == ':');
            if (!separator && !isBlank(c)) {
                return at;
            }
            separated |= separator;
            at++;
        }
        return at;
    }

    private static String unescape(String raw, int line) {
        if (raw.indexOf('\\') < 0) {
            return raw;
        }
        StringBuilder out = new StringBuilder(raw.length());
        int at = 0;
        while (at < raw.length()) {
            char c = raw.charAt(at++);
            if (c != '\\' || at == raw.length()) {
                if (c != '\\') {
                    out.append(c);
                }
                continue;
            }
            char escaped = raw.charAt(at++);
            if (escaped == 'u') {
                out.append(unicode(raw, at, line));
                at += 4;
            } else {
                out.append(control(escaped));
            }
        }
        return out.toString();
    }

    private static char control(char escaped) {
        return switch (escaped) {
            case 't' -> '\t';
            case 'r' -> '\r';
            case 'n' -> '\n';
            case 'f' -> '\f';
            default -> escaped;
        };
    }

    private static char unicode(String raw, int at, int line) {
        int code = 0;
        for (int i = at; i < at + 4; i++) {
            int digit = i < raw.length() && raw.charAt(i) < 128 ? Character.digit(raw.charAt(i), 16) : -1;
            if (digit < 0) {
                throw new ConfigException("line " + line + ": \\u must be followed by four hexadecimal digits");
            }
            code = code * 16 + digit;
        }
        return (char) code;
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t' || c == '\f';
    }
}
