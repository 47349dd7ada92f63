package io.quorate.recipes.line;

import io.quorate.client.AsyncQuorate;
import io.quorate.client.ConnectionEvent;
import io.quorate.client.CreateOptions;
import io.quorate.client.Op;
import io.quorate.client.Read;
import io.quorate.client.StateException;
import io.quorate.client.UnrecoverableException;
import io.quorate.client.WatchEvent;
import io.quorate.client.WatchListener;
import io.quorate.data.Stat;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Keeps an ephemeral znode of one exact name there as long as the session lives: it waits until a former session's
 * znode of that name is gone, and makes its own anew if somebody deletes it. Owned by the callback executor; the
 * public methods may be called by every thread.
 */
public final class Presence {
    private final AsyncQuorate client;
    private final Insistence insistence;
    private final String path;
    private final CompletableFuture<Void> present = new CompletableFuture<>();
    private final CompletableFuture<Void> gone = new CompletableFuture<>();
    private byte[] data;
    private boolean isEntered;
    private boolean isCreating;
    private boolean isLeaving;

    /**
     * A presence that {@link #enter()} begins.
     *
     * @param client stays the caller's, who closes it
     * @param path the znode of the recipe; it need not exist, nor its ancestors
     * @param data what the znode holds at first
     */
    public Presence(AsyncQuorate client, String path, byte[] data) {
        this.client = client;
        this.insistence = new Insistence(client);
        this.path = path;
        this.data = data.clone();
    }

    /**
     * Makes the znode.
     *
     * @return completes when it is there for the first time
     */
    public CompletableFuture<Void> enter() {
        client.surroundings().callbacks().execute(this::create);
        return present.copy();
    }

    /**
     * Replaces the data; completes when others can see them.
     *
     * @param newData what the znode holds from now on
     * @return a future that completes when others can see them
     */
    public CompletableFuture<Void> update(byte[] newData) {
        byte[] kept = newData.clone();
        CompletableFuture<Void> done = new CompletableFuture<>();
        client.surroundings().callbacks().execute(() -> {
            data = kept;
            if (!isEntered || isLeaving) {
                done.complete(null);
                return;
            }
            CompletableFuture<?> unusedFuture = insistence
                    .on(() -> client.set(path, kept, Op.ANY_VERSION))
                    .whenComplete((stat, thrown) -> {
                        Throwable failure = Failures.of(thrown);
                        if (failure == null || failure instanceof StateException.NoNode) {
                            done.complete(null);
                        } else {
                            done.completeExceptionally(failure);
                        }
                    });
        });
        return done;
    }

    /**
     * Deletes the znode for good.
     *
     * @return completes when it is gone or surely goes with the session
     */
    public CompletableFuture<Void> leave() {
        client.surroundings().callbacks().execute(() -> {
            if (!isLeaving) {
                isLeaving = true;
                present.cancel(false);
                if (isEntered) {
                    delete();
                } else if (!isCreating) {
                    whose();
                }
            }
        });
        return gone.copy();
    }

    private void create() {
        if (isLeaving) {
            gone.complete(null);
            return;
        }
        isCreating = true;
        byte[] written = data;
        CompletableFuture<?> unusedFuture = insistence
                .on(() -> client.create(path, written, CreateOptions.EPHEMERAL.creatingParents()))
                .whenComplete((created, thrown) -> {
                    isCreating = false;
                    switch (Failures.of(thrown)) {
                        case null -> entered(written);
                        case StateException.NodeExists unused -> whose();
                        case Throwable failure -> fail(failure);
                    }
                });
    }

    /** Ours, if the answer to the create was lost; or of a session that ended and is not buried yet. */
    private void whose() {
        CompletableFuture<?> unusedFuture = insistence
                .on(() -> client.exists(path, Read.watched(new Watcher())))
                .whenComplete((stat, thrown) -> {
                    Throwable failure = Failures.of(thrown);
                    if (failure != null) {
                        fail(failure);
                    } else if (isMine(stat)) {
                        isEntered = true;
                        afterCreate(data);
                    } else if (stat.isEmpty()) {
                        create();
                    } else if (isLeaving) {
                        gone.complete(null);
                    }
                });
    }

    private boolean isMine(Optional<Stat> stat) {
        return stat.isPresent() && stat.get().ephemeralOwner() == client.sessionId();
    }

    private void entered(byte[] written) {
        isEntered = true;
        CompletableFuture<?> unusedFuture = insistence
                .on(() -> client.exists(path, Read.watched(new Watcher())))
                .whenComplete((stat, thrown) -> {
                    Throwable failure = Failures.of(thrown);
                    if (failure != null) {
                        fail(failure);
                    } else if (stat.isEmpty()) {
                        create();
                    }
                });
        afterCreate(written);
    }

    private void afterCreate(byte[] written) {
        if (isLeaving) {
            delete();
            return;
        }
        present.complete(null);
        if (!Arrays.equals(written, data)) {
            CompletableFuture<Void> unused = update(data);
        }
    }

    private final class Watcher implements WatchListener {
        @Override
        public void changed(WatchEvent event) {
            if (isLeaving) {
                return;
            }
            switch (event.type()) {
                case DELETED -> {
                    isEntered = false;
                    create();
                }
                case CREATED, DATA_CHANGED -> watchOn();
                case CHILDREN_CHANGED, REMOVED, GAP -> {}
            }
        }

        @Override
        public void connection(ConnectionEvent event) {
            if (event.kind().isFinal()) {
                watchOn();
            }
        }
    }

    private void watchOn() {
        if (isEntered) {
            entered(data);
        } else {
            whose();
        }
    }

    private void delete() {
        CompletableFuture<?> unusedFuture = insistence
                .on(() -> client.delete(path))
                .whenComplete((unused, thrown) -> {
                    Throwable failure = Failures.of(thrown);
                    if (failure == null
                            || failure instanceof StateException.NoNode
                            || failure instanceof UnrecoverableException) {
                        gone.complete(null);
                    } else {
                        gone.completeExceptionally(failure);
                    }
                });
    }

    private void fail(@Nullable Throwable failure) {
        if (failure != null) {
            present.completeExceptionally(failure);
        }
        gone.complete(null);
    }
}
