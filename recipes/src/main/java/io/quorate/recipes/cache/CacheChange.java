package io.quorate.recipes.cache;

import io.quorate.client.NodeData;
import org.jspecify.annotations.Nullable;

/**
 * A change of the copy.
 *
 * @param path the znode
 * @param before its copy until now; null when there was none
 * @param after its copy from now on; null when it is gone
 */
public record CacheChange(
        String path, @Nullable NodeData before, @Nullable NodeData after) {
    /** The kinds of change. */
    public enum Kind {
        /** It is there now. */
        CREATED,
        /** It has other data. */
        CHANGED,
        /** It is gone. */
        DELETED
    }

    /** {@return what happened to it} */
    public Kind kind() {
        return before == null ? Kind.CREATED : after == null ? Kind.DELETED : Kind.CHANGED;
    }
}
