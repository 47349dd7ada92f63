package io.quorate.recipes.line;

import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** What a future failed with, without the wrapping that stages put around it. */
public final class Failures {
    private Failures() {}

    /** The failure itself; null for none. */
    public static @Nullable Throwable of(@Nullable Throwable thrown) {
        return thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
    }
}
