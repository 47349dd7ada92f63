package io.quorate.recipes.cache;

/** Who is told when a copy changes, on the client's callback executor. Must not block. */
@FunctionalInterface
public interface CacheListener {
    /**
     * The copy has changed; the cache shows it already.
     *
     * @param change what became of which znode
     */
    void changed(CacheChange change);
}
