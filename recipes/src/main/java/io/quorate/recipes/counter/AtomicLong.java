package io.quorate.recipes.counter;

import io.quorate.client.Quorate;
import io.quorate.recipes.line.Waiting;
import java.util.function.LongUnaryOperator;

/** The number of {@link AsyncAtomicLong} with calls that block. Must not be used in callbacks of the client. */
public final class AtomicLong {
    private final AsyncAtomicLong async;

    /**
     * See {@link AsyncAtomicLong#AsyncAtomicLong}.
     *
     * @param client stays the caller's, who closes it
     * @param path the znode of the recipe; it need not exist, nor its ancestors
     */
    public AtomicLong(Quorate client, String path) {
        this.async = new AsyncAtomicLong(client.async(), path);
    }

    /** {@return the same number with futures} */
    public AsyncAtomicLong async() {
        return async;
    }

    /**
     * See {@link AsyncAtomicLong#get()}.
     *
     * @return the newest value
     * @throws InterruptedException when interrupted while waiting; what was asked may still happen
     */
    public long get() throws InterruptedException {
        return Waiting.on(async.get());
    }

    /**
     * See {@link AsyncAtomicLong#set}.
     *
     * @param number the new number
     * @throws InterruptedException when interrupted while waiting; what was asked may still happen
     */
    public void set(long number) throws InterruptedException {
        Waiting.on(async.set(number));
    }

    /**
     * See {@link AsyncAtomicLong#add}.
     *
     * @param delta may be negative
     * @return the sum
     * @throws InterruptedException when interrupted while waiting; what was asked may still happen
     */
    public long add(long delta) throws InterruptedException {
        return Waiting.on(async.add(delta));
    }

    /**
     * See {@link AsyncAtomicLong#update}.
     *
     * @param change pure, for it may be called several times
     * @return the new value
     * @throws InterruptedException when interrupted while waiting; what was asked may still happen
     */
    public long update(LongUnaryOperator change) throws InterruptedException {
        return Waiting.on(async.update(change));
    }

    /**
     * See {@link AsyncAtomicLong#compareAndSet}.
     *
     * @param expected what it must be
     * @param number the new number
     * @return whether it was replaced
     * @throws InterruptedException when interrupted while waiting; what was asked may still happen
     */
    public boolean compareAndSet(long expected, long number) throws InterruptedException {
        return Waiting.on(async.compareAndSet(expected, number));
    }
}
