package io.quorate.benchmarks.report;

import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes maps, collections, strings, numbers and booleans as JSON. */
public final class Json {
    private Json() {}

    /**
     * The text of a value; keys of maps are written as their {@code toString}.
     *
     * @throws IllegalArgumentException for a value of any other type
     */
    public static String of(@Nullable Object value) {
        return of(value, "\n");
    }

    private static String of(@Nullable Object value, String indent) {
        return switch (value) {
            case null -> "null";
            case Boolean flag -> flag.toString();
            case Double number -> number(number);
            case Number number -> number.toString();
            case CharSequence text -> quoted(text);
            case Map<?, ?> map -> map(map, indent);
            case Collection<?> items ->
                items.stream().map(item -> of(item, indent + "  ")).collect(Collectors.joining(", ", "[", "]"));
            default -> throw new IllegalArgumentException("JSON knows no " + value.getClass());
        };
    }

    private static String number(double number) {
        if (!Double.isFinite(number)) {
            return "null";
        }
        double rounded = Math.rint(number * 1000) / 1000;
        return rounded == Math.rint(rounded) && Math.abs(rounded) < 1e15
                ? Long.toString((long) rounded)
                : String.format(Locale.ROOT, "%s", rounded);
    }

    private static String map(Map<?, ?> map, String indent) {
        if (map.isEmpty()) {
            return "{}";
        }
        String inner = indent + "  ";
        return map.entrySet().stream()
                .map(entry -> quoted(String.valueOf(entry.getKey())) + ": " + of(entry.getValue(), inner))
                .collect(Collectors.joining("," + inner, "{" + inner, indent + "}"));
    }

    private static String quoted(CharSequence text) {
        StringBuilder out = new StringBuilder("\"");
        text.chars().forEach(unit -> {
            if (unit == '"' || unit == '\\') {
                out.append('\\').append((char) unit);
            } else if (unit < ' ') {
                out.append(String.format(Locale.ROOT, "\\u%04x", unit));
            } else {
                out.append((char) unit);
            }
        });
        return out.append('"').toString();
    }
}
