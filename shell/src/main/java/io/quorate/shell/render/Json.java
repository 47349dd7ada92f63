package io.quorate.shell.render;

import io.quorate.data.Stat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values as one line of JSON: maps, lists, text, numbers, truth and null. */
public final class Json {
    private static final int FIRST_PLAIN = 0x20;

    private Json() {}

    /**
     * {@return one value}
     *
     * @param value what {@link io.quorate.shell.render.Json} can write
     */
    public static String of(@Nullable Object value) {
        StringBuilder out = new StringBuilder();
        write(out, value);
        return out.toString();
    }

    /**
     * {@return a Stat, by ZooKeeper's names; zxids and the owner as hexadecimal text, since JSON's numbers may be cut}
     *
     * @param stat of a znode
     */
    public static Map<String, @Nullable Object> of(Stat stat) {
        return Fields.of("cZxid", StatText.hex(stat.czxid()))
                .and("ctime", stat.ctime())
                .and("mZxid", StatText.hex(stat.mzxid()))
                .and("mtime", stat.mtime())
                .and("pZxid", StatText.hex(stat.pzxid()))
                .and("cversion", stat.cversion())
                .and("dataVersion", stat.version())
                .and("aclVersion", stat.aversion())
                .and("ephemeralOwner", StatText.hex(stat.ephemeralOwner()))
                .and("dataLength", stat.dataLength())
                .and("numChildren", stat.numChildren())
                .map();
    }

    private static void write(StringBuilder out, @Nullable Object value) {
        switch (value) {
            case null -> out.append("null");
            case Map<?, ?> map -> {
                String between = "{";
                for (Map.Entry<?, ?> entry : map.entrySet()) {
                    out.append(between);
                    text(out, String.valueOf(entry.getKey()));
                    out.append(':');
                    write(out, entry.getValue());
                    between = ",";
                }
                out.append(map.isEmpty() ? "{}" : "}");
            }
            case List<?> list -> {
                String between = "[";
                for (Object each : list) {
                    out.append(between);
                    write(out, each);
                    between = ",";
                }
                out.append(list.isEmpty() ? "[]" : "]");
            }
            case Number number -> out.append(number);
            case Boolean truth -> out.append(truth);
            default -> text(out, value.toString());
        }
    }

    private static void text(StringBuilder out, String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (c < FIRST_PLAIN) {
                        out.append("\\u%04x".formatted((int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }
}
