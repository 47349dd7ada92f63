package io.quorate.recipes;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Several ownerships that are worth something only together. Safe for use by every thread.
 *
 * @param parts at least one, each with a token of its own
 */
public record MultiOwnership(List<Ownership> parts) implements AutoCloseable {
    /** Copies the list, and refuses an empty one. */
    public MultiOwnership {
        parts = List.copyOf(parts);
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("an ownership of nothing");
        }
    }

    /** {@return whether all of them are held} */
    public boolean isHeld() {
        for (Ownership part : parts) {
            if (!part.isHeld()) {
                return false;
            }
        }
        return true;
    }

    /** {@return a future that completes when the first of them has ended} */
    public CompletableFuture<Ownership.Ending> ended() {
        CompletableFuture<Ownership.Ending> first = new CompletableFuture<>();
        for (Ownership part : parts) {
            CompletableFuture<Ownership.Ending> unused =
                    part.ended().whenComplete((how, failure) -> first.complete(how));
        }
        return first;
    }

    /**
     * Gives all of them back; completes when others can have them.
     *
     * @return a future that completes when others can have them
     */
    public CompletableFuture<Void> release() {
        return CompletableFuture.allOf(parts.stream().map(Ownership::release).toArray(CompletableFuture<?>[]::new));
    }

    /** Gives all of them back without waiting until others can have them. */
    @Override
    public void close() {
        CompletableFuture<Void> unused = release();
    }
}
