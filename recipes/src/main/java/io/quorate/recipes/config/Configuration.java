package io.quorate.recipes.config;

import io.quorate.client.Quorate;
import io.quorate.recipes.Codec;
import io.quorate.recipes.line.Waiting;

/** The settings of {@link AsyncConfiguration} with calls that block. Must not be used in callbacks of the client. */
public final class Configuration {
    private final AsyncConfiguration async;

    /**
     * See {@link AsyncConfiguration#AsyncConfiguration}.
     *
     * @param client stays the caller's, who closes it
     * @param path the znode of the recipe; it need not exist, nor its ancestors
     */
    public Configuration(Quorate client, String path) {
        this.async = new AsyncConfiguration(client.async(), path);
    }

    /** {@return the same settings with futures} */
    public AsyncConfiguration async() {
        return async;
    }

    /**
     * See {@link AsyncConfiguration#publish}.
     *
     * @param <T> what the setting is
     * @param name of the setting, without a slash
     * @param codec how values are data
     * @param value the new value
     * @throws InterruptedException when interrupted while waiting; what was asked may still happen
     */
    public <T> void publish(String name, Codec<T> codec, T value) throws InterruptedException {
        Waiting.on(async.publish(name, codec, value));
    }

    /**
     * See {@link AsyncConfiguration#subscribe}; the listener runs in a callback.
     *
     * @param <T> what the setting is
     * @param name of the setting, without a slash
     * @param codec how values are data
     * @param atFirst the value while nothing good has been published
     * @param listener called on the callback executor, one call after the other
     * @return the subscription, to be closed
     * @throws InterruptedException when interrupted while waiting; what was asked may still happen
     */
    public <T> Subscription<T> subscribe(String name, Codec<T> codec, T atFirst, SettingListener<T> listener)
            throws InterruptedException {
        return Waiting.on(async.subscribe(name, codec, atFirst, listener));
    }
}
