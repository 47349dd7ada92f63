package io.quorate.client;

import io.quorate.data.Stat;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The data of a znode and its Stat, of one instant.
 *
 * @param data null is not the same as empty; the array is the caller's own
 * @param stat the Stat that belongs to exactly this data
 */
public record NodeData(byte @Nullable [] data, Stat stat) {
    /** {@return the data as UTF-8 text; null data is the empty text} */
    public String text() {
        return data == null ? "" : new String(data, StandardCharsets.UTF_8);
    }

    /** {@return the data version, for a later conditional set or delete} */
    public int version() {
        return stat.version();
    }
}
