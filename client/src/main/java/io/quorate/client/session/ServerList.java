package io.quorate.client.session;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Which server is tried next, and after how long (client protocol 11.1 and 11.2). The list is shuffled once and walked
 * round and round, so no server is tried twice in a row while there is another one. Not safe for use by several
 * threads.
 */
public final class ServerList {
    /** The wait before an attempt is drawn from this much, doubled after each round in which nobody answered. */
    private static final long FIRST_WAIT_NANOS = 100_000_000L;
    /** But from no more than this. */
    private static final long MAX_WAIT_NANOS = 1_000_000_000L;

    private static final int MAX_DOUBLINGS = 4;

    private final RandomGenerator dice;
    private List<HostPort> servers;
    private int next;
    /** Attempts since the last connection. */
    private int failures;

    private boolean everTried;
    private @Nullable HostPort last;

    /** While clients move after a change of the list: those still to be tried, kept apart. */
    private final Deque<HostPort> movingToNew = new ArrayDeque<>();

    private final Deque<HostPort> movingToOld = new ArrayDeque<>();
    private double chanceOfNew;

    /**
     * A list from which nothing has been tried yet.
     *
     * @param servers at least one
     * @param dice for the order and for moving
     */
    public ServerList(List<HostPort> servers, RandomGenerator dice) {
        this.dice = dice;
        this.servers = shuffled(servers);
    }

    /** {@return how many servers there are} */
    public int size() {
        return servers.size();
    }

    /** How long to wait before the next attempt: not at all before the very first one. */
    long waitNanos() {
        if (!everTried) {
            return 0;
        }
        int rounds = Math.min(MAX_DOUBLINGS, failures / servers.size());
        long bound = Math.min(MAX_WAIT_NANOS, FIRST_WAIT_NANOS << rounds);
        boolean roundEnded = failures > 0 && failures % servers.size() == 0;
        return dice.nextLong(bound) + (roundEnded ? bound / 2 : 0);
    }

    /** {@return the server to try now} */
    public HostPort choose() {
        everTried = true;
        failures++;
        HostPort chosen = chooseWhileMoving();
        if (chosen == null) {
            chosen = walk();
            if (chosen.equals(last) && servers.size() > 1) {
                chosen = walk();
            }
        }
        last = chosen;
        return chosen;
    }

    private HostPort walk() {
        HostPort server = servers.get(next % servers.size());
        next = (next + 1) % servers.size();
        return server;
    }

    private @Nullable HostPort chooseWhileMoving() {
        boolean preferNew = dice.nextDouble() < chanceOfNew;
        Deque<HostPort> preferred = preferNew ? movingToNew : movingToOld;
        Deque<HostPort> other = preferNew ? movingToOld : movingToNew;
        return preferred.isEmpty() ? other.poll() : preferred.poll();
    }

    /** The server tried last now serves us. */
    public void connected() {
        failures = 0;
        stopMoving();
    }

    /** The next attempt goes to this server, which is known to be better. */
    void prefer(HostPort server) {
        stopMoving();
        movingToNew.add(server);
        chanceOfNew = 1;
    }

    /** Any server of the list but the one tried last, if there is another; for questions, not for connecting. */
    HostPort another() {
        HostPort other = walk();
        return other.equals(last) ? walk() : other;
    }

    /**
     * Replaces the list.
     *
     * @param replacement at least one
     * @return whether the connection must be given up so that, over all clients, every server serves equally many
     */
    public boolean update(List<HostPort> replacement) {
        int before = servers.size();
        int after = replacement.size();
        HostPort current = last == null ? servers.getFirst() : last;
        List<HostPort> stayed = new ArrayList<>(replacement);
        stayed.retainAll(servers);
        List<HostPort> added = new ArrayList<>(replacement);
        added.removeAll(servers);
        boolean currentStays = replacement.contains(current);
        servers = shuffled(replacement);
        next = 0;
        failures = 0;
        stopMoving();
        if (after > before) {
            if (currentStays && dice.nextDouble() >= 1 - (double) before / after) {
                return false;
            }
            move(added, stayed, 1);
            return true;
        }
        if (currentStays) {
            return false;
        }
        int left = before - stayed.size();
        double chanceOfOld = left == 0 ? 1 : (double) stayed.size() * (before - after) / ((double) after * left);
        move(added, stayed, 1 - chanceOfOld);
        return true;
    }

    private void move(List<HostPort> added, List<HostPort> stayed, double toNew) {
        movingToNew.addAll(shuffled(added));
        movingToOld.addAll(shuffled(stayed));
        movingToOld.remove(last);
        chanceOfNew = toNew;
    }

    private void stopMoving() {
        movingToNew.clear();
        movingToOld.clear();
    }

    private List<HostPort> shuffled(List<HostPort> list) {
        List<HostPort> shuffled = new ArrayList<>(list);
        for (int i = shuffled.size() - 1; i > 0; i--) {
            int j = dice.nextInt(i + 1);
            HostPort moved = shuffled.get(i);
            shuffled.set(i, shuffled.get(j));
            shuffled.set(j, moved);
        }
        return shuffled;
    }
}
