package io.quorate.shell.render;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The fields of a JSON object, in order. */
public final class Fields {
    private final Map<String, @Nullable Object> fields = new LinkedHashMap<>();

    private Fields() {}

    /**
     * {@return the first field}
     *
     * @param name of the field
     * @param value what {@link io.quorate.shell.render.Json} can write
     */
    public static Fields of(String name, @Nullable Object value) {
        return new Fields().and(name, value);
    }

    /**
     * {@return one more field}
     *
     * @param name of the field
     * @param value what {@link io.quorate.shell.render.Json} can write
     */
    public Fields and(String name, @Nullable Object value) {
        fields.put(name, value);
        return this;
    }

    /** {@return all of them} */
    public Map<String, @Nullable Object> map() {
        return fields;
    }
}
