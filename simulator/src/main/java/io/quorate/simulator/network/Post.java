package io.quorate.simulator.network;

import io.quorate.simulator.world.Dice;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Carries single words between hosts without a connection: each by itself, so that they may be late, overtake each
 * other, come twice or never. Where nothing gets through, the newest word waits for a while and the older ones are
 * lost, as in a queue of one.
 */
final class Post {
    /** So long the newest word for a blocked route is kept, at most. */
    private static final long MOST_KEPT = 4_000L * 1_000_000;

    private static final int REPLACED_PER_MILLE = 500;
    private static final int LATE_PER_MILLE = 30;
    private static final int MOST_LATE = 40;

    private final Network network;
    private final Dice dice;
    private final TreeMap<Endpoint, Map<Port, Catcher>> catchers = new TreeMap<>();
    private final TreeMap<Route, Word> newest = new TreeMap<>();
    private final TreeMap<Route, Word> waiting = new TreeMap<>();
    private final List<Word> asleep = new ArrayList<>();
    private int lostPerMille;
    private int doubledPerMille;

    /** Something on its way. */
    private record Word(Route route, Parcel parcel, long thrownAt) {}

    Post(Network network, Dice dice) {
        this.network = network;
        this.dice = dice;
    }

    void listen(Endpoint host, Port port, Catcher catcher) {
        catchers.computeIfAbsent(host, _ -> new TreeMap<>()).put(port, catcher);
    }

    void vanish(Endpoint host) {
        catchers.remove(host);
        asleep.removeIf(word -> word.route().to().equals(host));
    }

    void careless(int newLostPerMille, int newDoubledPerMille) {
        lostPerMille = newLostPerMille;
        doubledPerMille = newDoubledPerMille;
    }

    void toss(Route route, Parcel parcel) {
        Word word = new Word(route, parcel, network.now());
        newest.put(route, word);
        if (!dice.perMille(lostPerMille)) {
            send(word);
        }
        if (dice.perMille(doubledPerMille)) {
            send(word);
        }
    }

    private void send(Word word) {
        int factor = dice.perMille(LATE_PER_MILLE) ? dice.between(2, MOST_LATE) : 1;
        network.in(network.latency(word.route()) * factor, () -> arrive(word));
    }

    private void arrive(Word word) {
        Route route = word.route();
        boolean old = !word.equals(newest.get(route));
        if (network.routes().isBlocked(route) || network.isDark(route.to())) {
            if (!old) {
                waiting.put(route, word);
            }
        } else if (network.isAsleep(route.to())) {
            asleep.add(word);
        } else if (!old || !dice.perMille(REPLACED_PER_MILLE)) {
            deliver(word);
        }
    }

    private void deliver(Word word) {
        Route route = word.route();
        Catcher catcher = catcher(route);
        if (catcher != null) {
            catcher.caught(route.from(), word.parcel());
        }
    }

    private @Nullable Catcher catcher(Route route) {
        Map<Port, Catcher> ports = catchers.get(route.to());
        return ports == null ? null : ports.get(route.port());
    }

    /** Routes are open again, or somebody has woken up. */
    void retry() {
        for (Word word : List.copyOf(waiting.values())) {
            boolean open = !network.routes().isBlocked(word.route())
                    && !network.isDark(word.route().to());
            if (open) {
                waiting.remove(word.route());
                if (network.now() - word.thrownAt() < MOST_KEPT) {
                    send(word);
                }
            }
        }
        List<Word> awake = asleep.stream()
                .filter(word -> !network.isAsleep(word.route().to()))
                .toList();
        asleep.removeAll(awake);
        awake.forEach(word -> network.in(network.latency(word.route()), () -> arrive(word)));
    }
}
