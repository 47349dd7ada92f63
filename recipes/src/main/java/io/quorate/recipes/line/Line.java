package io.quorate.recipes.line;

import io.quorate.client.AsyncQuorate;
import io.quorate.client.Children;
import io.quorate.client.Read;
import io.quorate.client.StateException;
import io.quorate.data.ZnodePath;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The znode under which contenders stand. It is made, with its ancestors, by the first that comes, as a container: it
 * goes some time after the last has left.
 *
 * @param client whose session the contenders belong to
 * @param path the znode
 * @param kinds the kinds of ticket that count
 */
public record Line(AsyncQuorate client, String path, List<String> kinds) {
    public Line {
        if (!ZnodePath.isValid(path)) {
            throw new IllegalArgumentException("\"" + path + "\" is not the path of a znode");
        }
        kinds = List.copyOf(kinds);
    }

    String pathOf(Ticket ticket) {
        return pathOf(ticket.name());
    }

    String pathOf(String name) {
        return ZnodePath.childOf(path, name);
    }

    /** Everybody in order, as the service knows it now; nobody where the znode does not exist. */
    public CompletableFuture<List<Ticket>> tickets() {
        return client.children(path, Read.latest())
                .thenApply(children -> inOrder(children))
                .exceptionallyCompose(thrown -> {
                    Throwable failure = Failures.of(thrown);
                    return failure instanceof StateException.NoNode || failure == null
                            ? CompletableFuture.completedFuture(List.of())
                            : CompletableFuture.failedFuture(failure);
                });
    }

    /** The data of the one at the head of the line as text; null when nobody stands there. */
    public CompletableFuture<@Nullable String> head() {
        return tickets().thenCompose(this::firstOf);
    }

    private CompletableFuture<@Nullable String> firstOf(List<Ticket> line) {
        if (line.isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        return client.get(pathOf(line.getFirst()))
                .<@Nullable String>thenApply(data -> data.text())
                .exceptionallyCompose(thrown -> {
                    Throwable failure = Failures.of(thrown);
                    return failure instanceof StateException.NoNode || failure == null
                            ? head()
                            : CompletableFuture.failedFuture(failure);
                });
    }

    List<Ticket> inOrder(Children children) {
        return Ticket.inOrder(children.names(), kinds);
    }
}
