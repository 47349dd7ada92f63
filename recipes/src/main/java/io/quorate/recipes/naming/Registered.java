package io.quorate.recipes.naming;

import io.quorate.client.AsyncQuorate;
import io.quorate.client.Op;
import io.quorate.client.StateException;
import io.quorate.recipes.Ownership;
import io.quorate.recipes.line.Insistence;
import java.util.concurrent.CompletableFuture;

/** One's own entry in the registry. Safe for use by every thread. */
public final class Registered implements AutoCloseable {
    private final AsyncQuorate client;
    private final AsyncNames.Name name;

    Registered(AsyncQuorate client, AsyncNames.Name name) {
        this.client = client;
        this.name = name;
    }

    /** {@return the unique name of the instance} */
    public String name() {
        return name.text();
    }

    /**
     * {@return by what the entry is one's own; when that has ended, callers do not see the instance any more, or not
     * for long}
     */
    public Ownership ownership() {
        return name.ownership();
    }

    /**
     * Describes the instance anew, for instance with another health.
     *
     * @param instance what callers are to know of it
     * @return completes when callers can see it; fails with {@link StateException.NoNode} when the entry is gone
     */
    public CompletableFuture<Void> update(Instance instance) {
        return new Insistence(client)
                .on(() -> client.set(name.ownership().path(), instance.encode(), Op.ANY_VERSION))
                .thenApply(stat -> null);
    }

    /**
     * Takes the entry back; completes when it is gone.
     *
     * @return a future that completes when it is gone
     */
    public CompletableFuture<Void> withdraw() {
        return name.ownership().release();
    }

    /** Takes the entry back without waiting. */
    @Override
    public void close() {
        CompletableFuture<Void> unused = withdraw();
    }
}
