package io.quorate.recipes.naming;

import io.quorate.client.Quorate;
import io.quorate.recipes.line.Waiting;

/** The registry of {@link AsyncRegistry} with calls that block. Must not be used in callbacks of the client. */
public final class Registry {
    private final AsyncRegistry async;

    /**
     * See {@link AsyncRegistry#AsyncRegistry}.
     *
     * @param client stays the caller's, who closes it
     * @param path the znode of the recipe; it need not exist, nor its ancestors
     */
    public Registry(Quorate client, String path) {
        this.async = new AsyncRegistry(client.async(), path);
    }

    /** {@return the same registry with futures} */
    public AsyncRegistry async() {
        return async;
    }

    /**
     * See {@link AsyncRegistry#register}.
     *
     * @param service its name, without a slash
     * @param instance what callers are to know of it
     * @return the entry, to be withdrawn
     * @throws InterruptedException when interrupted while waiting; what was asked may still happen
     */
    public Registered register(String service, Instance instance) throws InterruptedException {
        return Waiting.on(async.register(service, instance));
    }

    /**
     * See {@link AsyncRegistry#instances}.
     *
     * @param service its name, without a slash
     * @return the list, kept up to date until it is closed
     * @throws InterruptedException when interrupted while waiting; what was asked may still happen
     */
    public Instances instances(String service) throws InterruptedException {
        return Waiting.on(async.instances(service));
    }
}
