package io.quorate.simulator.application.play;

import io.quorate.client.AsyncQuorate;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** How an auditor waits for what must become so. */
final class Patience {
    private static final Duration BETWEEN = Duration.ofMillis(250);
    private static final int MOST_LOOKS = 80;

    private Patience() {}

    /** Looks again and again; answers whether it became so in time. */
    static CompletableFuture<Boolean> until(AsyncQuorate auditor, Supplier<CompletableFuture<Boolean>> look) {
        return until(auditor, look, MOST_LOOKS);
    }

    private static CompletableFuture<Boolean> until(
            AsyncQuorate auditor, Supplier<CompletableFuture<Boolean>> look, int left) {
        return look.get().thenCompose(isSo -> {
            if (isSo || left == 0) {
                return CompletableFuture.completedFuture(isSo);
            }
            CompletableFuture<Void> later = new CompletableFuture<>();
            auditor.surroundings().after(BETWEEN, () -> later.complete(null));
            return later.thenCompose(_ -> until(auditor, look, left - 1));
        });
    }
}
