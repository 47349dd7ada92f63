package io.quorate.transport.peer;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.quorate.zab.Payload;
import io.quorate.zab.Proposal;
import io.quorate.zab.ZabMessage;
import io.quorate.zab.codec.QuorumEncoder;
import io.quorate.zab.codec.Writer;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Reads a part of the log for a learner, on a thread that may block, and no faster than the learner takes it. Ends by
 * itself soon after the link has.
 */
final class HistoryReading implements Runnable, PeerStore.TxnVisitor {
    static final int CHUNK_BYTES = 256 * 1024;
    /** Chunks that have not left yet. */
    static final int MOST_CHUNKS = 4;

    private final PeerStore store;
    private final Departure.History what;
    private final int stallMs;
    private final Out out;
    private final Semaphore room = new Semaphore(MOST_CHUNKS);
    private final Writer writer = new Writer();
    private volatile boolean unwanted;

    /** Where it goes; safe for any thread. */
    interface Out {
        /** Some packets; {@link HistoryReading#left} follows when they have left. */
        void chunk(ByteBuf packets);

        /** All of it has been handed over. */
        void complete();

        void failed(String why);
    }

    /** Nobody needs the rest. */
    private static final class Unwanted extends RuntimeException {
        private static final long serialVersionUID = 1;

        Unwanted() {
            super("the link has ended", null, false, false);
        }
    }

    HistoryReading(PeerStore store, Departure.History what, int stallMs, Out out) {
        this.store = store;
        this.what = what;
        this.stallMs = stallMs;
        this.out = out;
    }

    @Override
    public void run() {
        try {
            store.history(what.after(), what.through(), this);
            if (writer.size() > 0) {
                passOn();
            }
            out.complete();
        } catch (Unwanted _) {
            // The link ended, and has said so itself.
        } catch (RuntimeException hole) {
            out.failed("the log cannot be sent: " + hole.getMessage());
        }
    }

    @Override
    public void txn(long zxid, byte[] payload) {
        if (unwanted) {
            throw new Unwanted();
        }
        QuorumEncoder.encode(new ZabMessage.Propose(new Proposal(zxid, new Payload(payload))), writer);
        QuorumEncoder.encode(new ZabMessage.Commit(zxid), writer);
        if (writer.size() >= CHUNK_BYTES) {
            passOn();
        }
    }

    private void passOn() {
        boolean mayGoOn;
        try {
            mayGoOn = room.tryAcquire(stallMs, TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the learner took nothing");
        }
        if (unwanted) {
            throw new Unwanted();
        }
        if (!mayGoOn) {
            throw new IllegalStateException("the learner took nothing of it for " + stallMs + " ms");
        }
        out.chunk(Unpooled.wrappedBuffer(writer.copy()));
        writer.clear();
    }

    /** A chunk has left. Any thread. */
    void left() {
        room.release();
    }

    /** The link has ended. Any thread. */
    void abandon() {
        unwanted = true;
        room.release(MOST_CHUNKS);
    }
}
