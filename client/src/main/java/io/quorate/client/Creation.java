package io.quorate.client;

import io.quorate.data.CreateMode;
import io.quorate.data.ZnodePath;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * A create that takes more than one request: with a GUID in the name, so that after a lost connection it can be found
 * whether it happened, or with missing ancestors. Owned by the callback executor.
 *
 * <p>The search goes behind a sync. A create that was on its way through the old server can then no longer come: the
 * session has moved, and the leader refuses what the old server still forwards (client protocol 6.4).
 */
final class Creation {
    /** How often a guarded create is asked again, and how often ancestors are made, before it fails. */
    private static final int MAX_ATTEMPTS = 100;

    private final AsyncQuorate client;
    private final String path;
    private final byte @Nullable [] data;
    private final CreateOptions options;
    private final String guid;
    private int attempts;
    /** Whether a create was sent whose answer never came. */
    private boolean mayExist;

    Creation(AsyncQuorate client, String path, byte @Nullable [] data, CreateOptions options) {
        this.client = client;
        this.data = data;
        this.options = options;
        String parent = ZnodePath.parentOf(path);
        if (options.guarded()) {
            var dice = client.surroundings().dice();
            HexFormat hex = HexFormat.of();
            this.guid = "_c_" + hex.toHexDigits(dice.nextLong()) + hex.toHexDigits(dice.nextLong()) + "-";
            this.path = ZnodePath.childOf(parent, guid + ZnodePath.nameOf(path));
        } else {
            this.guid = "";
            this.path = path;
        }
    }

    CompletableFuture<Created> begin() {
        return once().exceptionallyCompose(this::afterFailure);
    }

    private CompletableFuture<Created> once() {
        attempts++;
        return client.driver().ask(client.operations().create(path, data, options));
    }

    private CompletableFuture<Created> afterFailure(Throwable thrown) {
        Throwable failure = causeOf(thrown);
        if (attempts >= MAX_ATTEMPTS) {
            return CompletableFuture.failedFuture(failure);
        }
        if (options.withParents() && failure instanceof StateException.NoNode) {
            return createAncestors(ZnodePath.parentOf(path)).thenCompose(unused -> begin());
        }
        if (options.guarded() && failure instanceof RecoverableException.ConnectionLoss loss) {
            mayExist |= loss.mayHaveHappened();
            return mayExist ? search() : CompletableFuture.failedFuture(failure);
        }
        return CompletableFuture.failedFuture(failure);
    }

    /** The search may lose its connection too; the session's end bounds how long that can go on. */
    private CompletableFuture<Created> search() {
        String parent = ZnodePath.parentOf(path);
        return client.children(parent, Read.latest())
                .thenCompose(children -> {
                    for (String name : children.names()) {
                        if (name.startsWith(guid)) {
                            return found(ZnodePath.childOf(parent, name));
                        }
                    }
                    return begin();
                })
                .exceptionallyCompose(thrown -> {
                    boolean again = causeOf(thrown) instanceof RecoverableException.ConnectionLoss;
                    attempts++;
                    return again && attempts < MAX_ATTEMPTS
                            ? search()
                            : CompletableFuture.failedFuture(causeOf(thrown));
                });
    }

    /** One that was found and is gone again, as an ephemeral of an expired session, was created and is not ours now. */
    private CompletableFuture<Created> found(String createdPath) {
        return client.exists(createdPath)
                .thenCompose(stat -> stat.isPresent()
                        ? CompletableFuture.completedFuture(new Created(createdPath, stat.get()))
                        : begin());
    }

    /** An ancestor that lacks a parent itself has it made first; one that exists already is as good as made. */
    private CompletableFuture<Void> createAncestors(String ancestor) {
        CreateOptions container = CreateOptions.of(CreateMode.CONTAINER).withAcl(options.acl());
        attempts++;
        return client.create(ancestor, null, container)
                .<Void>thenApply(unused -> null)
                .exceptionallyCompose(thrown -> switch (causeOf(thrown)) {
                    case StateException.NodeExists unused -> CompletableFuture.<Void>completedFuture(null);
                    case StateException.NoNode unused
                    when attempts < MAX_ATTEMPTS ->
                        createAncestors(ZnodePath.parentOf(ancestor)).thenCompose(made -> createAncestors(ancestor));
                    case Throwable failure -> CompletableFuture.<Void>failedFuture(failure);
                });
    }

    private static Throwable causeOf(Throwable thrown) {
        return thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
    }
}
