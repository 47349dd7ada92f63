package io.quorate.zab.transcript;

import io.quorate.zab.Effect;
import io.quorate.zab.Ensembles;
import io.quorate.zab.Input;
import io.quorate.zab.Link;
import io.quorate.zab.Payload;
import io.quorate.zab.ServerId;
import io.quorate.zab.ZabConfig;
import io.quorate.zab.ensemble.Ensemble;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * The members of one transcript, and what is between them: everything that is sent arrives, in order and at once,
 * unless two members are cut off from each other; time stands still unless a command lets it pass.
 */
final class Stage {
    private static final int STEP_MS = 10;
    private static final int MOST_STEPS = 100_000;
    private static final int SETTLE_MS = 20_000;

    private final Map<Long, Actor> actors = new TreeMap<>();
    private final ArrayDeque<Runnable> queue = new ArrayDeque<>();
    private final SortedSet<String> cuts = new TreeSet<>();
    private final List<String> trace = new ArrayList<>();
    private Ensemble ensemble = Ensembles.of(3, 0);
    private long nowMs;
    private long txns;

    /** Does what a line of a transcript says, and tells what came of it. */
    List<String> perform(String line) {
        trace.clear();
        String[] words = line.trim().split("\\s+", -1);
        switch (words[0]) {
            case "members" -> raise(number(words, 1), words.length > 3 ? number(words, 3) : 0);
            case "start" -> each(words, Actor::start);
            case "crash" -> each(words, Actor::crash);
            case "retire" -> each(words, actor -> actor.hears(new Input.Retire()));
            case "hold" -> each(words, Actor::holdDisk);
            case "release" -> each(words, Actor::releaseDisk);
            case "compact" -> each(words, Actor::compact);
            case "history" -> each(words, actor -> note(actor.id() + " has " + actor.history()));
            case "cut" -> cut(number(words, 1), number(words, 2));
            case "heal" -> cuts.remove(pair(number(words, 1), number(words, 2)));
            case "propose" -> propose(actor(number(words, 1)), number(words, 2));
            case "sync" -> actor(number(words, 1)).barrier(number(words, 2));
            case "pass" -> pass(number(words, 1));
            case "settle" -> settle();
            default -> throw new IllegalArgumentException("no such command: " + line);
        }
        run();
        return List.copyOf(trace);
    }

    private void raise(long voters, long observers) {
        ensemble = Ensembles.of((int) voters, (int) observers);
        for (long id = 1; id <= voters + observers; id++) {
            actors.put(id, new Actor(this, new ServerId(id)));
        }
    }

    private void each(String[] words, Consumer<Actor> what) {
        Arrays.stream(words).skip(1).forEach(word -> {
            what.accept(actor(Long.parseLong(word)));
            run();
        });
    }

    private void cut(long one, long other) {
        cuts.add(pair(one, other));
        actor(one).loses(actor(other));
        actor(other).loses(actor(one));
    }

    private void propose(Actor leader, long count) {
        for (long i = 0; i < count; i++) {
            txns++;
            leader.proposes(new Payload(("txn " + txns).getBytes(StandardCharsets.US_ASCII)));
        }
    }

    private void pass(long ms) {
        for (long until = nowMs + ms; nowMs < until; ) {
            nowMs += STEP_MS;
            actors.values().forEach(Actor::tick);
            run();
        }
    }

    /** Until nobody looks for a leader or is on the way to one. */
    private void settle() {
        long until = nowMs + SETTLE_MS;
        run();
        while (!actors.values().stream().allMatch(Actor::isSettled)) {
            if (nowMs >= until) {
                throw new IllegalStateException("they do not find together within " + SETTLE_MS + " ms");
            }
            pass(STEP_MS);
        }
    }

    private void run() {
        for (int i = 0; i < MOST_STEPS; i++) {
            Runnable next = queue.poll();
            if (next == null) {
                return;
            }
            next.run();
        }
        throw new IllegalStateException("they never become quiet");
    }

    ZabConfig config(ServerId self) {
        return Ensembles.config(self.value(), ensemble, ZabConfig.Rule.FAST);
    }

    long nowMs() {
        return nowMs;
    }

    Actor actor(long id) {
        return Objects.requireNonNull(actors.get(id), "there is no member " + id);
    }

    boolean areCut(ServerId one, ServerId other) {
        return cuts.contains(pair(one.value(), other.value()));
    }

    private static String pair(long one, long other) {
        return Math.min(one, other) + "-" + Math.max(one, other);
    }

    void later(Runnable what) {
        queue.add(what);
    }

    void note(String line) {
        trace.add(line);
    }

    void note(ServerId id, Effect effect) {
        String line = Words.of(effect);
        if (!line.isEmpty()) {
            trace.add(id + " " + line);
        }
    }

    private static long number(String[] words, int at) {
        return Long.parseLong(words[at]);
    }

    /** Two ends of one connection. */
    record End(Actor actor, Link link) {}
}
