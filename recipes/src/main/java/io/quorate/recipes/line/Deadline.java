package io.quorate.recipes.line;

import io.quorate.client.AsyncQuorate;
import io.quorate.client.Registration;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** Waiting for something with an end. */
public final class Deadline {
    private Deadline() {}

    /**
     * What is asked for, if it comes in time.
     *
     * @param <T> what is answered
     * @param client stays the caller's, who closes it
     * @param patience how long to wait, by the client's own clock
     * @param asked cancelled when the time is over, and when the result is
     * @param surplus what to do with an answer that came when nobody wanted it any more
     * @return empty when the time was over, or the question was cancelled
     */
    public static <T> CompletableFuture<Optional<T>> on(
            AsyncQuorate client, Duration patience, CompletableFuture<T> asked, Consumer<T> surplus) {
        CompletableFuture<Optional<T>> inTime = new CompletableFuture<>();
        Registration timer = client.surroundings().after(patience, () -> inTime.complete(Optional.empty()));
        CompletableFuture<T> unusedAnswer = asked.whenComplete((value, thrown) -> {
            switch (Failures.of(thrown)) {
                case null -> {
                    if (!inTime.complete(Optional.of(value))) {
                        surplus.accept(value);
                    }
                }
                case CancellationException unused -> inTime.complete(Optional.empty());
                case Throwable failure -> inTime.completeExceptionally(failure);
            }
        });
        CompletableFuture<Optional<T>> unusedEnd = inTime.whenComplete((value, failure) -> {
            timer.close();
            asked.cancel(false);
        });
        return inTime;
    }
}
