package io.quorate.recipes.line;

import io.quorate.client.AsyncQuorate;
import io.quorate.client.Children;
import io.quorate.client.Read;
import io.quorate.client.StateException;
import io.quorate.data.ZnodePath;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * The znode under which contenders stand. It is made, with its ancestors, by the first that comes, as a container: it
 * goes some time after the last has left.
 *
 * @param client whose session the contenders belong to
 * @param path the znode
 * @param kinds the kinds of ticket that count
 */
public record Line(AsyncQuorate client, String path, List<String> kinds) {
    /** Refuses what is not the path of a znode, and copies the kinds. */
    public Line {
        if (!ZnodePath.isValid(path)) {
            throw new IllegalArgumentException("\"" + path + "\" is not the path of a znode");
        }
        kinds = List.copyOf(kinds);
    }

    /**
     * {@return the path of a place in the line}
     *
     * @param ticket of this line
     */
    public String pathOf(Ticket ticket) {
        return pathOf(ticket.name());
    }

    String pathOf(String name) {
        return ZnodePath.childOf(path, name);
    }

    /** {@return everybody in order, as the service knows it now; nobody where the znode does not exist} */
    public CompletableFuture<List<Ticket>> tickets() {
        return Failures.instead(
                client.children(path, Read.latest()).thenApply(this::inOrder),
                StateException.NoNode.class,
                () -> CompletableFuture.completedFuture(List.of()));
    }

    /** {@return the data of the one at the head of the line as text; empty when nobody stands there} */
    public CompletableFuture<Optional<String>> head() {
        return tickets()
                .thenCompose(line -> line.isEmpty()
                        ? CompletableFuture.completedFuture(Optional.empty())
                        : Failures.instead(
                                client.get(pathOf(line.getFirst())).thenApply(data -> Optional.of(data.text())),
                                StateException.NoNode.class,
                                this::head));
    }

    List<Ticket> inOrder(Children children) {
        return Ticket.inOrder(children.names(), kinds);
    }
}
