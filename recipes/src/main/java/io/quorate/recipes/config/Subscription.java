package io.quorate.recipes.config;

import io.quorate.client.NodeData;
import io.quorate.recipes.Codec;
import io.quorate.recipes.cache.CacheChange;
import io.quorate.recipes.cache.ZnodeCache;
import org.jspecify.annotations.Nullable;

/**
 * A setting that is kept up to date. {@link #current()} may be asked by every thread and costs nothing; the rest is
 * owned by the callback executor.
 *
 * @param <T> what the setting is
 */
public final class Subscription<T> implements AutoCloseable {
    private final Codec<T> codec;
    private final SettingListener<T> listener;
    private volatile Setting<T> current;
    private volatile @Nullable ZnodeCache cache;

    Subscription(Codec<T> codec, T atFirst, SettingListener<T> listener) {
        this.codec = codec;
        this.listener = listener;
        this.current = new Setting<>(atFirst, 0);
    }

    /** {@return the last good value} */
    public Setting<T> current() {
        return current;
    }

    /** {@return whether it is known to be the newest: the connection stands, and nothing is waited for} */
    public boolean isCurrent() {
        ZnodeCache from = cache;
        return from != null && from.isCurrent();
    }

    /** Hears of no more values; the last good one stays. */
    @Override
    public void close() {
        ZnodeCache from = cache;
        if (from != null) {
            from.close();
        }
    }

    Subscription<T> over(ZnodeCache started) {
        cache = started;
        return this;
    }

    /** A setting that was deleted keeps its last good value. */
    void changed(CacheChange change) {
        NodeData after = change.after();
        byte[] data = after == null ? null : after.data();
        if (after == null || data == null) {
            return;
        }
        long zxid = after.stat().mzxid();
        T value;
        try {
            value = codec.decode(data);
        } catch (RuntimeException e) {
            listener.refused(zxid, String.valueOf(e.getMessage()));
            return;
        }
        current = new Setting<>(value, zxid);
        listener.changed(current);
    }
}
