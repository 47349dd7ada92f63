package io.quorate.recipes.config;

import io.quorate.client.AsyncQuorate;
import io.quorate.client.Op;
import io.quorate.client.StateException;
import io.quorate.data.ZnodePath;
import io.quorate.recipes.Codec;
import io.quorate.recipes.cache.Scope;
import io.quorate.recipes.cache.ZnodeCache;
import io.quorate.recipes.line.Failures;
import io.quorate.recipes.line.Insistence;
import io.quorate.recipes.line.Receipt;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Settings below one znode, each a typed value in a znode of its name, by futures. Guarantee and failure behaviour:
 * see the package.
 */
public final class AsyncConfiguration {
    private final AsyncQuorate client;
    private final Insistence insistence;
    private final Receipt receipt;
    private final String path;

    /**
     * The settings of this place.
     *
     * @param client stays the caller's, who closes it
     * @param path the znode above the settings; it need not exist, nor its ancestors
     */
    public AsyncConfiguration(AsyncQuorate client, String path) {
        this.client = client;
        this.insistence = new Insistence(client);
        this.receipt = new Receipt(client, ZnodePath.childOf(path, "_receipts"));
        this.path = path;
    }

    private String pathOf(String name) {
        if (name.indexOf('/') >= 0) {
            throw new IllegalArgumentException("setting \"" + name + "\" contains a slash; it names one znode");
        }
        return ZnodePath.childOf(path, name);
    }

    /**
     * Publishes a value; completes when it is the newest for everybody who asks.
     *
     * @param <T> what the setting is
     * @param name of the setting, without a slash
     * @param codec how values are data
     * @param value the new value
     * @return a future that completes when it is the newest for everybody who asks
     */
    public <T> CompletableFuture<Void> publish(String name, Codec<T> codec, T value) {
        String setting = pathOf(name);
        byte[] data = codec.encode(value);
        // Made without data, which is no value, and then set like any other.
        return Failures.instead(
                receipt.once(List.of(Op.set(setting, data, Op.ANY_VERSION))),
                StateException.NoNode.class,
                () -> insistence.make(setting, null).thenCompose(unused -> publish(name, codec, value)));
    }

    /**
     * Subscribes to a setting.
     *
     * @param <T> what the setting is
     * @param name of the setting, without a slash
     * @param codec how values are data
     * @param atFirst the value while nothing good has been published, for instance the last good one of an earlier
     *     client
     * @param listener told of every value, the present one included
     * @return completes when the present value is known
     */
    public <T> CompletableFuture<Subscription<T>> subscribe(
            String name, Codec<T> codec, T atFirst, SettingListener<T> listener) {
        Subscription<T> subscription = new Subscription<>(codec, atFirst, listener);
        return ZnodeCache.start(client, pathOf(name), Scope.NODE, subscription::changed)
                .thenApply(subscription::over);
    }
}
