package io.quorate.recipes.lock;

import io.quorate.recipes.Ownership;
import io.quorate.recipes.line.Waiting;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Which thread holds a lock how often: what makes a blocking lock re-entrant. One client's threads are told apart
 * here, so only the first hold of a thread costs requests. Safe for use by every thread.
 */
final class Holds {
    /** How a lock is held. */
    enum Mode {
        /** With others. */
        SHARED,
        /** Alone. */
        EXCLUSIVE
    }

    /** What to do when the last exclusive hold is given back and shared ones remain. */
    private final Consumer<Ownership> downgrade;

    private final Map<Thread, Entry> entries = new ConcurrentHashMap<>();

    Holds(Consumer<Ownership> downgrade) {
        this.downgrade = downgrade;
    }

    /** What one thread holds. */
    private static final class Entry {
        private final Ownership ownership;
        private boolean isExclusive;
        private int shared;
        private int exclusive;

        private Entry(Ownership ownership, boolean isExclusive) {
            this.ownership = ownership;
            this.isExclusive = isExclusive;
        }
    }

    /** Whether the calling thread holds it, in whichever way. */
    boolean isMine() {
        return mine() != null;
    }

    private @Nullable Entry mine() {
        Entry entry = entries.get(Thread.currentThread());
        return entry != null && entry.ownership.isHeld() ? entry : null;
    }

    Ownership acquire(AsyncLock lock, Mode mode) throws InterruptedException {
        Entry entry = mine();
        return entry == null ? first(Waiting.on(lock.acquire()), mode) : oneMore(entry, mode, lock);
    }

    Optional<Ownership> tryAcquire(AsyncLock lock, Mode mode, Duration patience) throws InterruptedException {
        Entry entry = mine();
        if (entry != null) {
            return Optional.of(oneMore(entry, mode, lock));
        }
        return Waiting.on(lock.tryAcquire(patience)).map(ownership -> first(ownership, mode));
    }

    private Ownership first(Ownership ownership, Mode mode) {
        Entry entry = new Entry(ownership, mode == Mode.EXCLUSIVE);
        Thread thread = Thread.currentThread();
        entries.put(thread, entry);
        CompletableFuture<Ownership.Ending> unused =
                ownership.ended().whenComplete((how, failure) -> entries.remove(thread, entry));
        return hold(entry, mode);
    }

    private Ownership oneMore(Entry entry, Mode mode, AsyncLock lock) {
        synchronized (entry) {
            if (mode == Mode.EXCLUSIVE && !entry.isExclusive) {
                throw new IllegalStateException("a thread that reads under " + lock.path()
                        + " cannot wait for the write lock: it would wait for itself; give the read lock back first");
            }
            return hold(entry, mode);
        }
    }

    private Ownership hold(Entry entry, Mode mode) {
        synchronized (entry) {
            if (mode == Mode.SHARED) {
                entry.shared++;
            } else {
                entry.exclusive++;
            }
        }
        return new Hold(entry, mode);
    }

    private CompletableFuture<Void> giveBack(Entry entry, Mode mode) {
        boolean isLast;
        boolean turnsShared;
        synchronized (entry) {
            if (mode == Mode.SHARED) {
                entry.shared--;
            } else {
                entry.exclusive--;
            }
            isLast = entry.shared + entry.exclusive == 0;
            turnsShared = mode == Mode.EXCLUSIVE && entry.exclusive == 0 && entry.shared > 0;
            entry.isExclusive &= !turnsShared;
        }
        if (isLast) {
            entries.values().remove(entry);
            return entry.ownership.release();
        }
        if (turnsShared) {
            downgrade.accept(entry.ownership);
        }
        return CompletableFuture.completedFuture(null);
    }

    /** One hold of several of the same ownership. */
    private final class Hold implements Ownership {
        private final Entry entry;
        private final Mode mode;
        private boolean isGivenBack;

        private Hold(Entry entry, Mode mode) {
            this.entry = entry;
            this.mode = mode;
        }

        @Override
        public String path() {
            return entry.ownership.path();
        }

        @Override
        public long token() {
            return entry.ownership.token();
        }

        @Override
        public boolean isHeld() {
            synchronized (this) {
                if (isGivenBack) {
                    return false;
                }
            }
            return entry.ownership.isHeld();
        }

        @Override
        public Duration certainFor() {
            return isHeld() ? entry.ownership.certainFor() : Duration.ZERO;
        }

        @Override
        public CompletableFuture<Ending> ended() {
            return entry.ownership.ended();
        }

        @Override
        public void onRevocation(Runnable listener) {
            entry.ownership.onRevocation(listener);
        }

        @Override
        public CompletableFuture<Void> release() {
            synchronized (this) {
                if (isGivenBack) {
                    return CompletableFuture.completedFuture(null);
                }
                isGivenBack = true;
            }
            return giveBack(entry, mode);
        }
    }
}
