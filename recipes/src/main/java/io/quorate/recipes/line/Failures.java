package io.quorate.recipes.line;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What futures fail with, and what becomes of it. */
public final class Failures {
    private Failures() {}

    /** The failure itself, without the wrapping that stages put around it; null for none. */
    public static @Nullable Throwable of(@Nullable Throwable thrown) {
        return thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
    }

    /** The same answer, or where that fails in this way, another one. */
    public static <T> CompletableFuture<T> instead(
            CompletableFuture<T> answer, Class<? extends Throwable> expected, Supplier<CompletableFuture<T>> other) {
        return answer.exceptionallyCompose(thrown -> {
            Throwable failure = of(thrown);
            return expected.isInstance(failure) ? other.get() : CompletableFuture.failedFuture(thrown);
        });
    }

    /** Whether it is done; failing in this way is as good. */
    public static CompletableFuture<Void> excuse(CompletableFuture<?> answer, Class<? extends Throwable> expected) {
        return instead(answer.thenApply(unused -> null), expected, () -> CompletableFuture.completedFuture(null));
    }
}
