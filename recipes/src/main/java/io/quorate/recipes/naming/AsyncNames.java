package io.quorate.recipes.naming;

import io.quorate.client.AsyncQuorate;
import io.quorate.data.ZnodePath;
import io.quorate.recipes.Ownership;
import io.quorate.recipes.line.Contender;
import io.quorate.recipes.line.Insistence;
import io.quorate.recipes.line.Line;
import io.quorate.recipes.line.Rule;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Names with unique numbers, by futures: what workers call themselves. */
public final class AsyncNames {
    private static final byte[] NO_DATA = {};

    private final AsyncQuorate client;
    private final Insistence insistence;
    private final String path;

    /**
     * Names of this place.
     *
     * @param client stays the caller's, who closes it
     * @param path the znode above the names, made persistent so that its numbers go on; it need not exist, nor its
     *     ancestors
     */
    public AsyncNames(AsyncQuorate client, String path) {
        this.client = client;
        this.insistence = new Insistence(client);
        this.path = path;
    }

    /**
     * A name with the next number, one's own until it is released or the session ends.
     *
     * @param prefix what stands before the number, without a slash, for instance {@code worker-}
     * @return the name, one's own until it is released or the session ends
     */
    public CompletableFuture<Name> claim(String prefix) {
        return claim(prefix, NO_DATA);
    }

    CompletableFuture<Name> claim(String prefix, byte[] data) {
        Line line = new Line(client, path, List.of(prefix));
        return insistence
                .make(path, null)
                .thenCompose(unused -> new Contender(line, prefix, data, (all, mine) -> Rule.Turn.Mine.MINE).join())
                .thenApply(ownership -> new Name(nameIn(ownership.path(), prefix), ownership));
    }

    private static String nameIn(String path, String prefix) {
        String name = ZnodePath.nameOf(path);
        return name.substring(name.lastIndexOf(prefix));
    }

    /**
     * A name of one's own.
     *
     * @param text prefix and number
     * @param ownership by what it is one's own
     */
    public record Name(String text, Ownership ownership) implements AutoCloseable {
        @Override
        public void close() {
            ownership.close();
        }
    }
}
