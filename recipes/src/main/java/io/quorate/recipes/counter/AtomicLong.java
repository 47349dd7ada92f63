package io.quorate.recipes.counter;

import io.quorate.client.Quorate;
import io.quorate.recipes.line.Waiting;
import java.util.function.LongUnaryOperator;

/** The number of {@link AsyncAtomicLong} with calls that block. Must not be used in callbacks of the client. */
public final class AtomicLong {
    private final AsyncAtomicLong async;

    /** See {@link AsyncAtomicLong#AsyncAtomicLong}. */
    public AtomicLong(Quorate client, String path) {
        this.async = new AsyncAtomicLong(client.async(), path);
    }

    /** The same number with futures. */
    public AsyncAtomicLong async() {
        return async;
    }

    /** See {@link AsyncAtomicLong#get()}. */
    public long get() throws InterruptedException {
        return Waiting.on(async.get());
    }

    /** See {@link AsyncAtomicLong#set}. */
    public void set(long number) throws InterruptedException {
        Waiting.on(async.set(number));
    }

    /** See {@link AsyncAtomicLong#add}. */
    public long add(long delta) throws InterruptedException {
        return Waiting.on(async.add(delta));
    }

    /** See {@link AsyncAtomicLong#update}. */
    public long update(LongUnaryOperator change) throws InterruptedException {
        return Waiting.on(async.update(change));
    }

    /** See {@link AsyncAtomicLong#compareAndSet}. */
    public boolean compareAndSet(long expected, long number) throws InterruptedException {
        return Waiting.on(async.compareAndSet(expected, number));
    }
}
