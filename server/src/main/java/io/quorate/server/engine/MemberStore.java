package io.quorate.server.engine;

import io.quorate.replica.Input;
import io.quorate.replica.driver.RecoveryException;
import io.quorate.replica.driver.Restoration;
import io.quorate.replica.port.Stored;
import io.quorate.storage.Storage;
import io.quorate.storage.snapshot.Incoming;
import io.quorate.transport.peer.PeerStore;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Log and snapshots for the door to the other members. At most one snapshot is expected; what comes of an earlier one
 * vanishes, however late it comes.
 *
 * <p>A snapshot that has come is read here, on the thread that brought it, before the agreement hears of it: one that
 * cannot be understood ends the connection and not the member, and when it is to be installed its state is at hand.
 */
final class MemberStore implements PeerStore {
    /** How long a piece of the log may be waited for that is not on disk yet. */
    private static final long HISTORY_WAIT_MS = 10_000;

    private final Storage storage;
    private final StoredFiles files;
    private final Restoration restoration;
    private final Synced synced;
    private final Consumer<Input> inbox;
    private final Runnable wake;
    private @Nullable Arrival expected;

    /** Up to where the log is on disk. */
    interface Synced {
        /**
         * Waits until the log is durable up to {@code zxid}.
         *
         * @return false if it was not within that time
         */
        boolean await(long zxid, long timeoutMs) throws InterruptedException;
    }

    /**
     * A store.
     *
     * @param inbox takes what the agreement hears; never blocks
     * @param wake somebody is to look into the inbox
     */
    MemberStore(
            Storage storage,
            StoredFiles files,
            Restoration restoration,
            Synced synced,
            Consumer<Input> inbox,
            Runnable wake) {
        this.storage = storage;
        this.files = files;
        this.restoration = restoration;
        this.synced = synced;
        this.inbox = inbox;
        this.wake = wake;
    }

    @Override
    public void history(long after, long through, TxnVisitor visitor) {
        try {
            if (!synced.await(through, HISTORY_WAIT_MS)) {
                throw new IllegalStateException("the log was not on disk up to 0x" + Long.toHexString(through)
                        + " within " + HISTORY_WAIT_MS + " ms");
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the member stops", stop);
        }
        storage.read(
                after,
                through,
                (zxid, payload, offset, length) ->
                        visitor.txn(zxid, Arrays.copyOfRange(payload, offset, offset + length)));
    }

    @Override
    public Reception receive(long zxid) {
        synchronized (this) {
            Arrival next = new Arrival(zxid, expected);
            expected = next;
            return next;
        }
    }

    /** The snapshot that is expected or here is of no use any more. Says what is left to be done, and may block. */
    Runnable giveUp() {
        Arrival given;
        synchronized (this) {
            given = expected;
            expected = null;
        }
        return given == null ? () -> {} : given::remove;
    }

    /** The snapshot that has come, read. Log thread. */
    synchronized Restoration.Received take(long zxid) {
        Arrival arrived = expected;
        Restoration.Received state = arrived == null ? null : arrived.state;
        if (state == null || state.history().lastZxid() != zxid) {
            throw new IllegalStateException("the snapshot of 0x" + Long.toHexString(zxid)
                    + " is to be installed, but it has not been received");
        }
        expected = null;
        return state;
    }

    private synchronized boolean isExpected(Arrival arrival) {
        return arrival.equals(expected);
    }

    private synchronized boolean arrived(Arrival arrival, Restoration.Received state) {
        if (!arrival.equals(expected)) {
            return false;
        }
        arrival.state = state;
        inbox.accept(new Input.ForZab(new io.quorate.zab.Input.SnapshotReceived(arrival.zxid)));
        return true;
    }

    /** One snapshot on its way. Its file is made when the first bytes come. */
    private final class Arrival implements Reception {
        private final long zxid;
        /** One that nobody has given up, nor has any use for. */
        private final @Nullable Arrival replaced;

        private volatile @Nullable Incoming incoming;
        private Restoration.@Nullable Received state;

        Arrival(long zxid, @Nullable Arrival replaced) {
            this.zxid = zxid;
            this.replaced = replaced;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            if (isExpected(this)) {
                begun().write(bytes, offset, length);
            }
        }

        @Override
        public void complete() {
            if (!isExpected(this)) {
                return;
            }
            Incoming whole = begun();
            if (!whole.complete()) {
                return;
            }
            try {
                if (arrived(this, restoration.examine(files.received(whole)))) {
                    wake.run();
                } else {
                    remove();
                }
            } catch (RecoveryException | Stored.UnreadableException useless) {
                remove();
                if (isExpected(this)) {
                    throw useless;
                }
            }
        }

        @Override
        public void abandon() {
            remove();
        }

        void remove() {
            Incoming begun = incoming;
            if (begun != null) {
                begun.abandon();
            }
            if (replaced != null) {
                replaced.remove();
            }
        }

        /** What is given up meanwhile finds no file, so whoever makes it looks again. */
        private Incoming begun() {
            Incoming begun = incoming;
            if (begun == null) {
                if (replaced != null) {
                    replaced.remove();
                }
                begun = storage.receive(zxid);
                incoming = begun;
                if (!isExpected(this)) {
                    begun.abandon();
                }
            }
            return begun;
        }
    }
}
