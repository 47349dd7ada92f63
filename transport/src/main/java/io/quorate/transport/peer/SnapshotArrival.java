package io.quorate.transport.peer;

import io.netty.buffer.ByteBuf;
import io.quorate.transport.peer.PeerStore.Reception;
import io.quorate.tree.snapshot.StreamScanner;
import io.quorate.wire.MalformedException;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A snapshot that comes over a link and goes to the disk piece by piece, on threads that may block; one piece is with
 * them at a time. Owned by the event loop.
 */
final class SnapshotArrival {
    private static final Logger LOG = LoggerFactory.getLogger(SnapshotArrival.class);
    private static final int PIECE_BYTES = 256 * 1024;

    private final QuorumPort port;
    private final long zxid;
    private final StreamScanner scanner;
    private final Out out;
    /** Only on the thread that has the piece. */
    private final Reception reception;

    /** Only on the thread that has the piece. */
    private boolean stored;

    private boolean busy;
    private boolean broken;

    /** What becomes of it, told on the event loop. */
    interface Out {
        /** That piece is on its way to the disk; there is room for another. */
        void ready();

        /** It is complete; these bytes came behind it. */
        void complete(byte[] piece, int rest);

        void failed(String why);
    }

    SnapshotArrival(QuorumPort port, long zxid, Reception reception, Out out) {
        this.port = port;
        this.zxid = zxid;
        this.reception = reception;
        this.out = out;
        scanner = new StreamScanner(port.config().limits().maxFieldBytes(), reception::write);
    }

    /** Takes a piece of what has come, if it has done with the one before. */
    void feed(ByteBuf in) {
        if (busy || broken || !in.isReadable()) {
            return;
        }
        byte[] piece = new byte[Math.min(in.readableBytes(), PIECE_BYTES)];
        in.readBytes(piece);
        busy = true;
        if (!onBlockingThread(() -> take(piece))) {
            out.failed("no thread is free to store a snapshot");
        }
    }

    private boolean onBlockingThread(Runnable work) {
        try {
            port.blocking().execute(work);
            return true;
        } catch (RejectedExecutionException _) {
            return false;
        }
    }

    /** On a thread that may block. */
    private void take(byte[] piece) {
        Runnable next = store(piece);
        if (!port.loop().later(next)) {
            abandon();
        }
    }

    /** What the event loop has to do then. */
    private Runnable store(byte[] piece) {
        try {
            int taken = scanner.take(piece, 0, piece.length);
            if (scanner.isComplete()) {
                reception.complete();
                stored = true;
            }
            return () -> taken(piece, taken);
        } catch (MalformedException malformed) {
            return () -> failed(String.valueOf(malformed.getMessage()));
        } catch (RuntimeException refused) {
            return () -> failed("the snapshot cannot be stored: " + refused.getMessage());
        }
    }

    private void taken(byte[] piece, int taken) {
        busy = false;
        if (broken) {
            giveUp();
        } else if (scanner.isComplete()) {
            out.complete(piece, taken);
        } else {
            out.ready();
        }
    }

    private void failed(String why) {
        busy = false;
        if (broken) {
            giveUp();
        } else {
            out.failed(why);
        }
    }

    /** The link has ended before the snapshot did. */
    void breakOff() {
        if (!broken) {
            broken = true;
            if (!busy) {
                giveUp();
            }
        }
    }

    private void giveUp() {
        if (!onBlockingThread(this::abandon)) {
            LOG.warn("no thread is free to remove what came of a snapshot at zxid 0x{}", Long.toHexString(zxid));
        }
    }

    /** On a thread that may block. */
    private void abandon() {
        if (!stored) {
            reception.abandon();
        }
    }
}
