package io.quorate.recipes.line;

import io.quorate.client.Quorate;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** How the blocking faces wait. */
public final class Waiting {
    private Waiting() {}

    /**
     * Waits for what a future answers, and throws what it fails with. Who is interrupted wants it no more: the future
     * is cancelled.
     *
     * @param <T> what is answered
     * @param future cancelled when the waiting thread is interrupted
     * @return the answer
     * @throws InterruptedException when interrupted while waiting; what was asked may still happen
     */
    public static <T> T on(CompletableFuture<T> future) throws InterruptedException {
        try {
            return Quorate.await(future);
        } catch (InterruptedException e) {
            future.cancel(false);
            throw e;
        }
    }

    /**
     * Waits for something that goes on until it is ended, and throws what it fails with. Who is interrupted wants it no
     * more: it is ended as soon as it has begun.
     *
     * @param <T> what begins
     * @param future not cancelled, since what it stands for has begun already
     * @param end how to end it
     * @return what has begun
     * @throws InterruptedException when interrupted while waiting
     */
    public static <T> T on(CompletableFuture<T> future, Consumer<T> end) throws InterruptedException {
        try {
            return Quorate.await(future);
        } catch (InterruptedException e) {
            CompletableFuture<Void> unused = future.thenAccept(end);
            throw e;
        }
    }
}
