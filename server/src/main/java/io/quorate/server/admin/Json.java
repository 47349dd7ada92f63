package io.quorate.server.admin;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes maps, lists, text, numbers and truth values as JSON, laid out as ZooKeeper's AdminServer lays it out: two
 * blanks per level, a blank on either side of the colon.
 */
final class Json {
    private static final int CONTROL = 0x20;

    private final StringBuilder out = new StringBuilder();

    private Json() {}

    static String text(Map<String, ?> object) {
        Json json = new Json();
        json.object(object, 1);
        return json.out.append('\n').toString();
    }

    private void value(@Nullable Object value, int depth) {
        switch (value) {
            case null -> out.append("null");
            case Map<?, ?> object -> object(object, depth + 1);
            case List<?> list -> list(list, depth);
            case Number number -> number(number);
            case Boolean truth -> out.append(truth.booleanValue());
            default -> string(value.toString());
        }
    }

    private void object(Map<?, ?> object, int depth) {
        if (object.isEmpty()) {
            out.append("{ }");
            return;
        }
        out.append('{');
        String separator = "\n";
        for (Map.Entry<?, ?> entry : object.entrySet()) {
            out.append(separator).repeat("  ", depth);
            string(String.valueOf(entry.getKey()));
            out.append(" : ");
            value(entry.getValue(), depth);
            separator = ",\n";
        }
        out.append('\n').repeat("  ", depth - 1).append('}');
    }

    private void list(List<?> list, int depth) {
        out.append("[ ");
        Iterator<?> items = list.iterator();
        while (items.hasNext()) {
            value(items.next(), depth);
            out.append(items.hasNext() ? ", " : " ");
        }
        out.append(']');
    }

    private void number(Number number) {
        double value = number.doubleValue();
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            string(number.toString());
        } else {
            out.append(number);
        }
    }

    private void string(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"', '\\' -> out.append('\\').append(c);
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (c < CONTROL) {
                        out.append(String.format("\\u%04x", (int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }
}
