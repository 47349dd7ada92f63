package io.quorate.recipes.notice;

import io.quorate.client.Quorate;
import io.quorate.client.Registration;
import io.quorate.recipes.line.Waiting;
import java.util.function.Consumer;

/** The board of {@link AsyncBoard} with calls that block. Must not be used in callbacks of the client. */
public final class Board {
    private final AsyncBoard async;

    /**
     * See {@link AsyncBoard#AsyncBoard}.
     *
     * @param client stays the caller's, who closes it
     * @param path the znode of the recipe; it need not exist, nor its ancestors
     */
    public Board(Quorate client, String path) {
        this.async = new AsyncBoard(client.async(), path);
    }

    /** {@return the same board with futures} */
    public AsyncBoard async() {
        return async;
    }

    /**
     * See {@link AsyncBoard#post}.
     *
     * @param task its name, without a slash
     * @param content what is to be done, as workers understand it
     * @throws InterruptedException when interrupted while waiting; what was asked may still happen
     */
    public void post(String task, byte[] content) throws InterruptedException {
        Waiting.on(async.post(task, content));
    }

    /**
     * See {@link AsyncBoard#work}.
     *
     * @param task its name, without a slash
     * @param worker who one is, for those who follow; without line breaks
     * @return the task, which is one's own now
     * @throws InterruptedException when interrupted while waiting; what was asked may still happen
     */
    public Assignment work(String task, String worker) throws InterruptedException {
        return Waiting.on(async.work(task, worker));
    }

    /**
     * See {@link AsyncBoard#status}.
     *
     * @param task its name, without a slash
     * @return who works on it, and how far it is
     * @throws InterruptedException when interrupted while waiting; what was asked may still happen
     */
    public Status status(String task) throws InterruptedException {
        return Waiting.on(async.status(task));
    }

    /**
     * See {@link AsyncBoard#remove}.
     *
     * @param task its name, without a slash
     * @throws InterruptedException when interrupted while waiting; what was asked may still happen
     */
    public void remove(String task) throws InterruptedException {
        Waiting.on(async.remove(task));
    }

    /**
     * See {@link AsyncBoard#follow}; the listener runs in a callback.
     *
     * @param listener told of each notice once, in order
     * @return closing it ends the telling
     * @throws InterruptedException when interrupted while waiting; what was asked may still happen
     */
    public Registration follow(Consumer<Notice> listener) throws InterruptedException {
        return Waiting.on(async.follow(listener));
    }
}
