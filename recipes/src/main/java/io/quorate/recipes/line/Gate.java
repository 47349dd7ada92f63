package io.quorate.recipes.line;

import io.quorate.client.AsyncQuorate;
import io.quorate.client.ConnectionEvent;
import io.quorate.client.Read;
import io.quorate.client.WatchEvent;
import io.quorate.client.WatchListener;
import io.quorate.data.Stat;
import io.quorate.message.ReadRequest.WatchKind;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

/** Waits until the Stat of one znode is as somebody wants it. Owned by the callback executor. */
public final class Gate {
    private final AsyncQuorate client;
    private final Insistence insistence;
    private final String path;
    private final Predicate<Optional<Stat>> isOpen;
    private final CompletableFuture<Optional<Stat>> open = new CompletableFuture<>();
    private boolean hasLooked;

    /**
     * Something to wait for.
     *
     * @param client stays the caller's, who closes it
     * @param path of the znode whose existence or Stat decides
     * @param isOpen what is waited for; asked after every change
     */
    public Gate(AsyncQuorate client, String path, Predicate<Optional<Stat>> isOpen) {
        this.client = client;
        this.insistence = new Insistence(client);
        this.path = path;
        this.isOpen = isOpen;
    }

    /**
     * Waits.
     *
     * @return the Stat with which it is open; cancelling it gives up; fails at the end of the session
     */
    public CompletableFuture<Optional<Stat>> await() {
        client.surroundings().callbacks().execute(this::look);
        return open;
    }

    private void look() {
        if (open.isDone()) {
            return;
        }
        Watcher watcher = new Watcher();
        // A server that lags behind may show the gate as it was before anybody could have waited here.
        Read read = hasLooked ? Read.PLAIN : Read.latest();
        hasLooked = true;
        CompletableFuture<?> unusedFuture = insistence
                .on(() -> client.exists(path, read.watching(watcher)))
                .whenComplete((stat, thrown) -> {
                    Throwable failure = Failures.of(thrown);
                    if (failure != null) {
                        open.completeExceptionally(failure);
                    } else if (isOpen.test(stat) || open.isDone()) {
                        CompletableFuture<Void> unused = client.removeWatch(path, WatchKind.DATA, watcher, true);
                        open.complete(stat);
                    }
                });
    }

    private final class Watcher implements WatchListener {
        @Override
        public void changed(WatchEvent event) {
            switch (event.type()) {
                case CREATED, DELETED, DATA_CHANGED -> look();
                case CHILDREN_CHANGED, REMOVED, GAP -> {}
            }
        }

        @Override
        public void connection(ConnectionEvent event) {
            if (event.kind().isFinal()) {
                look();
            }
        }
    }
}
