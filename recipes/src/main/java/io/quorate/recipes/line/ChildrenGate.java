package io.quorate.recipes.line;

import io.quorate.client.AsyncQuorate;
import io.quorate.client.ConnectionEvent;
import io.quorate.client.Read;
import io.quorate.client.WatchEvent;
import io.quorate.client.WatchListener;
import io.quorate.message.ReadRequest.WatchKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * Waits until the children of some znodes are as somebody wants them. Only one of many should wait here: everybody
 * who does wakes with every change. Owned by the callback executor.
 *
 * @param <R> what is found then
 */
public final class ChildrenGate<R> {
    private final AsyncQuorate client;
    private final Insistence insistence;
    private final List<String> parents;
    private final Function<List<List<String>>, Optional<R>> find;
    private final CompletableFuture<R> found = new CompletableFuture<>();

    /**
     * What to wait for.
     *
     * @param client stays the caller's, who closes it
     * @param parents znodes that exist
     * @param find asked after every change, with the names of the children of each; empty to wait on
     */
    public ChildrenGate(AsyncQuorate client, List<String> parents, Function<List<List<String>>, Optional<R>> find) {
        this.client = client;
        this.insistence = new Insistence(client);
        this.parents = List.copyOf(parents);
        this.find = find;
    }

    /**
     * Waits.
     *
     * @return cancelling it gives up; fails at the end of the session, or with NoNode when a parent is gone
     */
    public CompletableFuture<R> await() {
        client.surroundings().callbacks().execute(() -> look(new Watcher(), new ArrayList<>()));
        return found;
    }

    private void look(Watcher watcher, List<List<String>> lists) {
        if (found.isDone() || lists.size() == parents.size()) {
            decide(watcher, lists);
            return;
        }
        String parent = parents.get(lists.size());
        CompletableFuture<?> unusedFuture = insistence
                .on(() -> client.children(parent, Read.watched(watcher)))
                .whenComplete((children, thrown) -> {
                    if (thrown == null) {
                        lists.add(children.names());
                        look(watcher, lists);
                    } else {
                        found.completeExceptionally(Failures.of(thrown));
                    }
                });
    }

    private void decide(Watcher watcher, List<List<String>> lists) {
        Optional<R> result = lists.size() == parents.size() ? find.apply(lists) : Optional.empty();
        if (result.isEmpty() && !found.isDone()) {
            watcher.await(this);
            return;
        }
        for (String parent : parents) {
            CompletableFuture<Void> unused = client.removeWatch(parent, WatchKind.CHILDREN, watcher, true);
        }
        result.ifPresent(found::complete);
    }

    /** What changes while it is still being looked at counts when that is over. */
    private static final class Watcher implements WatchListener {
        private boolean isStirred;
        private boolean isWaiting;
        private boolean isSpent;
        private Runnable again = () -> {};

        void await(ChildrenGate<?> gate) {
            isWaiting = true;
            again = () -> gate.look(new Watcher(), new ArrayList<>());
            goOn();
        }

        @Override
        public void changed(WatchEvent event) {
            if (event.type() != WatchEvent.Type.REMOVED) {
                isStirred = true;
                goOn();
            }
        }

        @Override
        public void connection(ConnectionEvent event) {
            if (event.kind().isFinal()) {
                isStirred = true;
                goOn();
            }
        }

        private void goOn() {
            if (isStirred && isWaiting && !isSpent) {
                isSpent = true;
                again.run();
            }
        }
    }
}
