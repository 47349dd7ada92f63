package io.quorate.client.session;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The operations that are not answered yet, in the order asked: those on their way, and behind them those that wait for
 * a connection. Their number is bounded by who submits them (client protocol 11.6).
 */
final class Calls {
    private final int resends;
    private final long patienceNanos;
    private final Deque<Call> sent = new ArrayDeque<>();
    private final Deque<Call> waiting = new ArrayDeque<>();

    Calls(int resends, long patienceNanos) {
        this.resends = resends;
        this.patienceNanos = patienceNanos;
    }

    void await(Call call) {
        waiting.add(call);
    }

    boolean areWaiting() {
        return !waiting.isEmpty();
    }

    boolean areSent() {
        return !sent.isEmpty();
    }

    @Nullable
    Call takeWaiting() {
        return waiting.poll();
    }

    void markSent(Call call) {
        sent.add(call);
    }

    @Nullable
    Call takeSent() {
        return sent.poll();
    }

    @Nullable
    Call firstSent() {
        return sent.peek();
    }

    /** Whether a call that is on its way sets a watch that stays on this path. */
    boolean isSettingLasting(String path) {
        for (Call call : sent) {
            if (call.watching() instanceof Watching.Lasting lasting
                    && lasting.path().equals(path)) {
                return true;
            }
        }
        return false;
    }

    /**
     * The link is gone. What may be sent again goes to the front of those that wait, in its order.
     *
     * @return what ends now, in the order asked; without patience that is everything
     */
    List<Call> lose() {
        List<Call> ended = new ArrayList<>();
        List<Call> again = new ArrayList<>();
        for (Call call = sent.poll(); call != null; call = sent.poll()) {
            if (call.isInternal()) {
                continue;
            }
            if (call.isRepeatable() && call.sends <= resends) {
                again.add(call);
            } else {
                ended.add(call);
            }
        }
        for (int i = again.size() - 1; i >= 0; i--) {
            waiting.addFirst(again.get(i));
        }
        if (patienceNanos == 0) {
            ended.addAll(waiting);
            waiting.clear();
        }
        return ended;
    }

    /**
     * Those that have waited for a connection for too long; without patience the next loss ends them. They were asked
     * in order, so the first that has not ends it.
     */
    List<Call> impatient(long now) {
        if (patienceNanos == 0) {
            return List.of();
        }
        List<Call> ended = new ArrayList<>();
        for (Call call = waiting.peek(); call != null && patienceEnd(call) - now <= 0; call = waiting.peek()) {
            ended.add(waiting.remove());
        }
        return ended;
    }

    /** When the first of those that wait has waited for too long; {@code otherwise} when nobody waits, or for ever. */
    long patienceEnd(long otherwise) {
        Call first = waiting.peek();
        return first == null || patienceNanos == 0 ? otherwise : patienceEnd(first);
    }

    private long patienceEnd(Call call) {
        return call.submittedAt + patienceNanos;
    }

    /** Everything ends. */
    List<Call> end() {
        List<Call> all = new ArrayList<>(sent.size() + waiting.size());
        sent.stream().filter(call -> !call.isInternal()).forEach(all::add);
        all.addAll(waiting);
        sent.clear();
        waiting.clear();
        return all;
    }
}
