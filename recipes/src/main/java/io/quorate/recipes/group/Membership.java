package io.quorate.recipes.group;

import io.quorate.recipes.line.Presence;
import java.util.concurrent.CompletableFuture;

/** One's own place in a group. Ends with the session. Safe for use by every thread. */
public final class Membership implements AutoCloseable {
    private final String id;
    private final Presence presence;

    Membership(String id, Presence presence) {
        this.id = id;
        this.presence = presence;
    }

    /** {@return the name in the group} */
    public String id() {
        return id;
    }

    /**
     * Says something else of oneself; completes when others can see it.
     *
     * @param data what one says of oneself
     * @return a future that completes when others can see it
     */
    public CompletableFuture<Void> update(byte[] data) {
        return presence.update(data);
    }

    /** {@return leaves; completes when one is no longer listed, or surely will not be} */
    public CompletableFuture<Void> leave() {
        return presence.leave();
    }

    /** Leaves without waiting. */
    @Override
    public void close() {
        CompletableFuture<Void> unused = leave();
    }
}
