package io.quorate.recipes.notice;

import io.quorate.client.AsyncQuorate;
import io.quorate.client.NodeData;
import io.quorate.client.Op;
import io.quorate.client.Read;
import io.quorate.client.Registration;
import io.quorate.client.StateException;
import io.quorate.data.ZnodePath;
import io.quorate.recipes.Ownership;
import io.quorate.recipes.cache.CacheChange;
import io.quorate.recipes.cache.Scope;
import io.quorate.recipes.cache.ZnodeCache;
import io.quorate.recipes.line.Contender;
import io.quorate.recipes.line.Failures;
import io.quorate.recipes.line.Insistence;
import io.quorate.recipes.line.Line;
import io.quorate.recipes.line.Receipt;
import io.quorate.recipes.line.Rule;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * A board of tasks, by futures. Guarantee and failure behaviour: see the package.
 *
 * <p>Below the board's znode stand {@code tasks}, what is to be done; {@code status}, how it stands; and {@code
 * workers}, the line of workers of each task, the active one first.
 */
public final class AsyncBoard {
    private static final String KIND = "worker-";
    private static final byte[] NO_DATA = {};

    private final AsyncQuorate client;
    private final Insistence insistence;
    private final Receipt receipt;
    private final String path;

    /**
     * A board of this name.
     *
     * @param client stays the caller's, who closes it
     * @param path the znode of the board; it need not exist, nor its ancestors
     */
    public AsyncBoard(AsyncQuorate client, String path) {
        this.client = client;
        this.insistence = new Insistence(client);
        this.receipt = new Receipt(client, ZnodePath.childOf(path, "receipts"));
        this.path = path;
    }

    private String taskPath(String task) {
        return pathOf("tasks", task);
    }

    private String statusPath(String task) {
        return pathOf("status", task);
    }

    private String pathOf(String what, String task) {
        if (task.indexOf('/') >= 0) {
            throw new IllegalArgumentException("task \"" + task + "\" contains a slash; it names one znode");
        }
        return ZnodePath.childOf(ZnodePath.childOf(path, what), task);
    }

    /**
     * Posts a task. One of this name that is on the board already stays as it is.
     *
     * @param task its name, without a slash
     * @param content what is to be done, as workers understand it
     * @return a future that completes when it is on the board
     */
    public CompletableFuture<Void> post(String task, byte[] content) {
        return insistence
                .make(statusPath(task), Status.NEW.encode())
                .thenCompose(unused -> insistence.make(taskPath(task), content));
    }

    /**
     * Takes a task off the board, whatever its state. Its worker finds that it has lost it when it reports next.
     *
     * @param task its name, without a slash
     * @return a future that completes when it is off the board
     */
    public CompletableFuture<Void> remove(String task) {
        return insistence.remove(taskPath(task)).thenCompose(unused -> insistence.remove(statusPath(task)));
    }

    /**
     * How a task stands; fails with {@link StateException.NoNode} when it is not on the board.
     *
     * @param task its name, without a slash
     * @return who works on it, and how far it is
     */
    public CompletableFuture<Status> status(String task) {
        return insistence
                .on(() -> client.get(statusPath(task), Read.latest()))
                .thenApply(data -> Status.decode(data.data()));
    }

    /**
     * Stands by for a task.
     *
     * @param task its name, without a slash
     * @param worker who one is, for those who follow; without line breaks
     * @return completes when one is the active worker; cancelling it stands by no longer. It fails with {@link
     *     FinishedException} when the task is done, {@link StateException.NoNode} when it is not on the board
     */
    public CompletableFuture<Assignment> work(String task, String worker) {
        if (worker.isEmpty() || worker.indexOf('\n') >= 0) {
            throw new IllegalArgumentException("worker \"" + worker + "\" is empty or contains a line break");
        }
        Line line = new Line(client, pathOf("workers", task), List.of(KIND));
        Contender contender = new Contender(line, KIND, worker.getBytes(StandardCharsets.UTF_8), Rule.ONE_AT_A_TIME);
        CompletableFuture<Assignment> assigned = new CompletableFuture<>();
        CompletableFuture<?> unusedFuture = contender
                .join()
                .thenCompose(ownership -> begin(task, worker, ownership))
                .whenComplete((assignment, thrown) -> {
                    Throwable failure = Failures.of(thrown);
                    if (failure != null) {
                        assigned.completeExceptionally(failure);
                    } else if (!assigned.complete(assignment)) {
                        assignment.close();
                    }
                });
        CompletableFuture<Assignment> unusedEnd = assigned.whenComplete((assignment, failure) -> {
            if (failure != null) {
                CompletableFuture<Void> unused = contender.leave();
            }
        });
        return assigned;
    }

    private CompletableFuture<Assignment> begin(String task, String worker, Ownership ownership) {
        return insistence
                .on(() -> client.get(taskPath(task)))
                .thenCompose(content -> status(task).thenCompose(before -> {
                    if (before.state() == Status.State.FINISHED) {
                        return CompletableFuture.failedFuture(new FinishedException(task));
                    }
                    Status claimed = new Status(Status.State.CLAIMED, worker, ownership.token(), before.progress());
                    byte[] data = content.data();
                    return receipt.once(List.of(
                                    Op.check(ownership.path(), Op.ANY_VERSION),
                                    Op.set(statusPath(task), claimed.encode(), Op.ANY_VERSION)))
                            .thenApply(unused -> new Assignment(
                                    receipt, statusPath(task), data == null ? NO_DATA : data, claimed, ownership));
                }));
    }

    /**
     * Tells of everything that happens on the board from now on, and of how it stands.
     *
     * @param listener told of each notice once, in order
     * @return completes when how it stands has been told
     */
    public CompletableFuture<Registration> follow(Consumer<Notice> listener) {
        String all = ZnodePath.childOf(path, "status");
        return ZnodeCache.start(client, all, Scope.CHILDREN, change -> {
                    if (!change.path().equals(all)) {
                        tell(change, listener);
                    }
                })
                .thenApply(cache -> cache::close);
    }

    private static void tell(CacheChange change, Consumer<Notice> listener) {
        String task = ZnodePath.nameOf(change.path());
        NodeData after = change.after();
        NodeData before = change.before();
        if (after == null) {
            listener.accept(new Notice.Removed(task));
            return;
        }
        Status was = before == null ? Status.NEW : Status.decode(before.data());
        Status is = Status.decode(after.data());
        if (before == null) {
            listener.accept(new Notice.Posted(task));
        }
        switch (is.state()) {
            case WAITING -> {
                if (was.state() == Status.State.CLAIMED) {
                    listener.accept(new Notice.GivenBack(task, is));
                }
            }
            case CLAIMED -> {
                if (was.state() != Status.State.CLAIMED) {
                    listener.accept(new Notice.Claimed(task, is));
                } else if (was.token() != is.token()) {
                    listener.accept(new Notice.TakenOver(task, was.worker(), is));
                } else {
                    listener.accept(new Notice.Progressed(task, is));
                }
            }
            case FINISHED -> listener.accept(new Notice.Finished(task, is));
        }
    }
}
