package io.quorate.recipes.config;

import io.quorate.client.Quorate;
import io.quorate.recipes.Codec;
import io.quorate.recipes.line.Waiting;

/** The settings of {@link AsyncConfiguration} with calls that block. Must not be used in callbacks of the client. */
public final class Configuration {
    private final AsyncConfiguration async;

    /** See {@link AsyncConfiguration#AsyncConfiguration}. */
    public Configuration(Quorate client, String path) {
        this.async = new AsyncConfiguration(client.async(), path);
    }

    /** The same settings with futures. */
    public AsyncConfiguration async() {
        return async;
    }

    /** See {@link AsyncConfiguration#publish}. */
    public <T> void publish(String name, Codec<T> codec, T value) throws InterruptedException {
        Waiting.on(async.publish(name, codec, value));
    }

    /** See {@link AsyncConfiguration#subscribe}; the listener runs in a callback. */
    public <T> Subscription<T> subscribe(String name, Codec<T> codec, T atFirst, SettingListener<T> listener)
            throws InterruptedException {
        return Waiting.on(async.subscribe(name, codec, atFirst, listener));
    }
}
