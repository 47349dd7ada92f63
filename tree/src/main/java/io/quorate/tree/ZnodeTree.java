package io.quorate.tree;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The tree itself. */
public final class ZnodeTree implements TreeStore {

    /** A new tree: the root and the reserved znodes (client protocol 2.3). */
    public ZnodeTree(TreeLimits limits) {
        throw new UnsupportedOperationException(limits.toString());
    }

    /** The driver is about to apply txns: readers on other threads take the ordinary way until {@link #endBatch}. */
    public void beginBatch() {}

    /** What was applied, and all events about it, are where readers will find them in order. */
    public void endBatch() {}

    /** A reader for other threads. */
    public FastReader fastReader() {
        throw new UnsupportedOperationException();
    }

    /** Number of znodes. */
    public int size() {
        return 0;
    }

    @Override
    public @Nullable Znode find(String path) {
        return null;
    }

    @Override
    public void forEachChild(String path, Consumer<String> visitor) {}

    @Override
    public void forEachEphemeral(long sessionId, Consumer<String> visitor) {}

    @Override
    public int sessionTimeoutMs(long sessionId) {
        return 0;
    }

    @Override
    public long lastZxid() {
        return 0;
    }

    @Override
    public long digest() {
        return 0;
    }

    @Override
    public void insert(String path, Znode znode) {}

    @Override
    public void replace(String path, Znode znode) {}

    @Override
    public void replaceChildStat(String path, int createCount, long pzxid) {}

    @Override
    public void remove(String path) {}

    @Override
    public void openSession(long sessionId, int timeoutMs) {}

    @Override
    public void endSession(long sessionId) {}

    @Override
    public void advance(long zxid) {}
}
