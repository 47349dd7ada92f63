package io.quorate.recipes.transaction;

import io.quorate.client.Quorate;
import io.quorate.recipes.line.Waiting;
import java.time.Duration;
import java.util.List;

/** The coordinator of {@link AsyncCoordinator} with calls that block. Must not be used in callbacks of the client. */
public final class Coordinator {
    private final AsyncCoordinator async;

    /**
     * See {@link AsyncCoordinator#AsyncCoordinator}.
     *
     * @param client stays the caller's, who closes it
     * @param path the znode of the recipe; it need not exist, nor its ancestors
     */
    public Coordinator(Quorate client, String path) {
        this.async = new AsyncCoordinator(client.async(), path);
    }

    /**
     * See {@link AsyncCoordinator#run}.
     *
     * @param participants their names, at least one, none twice
     * @param content what is to be done, as the participants understand it
     * @param deadline how long the votes may take
     * @return what was decided; final
     * @throws InterruptedException when interrupted while waiting; what was asked may still happen
     */
    public Decision run(List<String> participants, byte[] content, Duration deadline) throws InterruptedException {
        return Waiting.on(async.run(participants, content, deadline));
    }
}
