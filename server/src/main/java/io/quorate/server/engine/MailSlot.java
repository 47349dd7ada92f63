package io.quorate.server.engine;

import io.quorate.replica.Input;
import io.quorate.replica.port.Inbox;
import java.util.Queue;
import org.jctools.queues.MpscArrayQueue;
import org.jctools.queues.MpscUnboundedArrayQueue;
import org.jspecify.annotations.Nullable;

/**
 * The inbox: a bounded queue for what clients send, and a second one for what the member's own threads answer, which
 * goes first. The second has no bound of its own because each of its inputs answers one thing the replica asked for (a
 * log batch, a snapshot chunk, a tick), and those are bounded.
 */
final class MailSlot implements Inbox {
    private static final int CHUNK = 256;

    private final Queue<Input> fromClients;
    private final Queue<Input> fromInside = new MpscUnboundedArrayQueue<>(CHUNK);

    MailSlot(int capacity) {
        fromClients = new MpscArrayQueue<>(capacity);
    }

    /** Whether there was room. Any thread. */
    boolean offer(Input input) {
        return fromClients.offer(input);
    }

    /** Takes an answer from one of the member's own threads. Any thread. */
    void answer(Input input) {
        fromInside.add(input);
    }

    @Override
    public @Nullable Input poll() {
        Input input = fromInside.poll();
        return input != null ? input : fromClients.poll();
    }

    boolean isEmpty() {
        return fromInside.isEmpty() && fromClients.isEmpty();
    }
}
