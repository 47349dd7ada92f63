package io.quorate.recipes.line;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What futures fail with, and what becomes of it. */
public final class Failures {
    private Failures() {}

    /**
     * The failure itself, without the wrapping that stages put around it; null for none.
     *
     * @param thrown by a stage or a call
     * @return the ticket, or null
     */
    public static @Nullable Throwable of(@Nullable Throwable thrown) {
        return thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
    }

    /**
     * {@return the same answer, or where that fails in this way, another one}
     *
     * @param <T> what is answered
     * @param answer what was asked
     * @param expected the failure that has another answer
     * @param other asked in its place
     */
    public static <T> CompletableFuture<T> instead(
            CompletableFuture<T> answer, Class<? extends Throwable> expected, Supplier<CompletableFuture<T>> other) {
        return answer.exceptionallyCompose(thrown -> {
            Throwable failure = of(thrown);
            return expected.isInstance(failure) ? other.get() : CompletableFuture.failedFuture(thrown);
        });
    }

    /**
     * {@return whether it is done; failing in this way is as good}
     *
     * @param answer what was asked
     * @param expected the failure that has another answer
     */
    public static CompletableFuture<Void> excuse(CompletableFuture<?> answer, Class<? extends Throwable> expected) {
        return instead(answer.thenApply(unused -> null), expected, () -> CompletableFuture.completedFuture(null));
    }
}
