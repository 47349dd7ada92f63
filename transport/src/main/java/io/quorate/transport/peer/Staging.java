package io.quorate.transport.peer;

import io.netty.buffer.Unpooled;
import io.quorate.transport.peer.Departure.Bytes;
import java.util.ArrayList;
import java.util.List;

/**
 * What was said on a link since the last batch ended. While a snapshot is handed over bit by bit, what is said besides
 * waits behind it. Owned by the driver's thread.
 */
final class Staging {
    /** Neighbours are sent as one up to about this size. */
    private static final int CHUNK_BYTES = 64 * 1024;

    private static final int FIRST_BYTES = 512;

    private List<Departure> ready = new ArrayList<>();
    private final List<Departure> behindSnapshot = new ArrayList<>();
    private boolean inSnapshot;
    private boolean over;

    void packet(byte[] bytes, int length) {
        put(inSnapshot ? behindSnapshot : ready, bytes, 0, length, false);
    }

    void history(long after, long through) {
        if (!over) {
            (inSnapshot ? behindSnapshot : ready).add(new Departure.History(after, through));
        }
    }

    /** From now on {@link #snapshotBytes} goes first. */
    void beginSnapshot() {
        inSnapshot = true;
    }

    void snapshotBytes(byte[] bytes, int offset, int length) {
        if (inSnapshot) {
            put(ready, bytes, offset, length, true);
        }
    }

    void endSnapshot() {
        inSnapshot = false;
        if (!over) {
            ready.addAll(behindSnapshot);
        }
        behindSnapshot.clear();
    }

    /** Nothing leaves after this; the rest of a snapshot that is not complete will never come. */
    void farewell(String reason) {
        if (!over) {
            ready.add(new Departure.Farewell(reason));
        }
        over = true;
    }

    boolean isOver() {
        return over;
    }

    private void put(List<Departure> to, byte[] bytes, int offset, int length, boolean snapshot) {
        if (over) {
            return;
        }
        if (!to.isEmpty()
                && to.getLast() instanceof Bytes(var last, boolean ofSnapshot)
                && ofSnapshot == snapshot
                && last.readableBytes() + length <= CHUNK_BYTES) {
            last.writeBytes(bytes, offset, length);
        } else {
            var chunk = Unpooled.buffer(Math.max(length, FIRST_BYTES));
            to.add(new Bytes(chunk.writeBytes(bytes, offset, length), snapshot));
        }
    }

    List<Departure> take() {
        List<Departure> taken = ready;
        ready = new ArrayList<>();
        return taken;
    }
}
