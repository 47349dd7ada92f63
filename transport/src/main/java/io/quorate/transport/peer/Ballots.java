package io.quorate.transport.peer;

import io.netty.channel.EventLoop;
import io.quorate.replica.Input;
import io.quorate.zab.ElectionMessage;
import io.quorate.zab.Input.Heard;
import io.quorate.zab.ServerId;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;

/**
 * What was heard on the election port and the member has not looked at. While it is busy only the newest few words of
 * each peer are kept, for older ones are of no use (quorum protocol 1.4). Owned by the event loop.
 */
final class Ballots {
    /** Of one peer. */
    static final int MOST_WAITING = 16;
    /** Datagrams may claim any sender. */
    private static final int MOST_SENDERS = 256;

    private final EventLoop loop;
    private final PeerInputs inputs;
    private final Map<ServerId, ArrayDeque<ElectionMessage>> waiting = new LinkedHashMap<>();
    private boolean unstepped;

    Ballots(EventLoop loop, PeerInputs inputs) {
        this.loop = loop;
        this.inputs = inputs;
    }

    void heard(ServerId from, ElectionMessage message) {
        if (!unstepped) {
            post(from, message);
            mark();
            return;
        }
        ArrayDeque<ElectionMessage> words = waiting.get(from);
        if (words == null) {
            if (waiting.size() == MOST_SENDERS) {
                return;
            }
            words = new ArrayDeque<>();
            waiting.put(from, words);
        }
        if (words.size() == MOST_WAITING) {
            words.removeFirst();
        }
        words.addLast(message);
    }

    private void post(ServerId from, ElectionMessage message) {
        inputs.post(new Input.ForZab(new Heard(from, message)));
    }

    /** The member comes by here once it has stepped what was posted before. */
    private void mark() {
        unstepped = true;
        inputs.post(new Input.Inspect(_ -> stepped()));
        inputs.wake();
    }

    private void stepped() {
        try {
            loop.execute(this::postWaiting);
        } catch (RejectedExecutionException _) {
            // The door has been closed, and nobody votes here any more.
        }
    }

    private void postWaiting() {
        unstepped = false;
        if (waiting.isEmpty()) {
            return;
        }
        waiting.forEach((from, words) -> words.forEach(message -> post(from, message)));
        waiting.clear();
        mark();
    }
}
