package io.quorate.recipes.transaction;

import io.quorate.client.Quorate;
import io.quorate.recipes.line.Waiting;
import java.time.Duration;
import java.util.List;

/** The coordinator of {@link AsyncCoordinator} with calls that block. Must not be used in callbacks of the client. */
public final class Coordinator {
    private final AsyncCoordinator async;

    /** See {@link AsyncCoordinator#AsyncCoordinator}. */
    public Coordinator(Quorate client, String path) {
        this.async = new AsyncCoordinator(client.async(), path);
    }

    /** See {@link AsyncCoordinator#run}. */
    public Decision run(List<String> participants, byte[] content, Duration deadline) throws InterruptedException {
        return Waiting.on(async.run(participants, content, deadline));
    }
}
