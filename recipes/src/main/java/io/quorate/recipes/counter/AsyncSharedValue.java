package io.quorate.recipes.counter;

import io.quorate.client.AsyncQuorate;
import io.quorate.client.NodeData;
import io.quorate.client.Op;
import io.quorate.client.Read;
import io.quorate.client.Registration;
import io.quorate.client.StateException;
import io.quorate.recipes.Codec;
import io.quorate.recipes.cache.Scope;
import io.quorate.recipes.cache.ZnodeCache;
import io.quorate.recipes.line.Failures;
import io.quorate.recipes.line.Insistence;
import io.quorate.recipes.line.Receipt;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * A value in one znode that many clients read and change, by futures. Guarantee: see the package. Before the first
 * change it is what every client says it is initially, so all should say the same.
 *
 * @param <T> what it is
 */
public final class AsyncSharedValue<T> {
    private final AsyncQuorate client;
    private final Insistence insistence;
    private final Receipt receipt;
    private final String path;
    private final Codec<T> codec;
    private final T initial;

    /**
     * A value of this name.
     *
     * @param client stays the caller's, who closes it
     * @param path the znode of the value; it need not exist, nor its ancestors
     * @param codec how values are data
     * @param initial the value while nobody has set one
     */
    public AsyncSharedValue(AsyncQuorate client, String path, Codec<T> codec, T initial) {
        this.client = client;
        this.insistence = new Insistence(client);
        this.receipt = new Receipt(client, path);
        this.path = path;
        this.codec = codec;
        this.initial = initial;
    }

    /**
     * The value; fails with {@link IllegalArgumentException} when the data are none.
     *
     * @return the newest value
     */
    public CompletableFuture<Versioned<T>> get() {
        return Failures.instead(
                insistence.on(() -> client.get(path, Read.latest())).thenApply(this::versioned),
                StateException.NoNode.class,
                () -> create().thenCompose(unused -> get()));
    }

    /** Persistent, not a container: a value outlives those who count. */
    private CompletableFuture<Void> create() {
        return insistence.make(path, codec.encode(initial));
    }

    private Versioned<T> versioned(NodeData data) {
        byte[] bytes = data.data();
        T value = bytes == null ? initial : codec.decode(bytes);
        return new Versioned<>(value, data.version(), data.stat().mzxid());
    }

    /**
     * Replaces the value, whatever it is.
     *
     * @param value the new value
     * @return a future that completes when it is written
     */
    public CompletableFuture<Void> set(T value) {
        return create().thenCompose(unused -> set(value, Op.ANY_VERSION));
    }

    private CompletableFuture<Void> set(T value, int version) {
        return receipt.once(List.of(Op.set(path, codec.encode(value), version)));
    }

    /**
     * Replaces the value if nobody has changed it since it was seen; answers whether it did.
     *
     * @param seen what was read before
     * @param value the new value
     * @return whether it was replaced
     */
    public CompletableFuture<Boolean> compareAndSet(Versioned<T> seen, T value) {
        return Failures.instead(
                set(value, seen.version()).thenApply(unused -> true),
                StateException.BadVersion.class,
                () -> CompletableFuture.completedFuture(false));
    }

    /**
     * Changes the value by a function of it, which must be pure: it is called again when others were faster.
     *
     * @param change pure, for it may be called several times
     * @return the new value
     */
    public CompletableFuture<T> update(UnaryOperator<T> change) {
        CompletableFuture<T> changed = new CompletableFuture<>();
        update(change, changed, 0);
        return changed;
    }

    private void update(UnaryOperator<T> change, CompletableFuture<T> changed, int failures) {
        CompletableFuture<Void> unused = get().thenCompose(seen -> {
                    T next = change.apply(seen.value());
                    return compareAndSet(seen, next).thenAccept(isDone -> {
                        if (isDone) {
                            changed.complete(next);
                        } else {
                            insistence.pause(failures, () -> update(change, changed, failures + 1));
                        }
                    });
                })
                .exceptionally(thrown -> {
                    changed.completeExceptionally(Failures.of(thrown));
                    return null;
                });
    }

    /**
     * Tells of every value seen from now on, beginning with the present one. Values that were replaced soon after may
     * be left out; the newest never is.
     *
     * @param listener told on the callback executor
     * @return completes when the first has been told
     */
    public CompletableFuture<Registration> onChange(Consumer<Versioned<T>> listener) {
        return create().thenCompose(unused -> ZnodeCache.start(client, path, Scope.NODE, change -> {
                    NodeData after = change.after();
                    if (after != null) {
                        listener.accept(versioned(after));
                    }
                }))
                .thenApply(cache -> cache::close);
    }
}
