package io.quorate.recipes.naming;

import io.quorate.client.Quorate;
import io.quorate.recipes.line.Waiting;

/** The names of {@link AsyncNames} with calls that block. Must not be used in callbacks of the client. */
public final class Names {
    private final AsyncNames async;

    /** See {@link AsyncNames#AsyncNames}. */
    public Names(Quorate client, String path) {
        this.async = new AsyncNames(client.async(), path);
    }

    /** The same names with futures. */
    public AsyncNames async() {
        return async;
    }

    /** See {@link AsyncNames#claim}. */
    public AsyncNames.Name claim(String prefix) throws InterruptedException {
        return Waiting.on(async.claim(prefix));
    }
}
