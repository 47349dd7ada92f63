package io.quorate.recipes.notice;

import io.quorate.client.Quorate;
import io.quorate.client.Registration;
import io.quorate.recipes.line.Waiting;
import java.util.function.Consumer;

/** The board of {@link AsyncBoard} with calls that block. Must not be used in callbacks of the client. */
public final class Board {
    private final AsyncBoard async;

    /** See {@link AsyncBoard#AsyncBoard}. */
    public Board(Quorate client, String path) {
        this.async = new AsyncBoard(client.async(), path);
    }

    /** The same board with futures. */
    public AsyncBoard async() {
        return async;
    }

    /** See {@link AsyncBoard#post}. */
    public void post(String task, byte[] content) throws InterruptedException {
        Waiting.on(async.post(task, content));
    }

    /** See {@link AsyncBoard#work}. */
    public Assignment work(String task, String worker) throws InterruptedException {
        return Waiting.on(async.work(task, worker));
    }

    /** See {@link AsyncBoard#status}. */
    public Status status(String task) throws InterruptedException {
        return Waiting.on(async.status(task));
    }

    /** See {@link AsyncBoard#remove}. */
    public void remove(String task) throws InterruptedException {
        Waiting.on(async.remove(task));
    }

    /** See {@link AsyncBoard#follow}; the listener runs in a callback. */
    public Registration follow(Consumer<Notice> listener) throws InterruptedException {
        return Waiting.on(async.follow(listener));
    }
}
