package io.quorate.shell.render;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON read back: objects as maps, arrays as lists, whole numbers as Long. Used for one text, by one thread. */
public final class JsonText {
    private static final int HEX = 16;
    private static final int UNICODE_DIGITS = 4;
    private static final int MOST_DEEP = 32;

    private final String text;
    private int at;
    private int depth;

    private JsonText(String text) {
        this.text = text;
    }

    /**
     * {@return the object that a text is}
     *
     * @param text one JSON object
     * @throws IllegalArgumentException with the place where it is none
     */
    @SuppressWarnings("unchecked")
    public static Map<String, @Nullable Object> object(String text) {
        JsonText reader = new JsonText(text);
        Object value = reader.value();
        reader.blanks();
        if (reader.at < text.length() || !(value instanceof Map)) {
            throw reader.wrong("the end of an object");
        }
        return (Map<String, @Nullable Object>) value;
    }

    private @Nullable Object value() {
        blanks();
        if (depth > MOST_DEEP) {
            throw wrong("less than " + MOST_DEEP + " levels");
        }
        char c = peek();
        return switch (c) {
            case '{' -> map();
            case '[' -> list();
            case '"' -> string();
            case 't' -> word("true", true);
            case 'f' -> word("false", false);
            case 'n' -> word("null", null);
            default -> number();
        };
    }

    private Map<String, @Nullable Object> map() {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        depth++;
        at++;
        while (more('}', map.isEmpty())) {
            blanks();
            String name = string();
            blanks();
            expect(':');
            map.put(name, value());
        }
        depth--;
        return map;
    }

    private List<@Nullable Object> list() {
        List<@Nullable Object> list = new ArrayList<>();
        depth++;
        at++;
        while (more(']', list.isEmpty())) {
            list.add(value());
        }
        depth--;
        return list;
    }

    /** Whether another element follows; takes the comma before it, or the end. */
    private boolean more(char end, boolean first) {
        blanks();
        if (peek() == end) {
            at++;
            return false;
        }
        if (!first) {
            expect(',');
        }
        return true;
    }

    private String string() {
        expect('"');
        StringBuilder value = new StringBuilder();
        while (peek() != '"') {
            char c = text.charAt(at++);
            value.append(c == '\\' ? escaped() : c);
        }
        at++;
        return value.toString();
    }

    private char escaped() {
        char c = peek();
        at++;
        return switch (c) {
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'u' -> {
                if (at + UNICODE_DIGITS > text.length()) {
                    throw wrong("four digits");
                }
                int code = Integer.parseInt(text.substring(at, at + UNICODE_DIGITS), HEX);
                at += UNICODE_DIGITS;
                yield (char) code;
            }
            case '"', '\\', '/' -> c;
            default -> throw wrong("an escape");
        };
    }

    private @Nullable Object word(String word, @Nullable Object meaning) {
        if (!text.startsWith(word, at)) {
            throw wrong(word);
        }
        at += word.length();
        return meaning;
    }

    private Long number() {
        int start = at;
        while (at < text.length() && (Character.isDigit(text.charAt(at)) || text.charAt(at) == '-')) {
            at++;
        }
        try {
            return Long.valueOf(text.substring(start, at));
        } catch (NumberFormatException _) {
            at = start;
            throw wrong("a value");
        }
    }

    private void blanks() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    private char peek() {
        if (at >= text.length()) {
            throw wrong("more");
        }
        return text.charAt(at);
    }

    private void expect(char c) {
        if (peek() != c) {
            throw wrong("" + c);
        }
        at++;
    }

    private IllegalArgumentException wrong(String expected) {
        return new IllegalArgumentException("expected " + expected + " at column " + (at + 1));
    }
}
