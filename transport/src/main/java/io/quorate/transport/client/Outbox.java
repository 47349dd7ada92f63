package io.quorate.transport.client;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The outbound queue of one connection. The replica's driver puts in, the connection's event loop takes out; the two
 * may be the same thread. What is bounded is the estimated memory held, see {@link #heldBytes()}.
 */
final class Outbox {
    /**
     * Last in first; turned round when taken, so that the driver needs only one compare-and-set to put something in.
     */
    private final AtomicReference<@Nullable Outgoing> pushed = new AtomicReference<>();
    /** Written by the driver only. */
    private long bytesIn;
    /** Written by the event loop only; what it lags behind only makes the bound a little tighter. */
    private volatile long bytesOut;
    /** Taken but not yet encoded, first in first. Event loop only. */
    private @Nullable Outgoing ready;

    private long bytesTaken;

    /** Puts in. Driver only. */
    void push(Outgoing outgoing) {
        bytesIn += outgoing.cost;
        Outgoing head;
        do {
            head = pushed.getPlain();
            outgoing.next = head;
        } while (!pushed.compareAndSet(head, outgoing));
    }

    /** Estimated bytes of what waits. Driver only. */
    long heldBytes() {
        return bytesIn - bytesOut;
    }

    /** The next to leave, which stays, or null. Event loop only. */
    @Nullable
    Outgoing peek() {
        if (ready == null && pushed.getOpaque() != null) {
            ready = inOrder(pushed.getAndSet(null));
        }
        return ready;
    }

    /** Takes out what {@link #peek()} has shown. Event loop only. */
    void remove(Outgoing first) {
        ready = first.next;
        first.next = null;
        bytesTaken += first.cost;
        if (ready == null) {
            bytesOut = bytesTaken;
        }
    }

    /** Forgets all that waits. Event loop only. */
    void clear() {
        for (Outgoing first = peek(); first != null; first = peek()) {
            remove(first);
        }
    }

    private static @Nullable Outgoing inOrder(@Nullable Outgoing last) {
        Outgoing first = null;
        Outgoing current = last;
        while (current != null) {
            Outgoing earlier = current.next;
            current.next = first;
            first = current;
            current = earlier;
        }
        return first;
    }
}
