package io.quorate.recipes.line;

import io.quorate.client.AsyncQuorate;
import io.quorate.client.ConnectionEvent;
import io.quorate.client.NodeData;
import io.quorate.client.Read;
import io.quorate.client.Registration;
import io.quorate.client.StateException;
import io.quorate.client.Surroundings;
import io.quorate.client.UnrecoverableException;
import io.quorate.client.WatchEvent;
import io.quorate.recipes.Ownership;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An ownership by an ephemeral znode. It ends by the client's clock, by the end of the session, by the znode's
 * deletion, or when it is given back. The public methods may be called by every thread; all else happens on the
 * callback executor.
 */
public final class Claim implements Ownership {
    /** Data that ask the owner to give back what the znode stands for; Curator writes the same. */
    private static final byte[] REVOKE = "__REVOKE__".getBytes(StandardCharsets.UTF_8);

    private final AsyncQuorate client;
    private final Surroundings surroundings;
    private final Insistence insistence;
    private final String path;
    private final long token;
    private final Supplier<CompletableFuture<Void>> giveUp;
    /** Null while it is held. */
    private final AtomicReference<@Nullable Ending> ending = new AtomicReference<>();

    private final CompletableFuture<Ending> ended = new CompletableFuture<>();
    private final CompletableFuture<Void> gone = new CompletableFuture<>();

    private final List<Runnable> revocationListeners = new ArrayList<>();
    private boolean isRevoked;
    private boolean isSettled;
    private @Nullable Registration alarm;
    private @Nullable Registration listening;
    private @Nullable Registration certainty;

    /**
     * A claim that {@link #begin()} sets in motion.
     *
     * @param giveUp deletes the znode, and completes when it is gone
     */
    Claim(AsyncQuorate client, String path, long token, Supplier<CompletableFuture<Void>> giveUp) {
        this.client = client;
        this.surroundings = client.surroundings();
        this.insistence = new Insistence(client);
        this.path = path;
        this.token = token;
        this.giveUp = giveUp;
    }

    /**
     * {@return the ownership by an ephemeral znode of this client that exists already; giving it up deletes the znode}
     *
     * @param client stays the caller's, who closes it
     * @param path the znode of the recipe; it need not exist, nor its ancestors
     * @param token the zxid of its creation
     */
    public static Ownership hold(AsyncQuorate client, String path, long token) {
        Insistence insistence = new Insistence(client);
        Claim claim = new Claim(
                client, path, token, () -> Failures.excuse(insistence.remove(path), UnrecoverableException.class));
        client.surroundings().callbacks().execute(claim::begin);
        return claim;
    }

    void begin() {
        certainty = client.stayCertain();
        listening = client.listen(this::connectionChanged);
        surroundings.callbacks().execute(() -> {
            if (!client.isAlive()) {
                end(Ending.SESSION_ENDED);
            }
        });
        setAlarm();
        watchOwnZnode();
    }

    /** Nanoseconds for which the session is certain; not positive when it is not. */
    static long certainNanos(AsyncQuorate client) {
        long until = client.safeUntilNanos();
        return until == Long.MIN_VALUE ? 0 : until - client.surroundings().nanoTime();
    }

    @Override
    public String path() {
        return path;
    }

    @Override
    public long token() {
        return token;
    }

    @Override
    public boolean isHeld() {
        if (ending.get() != null) {
            return false;
        }
        if (certainNanos(client) > 0) {
            return true;
        }
        end(Ending.UNCERTAIN);
        return false;
    }

    @Override
    public Duration certainFor() {
        return isHeld() ? Duration.ofNanos(Math.max(0, certainNanos(client))) : Duration.ZERO;
    }

    @Override
    public CompletableFuture<Ending> ended() {
        return ended.copy();
    }

    @Override
    public void onRevocation(Runnable listener) {
        surroundings.callbacks().execute(() -> {
            if (isRevoked) {
                listener.run();
            } else {
                revocationListeners.add(listener);
            }
        });
    }

    @Override
    public CompletableFuture<Void> release() {
        end(Ending.RELEASED);
        return gone.copy();
    }

    /** Ends it for everybody who asks from now on; the first reason counts. Every thread. */
    private void end(Ending how) {
        if (ending.compareAndSet(null, how)) {
            surroundings.callbacks().execute(this::settle);
        }
    }

    private void settle() {
        Ending how = ending.get();
        if (how == null || isSettled) {
            return;
        }
        isSettled = true;
        if (alarm != null) {
            alarm.close();
        }
        if (listening != null) {
            listening.close();
        }
        if (certainty != null) {
            certainty.close();
        }
        revocationListeners.clear();
        CompletableFuture<?> unusedFuture = giveUp.get().whenComplete((unused, failure) -> {
            if (failure == null) {
                gone.complete(null);
            } else {
                gone.completeExceptionally(failure);
            }
        });
        ended.complete(how);
    }

    private void setAlarm() {
        alarm = surroundings.after(Duration.ofNanos(Math.max(0, certainNanos(client))), () -> {
            if (ending.get() == null) {
                if (certainNanos(client) > 0) {
                    setAlarm();
                } else {
                    end(Ending.UNCERTAIN);
                }
            }
        });
    }

    private void connectionChanged(ConnectionEvent event) {
        if (event.kind().isFinal()) {
            end(Ending.SESSION_ENDED);
        }
    }

    /** Who deletes the znode gives it to another; who sets its data wants it back. */
    private void watchOwnZnode() {
        CompletableFuture<?> unusedFuture = insistence
                .on(() -> client.get(path, Read.watched(this::stirred)))
                .whenComplete((data, thrown) -> {
                    Throwable failure = Failures.of(thrown);
                    if (failure == null) {
                        look(data);
                    } else if (failure instanceof StateException.NoNode) {
                        end(Ending.DELETED);
                    }
                });
    }

    private void stirred(WatchEvent event) {
        if (ending.get() != null) {
            return;
        }
        switch (event.type()) {
            case DELETED -> end(Ending.DELETED);
            case CREATED, DATA_CHANGED, CHILDREN_CHANGED, REMOVED, GAP -> watchOwnZnode();
        }
    }

    private void look(NodeData data) {
        if (Arrays.equals(data.data(), REVOKE) && !isRevoked && ending.get() == null) {
            isRevoked = true;
            List<Runnable> told = List.copyOf(revocationListeners);
            revocationListeners.clear();
            told.forEach(Runnable::run);
        }
    }
}
