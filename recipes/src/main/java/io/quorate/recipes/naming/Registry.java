package io.quorate.recipes.naming;

import io.quorate.client.Quorate;
import io.quorate.recipes.line.Waiting;

/** The registry of {@link AsyncRegistry} with calls that block. Must not be used in callbacks of the client. */
public final class Registry {
    private final AsyncRegistry async;

    /** See {@link AsyncRegistry#AsyncRegistry}. */
    public Registry(Quorate client, String path) {
        this.async = new AsyncRegistry(client.async(), path);
    }

    /** The same registry with futures. */
    public AsyncRegistry async() {
        return async;
    }

    /** See {@link AsyncRegistry#register}. */
    public Registered register(String service, Instance instance) throws InterruptedException {
        return Waiting.on(async.register(service, instance));
    }

    /** See {@link AsyncRegistry#instances}. */
    public Instances instances(String service) throws InterruptedException {
        return Waiting.on(async.instances(service));
    }
}
