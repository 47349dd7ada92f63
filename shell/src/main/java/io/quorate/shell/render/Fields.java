package io.quorate.shell.render;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The fields of a JSON object, in order. */
public final class Fields {
    private final Map<String, @Nullable Object> fields = new LinkedHashMap<>();

    private Fields() {}

    /** The first field. */
    public static Fields of(String name, @Nullable Object value) {
        return new Fields().and(name, value);
    }

    /** One more field. */
    public Fields and(String name, @Nullable Object value) {
        fields.put(name, value);
        return this;
    }

    /** All of them. */
    public Map<String, @Nullable Object> map() {
        return fields;
    }
}
