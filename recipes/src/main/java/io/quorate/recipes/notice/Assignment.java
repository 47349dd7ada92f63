package io.quorate.recipes.notice;

import io.quorate.client.Op;
import io.quorate.client.StateException;
import io.quorate.recipes.Ownership;
import io.quorate.recipes.OwnershipLostException;
import io.quorate.recipes.line.Failures;
import io.quorate.recipes.line.Receipt;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A task in the hands of its active worker. Safe for use by every thread. */
public final class Assignment implements AutoCloseable {
    private final Receipt receipt;
    private final String statusPath;
    private final byte[] content;
    private final Status atFirst;
    private final Ownership ownership;
    private volatile Status status;

    Assignment(Receipt receipt, String statusPath, byte[] content, Status atFirst, Ownership ownership) {
        this.receipt = receipt;
        this.statusPath = statusPath;
        this.content = content;
        this.atFirst = atFirst;
        this.ownership = ownership;
        this.status = atFirst;
    }

    /** {@return what is to be done} Do not change the array. */
    public byte[] content() {
        return content;
    }

    /**
     * {@return the progress at which the worker before stopped; empty when there was none} Do not change the array.
     */
    public byte[] lastProgress() {
        return atFirst.progress();
    }

    /** {@return by what the task is one's own} */
    public Ownership ownership() {
        return ownership;
    }

    /** {@return whether it is one's own, by the client's own clock} */
    public boolean isHeld() {
        return ownership.isHeld();
    }

    /**
     * Reports progress.
     *
     * @param progress as the next worker would have to know it
     * @return completes when it is written down; fails with {@link OwnershipLostException} when another worker has the
     *     task
     */
    public CompletableFuture<Void> report(byte[] progress) {
        return write(new Status(Status.State.CLAIMED, atFirst.worker(), atFirst.token(), progress.clone()));
    }

    /**
     * The task is done: nobody gets it any more.
     *
     * @return a future that completes when it is written down
     */
    public CompletableFuture<Void> finish() {
        return write(with(Status.State.FINISHED)).whenComplete((unused, failure) -> ownership.close());
    }

    /**
     * The task goes to the next worker, with the last progress reported; completes when it can.
     *
     * @return a future that completes when the next worker can have it
     */
    public CompletableFuture<Void> giveBack() {
        return Failures.excuse(write(with(Status.State.WAITING)), OwnershipLostException.class)
                .whenComplete((unused, failure) -> ownership.close())
                .thenCompose(unused -> ownership.release());
    }

    private Status with(Status.State state) {
        return new Status(state, atFirst.worker(), atFirst.token(), status.progress());
    }

    /** On condition that the claim stands. */
    private CompletableFuture<Void> write(Status next) {
        status = next;
        return Failures.instead(
                receipt.once(List.of(
                        Op.check(ownership.path(), Op.ANY_VERSION), Op.set(statusPath, next.encode(), Op.ANY_VERSION))),
                StateException.NoNode.class,
                () -> CompletableFuture.failedFuture(new OwnershipLostException(ownership.path())));
    }

    /** Gives it back without waiting, if it is held still. */
    @Override
    public void close() {
        if (ownership.isHeld()) {
            CompletableFuture<Void> unused = giveBack();
        }
    }
}
