package io.quorate.simulator.network;

import io.quorate.simulator.world.Dice;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** Ways in which hosts can be kept apart (faults N5 to N7). */
public enum Partition {
    /** Two groups that do not hear each other. */
    HALVES,
    /** One host hears nobody and is heard by nobody. */
    ALONE,
    /** One host is heard, but hears nobody. */
    DEAF,
    /** One host hears, but is heard by nobody. */
    MUTE,
    /** Two groups that only one host can reach both of. */
    BRIDGE,
    /** Each host reaches its two neighbours only. */
    RING,
    /** One direction between two hosts. */
    ONE_ROUTE;

    /**
     * The routes that carry nothing.
     *
     * @param hosts at least two
     * @param ports for which connections
     */
    public SortedSet<Route> routes(List<Endpoint> hosts, List<Port> ports, Dice dice) {
        List<Endpoint> mixed = mixed(hosts, dice);
        Endpoint one = mixed.getFirst();
        int cut = 1 + dice.below(mixed.size() - 1);
        TreeSet<Route> routes = new TreeSet<>();
        for (int i = 0; i < mixed.size(); i++) {
            for (int j = 0; j < mixed.size(); j++) {
                Endpoint from = mixed.get(i);
                Endpoint to = mixed.get(j);
                boolean apart = i < cut != j < cut;
                boolean blocked = i != j
                        && switch (this) {
                            case HALVES -> apart;
                            case ALONE -> from.equals(one) || to.equals(one);
                            case DEAF -> to.equals(one);
                            case MUTE -> from.equals(one);
                            case BRIDGE -> apart && !from.equals(one) && !to.equals(one);
                            case RING -> !areNeighbours(i, j, mixed.size());
                            case ONE_ROUTE -> i == 0 && j == 1;
                        };
                if (blocked) {
                    ports.forEach(port -> routes.add(new Route(from, to, port)));
                }
            }
        }
        return routes;
    }

    private static boolean areNeighbours(int i, int j, int size) {
        int apart = Math.abs(i - j);
        return apart == 1 || apart == size - 1;
    }

    private static List<Endpoint> mixed(List<Endpoint> hosts, Dice dice) {
        List<Endpoint> mixed = new ArrayList<>(hosts);
        for (int i = mixed.size() - 1; i > 0; i--) {
            int j = dice.below(i + 1);
            Endpoint moved = mixed.get(i);
            mixed.set(i, mixed.get(j));
            mixed.set(j, moved);
        }
        return mixed;
    }
}
