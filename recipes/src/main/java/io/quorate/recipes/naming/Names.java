package io.quorate.recipes.naming;

import io.quorate.client.Quorate;
import io.quorate.recipes.line.Waiting;

/** The names of {@link AsyncNames} with calls that block. Must not be used in callbacks of the client. */
public final class Names {
    private final AsyncNames async;

    /**
     * See {@link AsyncNames#AsyncNames}.
     *
     * @param client stays the caller's, who closes it
     * @param path the znode of the recipe; it need not exist, nor its ancestors
     */
    public Names(Quorate client, String path) {
        this.async = new AsyncNames(client.async(), path);
    }

    /** {@return the same names with futures} */
    public AsyncNames async() {
        return async;
    }

    /**
     * See {@link AsyncNames#claim}.
     *
     * @param prefix what stands before the number, without a slash
     * @return the name, one's own until it is released or the session ends
     * @throws InterruptedException when interrupted while waiting; what was asked may still happen
     */
    public AsyncNames.Name claim(String prefix) throws InterruptedException {
        return Waiting.on(async.claim(prefix));
    }
}
