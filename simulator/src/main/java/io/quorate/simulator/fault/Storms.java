package io.quorate.simulator.fault;

import io.quorate.simulator.checker.agreement.Ghost;
import io.quorate.simulator.network.Endpoint;
import io.quorate.simulator.network.Network;
import io.quorate.simulator.network.Partition;
import io.quorate.simulator.network.Port;
import io.quorate.simulator.network.Route;
import io.quorate.simulator.plan.FaultKind;
import io.quorate.simulator.plan.FaultPlan;
import io.quorate.simulator.world.Dice;
import io.quorate.simulator.world.Mark;
import io.quorate.simulator.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/** Does to the network what the plan says: keeps hosts apart, clogs routes, makes them long and narrow. */
public final class Storms {
    private static final long CALMEST = 6_000 * World.MS;
    private static final long WILDEST = 300 * World.MS;
    private static final long SHORTEST = 5 * World.MS;
    private static final long LONGEST = 4_000 * World.MS;
    private static final int NARROWEST_BYTES_PER_MS = 1;
    private static final int WIDEST_BYTES_PER_MS = 2_000;
    private static final int FARTHEST = 50;
    private static final int MOST_CLOGGED = 6;
    private static final int ONE_PORT_PER_MILLE = 200;
    private static final int MOST_LOST_PER_MILLE = 300;
    private static final int DEAF_PER_MILLE = 800;

    private final World world;
    private final Network network;
    private final List<Endpoint> hosts;
    private final FaultPlan plan;
    private final Budget budget;
    private final @Nullable Ghost ghost;
    private final Dice dice;

    /**
     * A network nemesis that follows the plan.
     *
     * @param ghost who knows who leads; null for a lone member
     */
    public Storms(
            World world,
            Network network,
            List<Endpoint> hosts,
            FaultPlan plan,
            Budget budget,
            @Nullable Ghost ghost,
            long seed) {
        this.ghost = ghost;
        this.world = world;
        this.network = network;
        this.hosts = List.copyOf(hosts);
        this.plan = plan;
        this.budget = budget;
        this.dice = Dice.of(seed, "storms");
    }

    /** Begins. */
    public void begin() {
        if (plan.has(FaultKind.SLOW_LINKS)) {
            slowSome();
        }
        again(FaultKind.PARTITIONS, Dice.of(dice.nextLong(), "partitions"), this::partition);
        again(FaultKind.CLOGS, Dice.of(dice.nextLong(), "clogs"), this::clog);
        if (plan.has(FaultKind.CARELESS_POST)) {
            network.carelessWithWords((int) plan.scaled(FaultKind.CARELESS_POST, 1, MOST_LOST_PER_MILLE), (int)
                    plan.scaled(FaultKind.CARELESS_POST, 1, MOST_LOST_PER_MILLE));
        }
        again(FaultKind.BROKEN_LINKS, Dice.of(dice.nextLong(), "links"), own -> network.severOne(Port.QUORUM, own));
        again(FaultKind.LONELY_LEADERS, Dice.of(dice.nextLong(), "leaders"), this::isolateLeader);
    }

    /** No more faults; all routes are open and fast. */
    public void rest() {
        network.heal();
    }

    private interface Trouble {
        void make(Dice own);
    }

    private void again(FaultKind kind, Dice own, Trouble trouble) {
        if (plan.has(kind)) {
            world.in(own.delay(plan.hastened(plan.scaled(kind, CALMEST, WILDEST))), () -> {
                if (!budget.isResting()) {
                    if (budget.spend()) {
                        trouble.make(own);
                    }
                    again(kind, own, trouble);
                }
            });
        }
    }

    private void slowSome() {
        for (Endpoint from : hosts) {
            for (Endpoint to : hosts) {
                for (Port port : Port.values()) {
                    Route route = new Route(from, to, port);
                    int factor = dice.between(1, (int) plan.scaled(FaultKind.SLOW_LINKS, 2, FARTHEST));
                    int speed = (int) plan.scaled(
                            FaultKind.SLOW_LINKS, WIDEST_BYTES_PER_MS, dice.between(NARROWEST_BYTES_PER_MS, 100));
                    if (dice.coin() && !from.equals(to)) {
                        network.distance(route, factor);
                        network.speed(route, speed);
                    }
                }
            }
        }
    }

    private void partition(Dice own) {
        Partition partition = own.oneOf(Partition.values());
        List<Port> ports =
                own.perMille(ONE_PORT_PER_MILLE) ? List.of(own.oneOf(Port.values())) : List.of(Port.values());
        SortedSet<Route> routes = partition.routes(hosts, ports, own);
        world.note(Mark.FAULT, routes.size(), 0, () -> partition + " " + routes);
        routes.forEach(network::block);
        world.in(SHORTEST + own.belowLong(plan.hastened(LONGEST)), () -> routes.forEach(network::unblock));
    }

    private void isolateLeader(Dice own) {
        Integer leader = ghost == null ? null : ghost.lastLeader();
        if (leader == null) {
            return;
        }
        Endpoint one = Endpoint.member(leader);
        boolean deaf = own.perMille(DEAF_PER_MILLE);
        boolean mute = !deaf || own.coin();
        List<Route> routes = new ArrayList<>();
        for (Endpoint other : hosts) {
            for (Port port : List.of(Port.QUORUM, Port.ELECTION)) {
                if (other.kind() == Endpoint.Kind.MEMBER && !other.equals(one)) {
                    Route out = new Route(one, other, port);
                    if (mute) {
                        routes.add(out);
                    }
                    if (deaf) {
                        routes.add(out.back());
                    }
                }
            }
        }
        world.note(Mark.FAULT, routes.size(), leader, () -> "the leader is alone: " + routes);
        routes.forEach(network::block);
        world.in(own.belowLong(LONGEST), () -> routes.forEach(network::unblock));
    }

    /** A few routes stop one after another, and go on in another order. */
    private void clog(Dice own) {
        List<Route> routes = new ArrayList<>();
        for (int i = 1 + own.below(MOST_CLOGGED); i > 0; i--) {
            Endpoint from = hosts.get(own.below(hosts.size()));
            Endpoint to = hosts.get(own.below(hosts.size()));
            routes.add(new Route(from, to, own.oneOf(Port.values())));
        }
        world.note(Mark.FAULT, routes.size(), 0, () -> "clogged one by one: " + routes);
        for (Route route : routes) {
            long from = own.belowLong(plan.hastened(LONGEST / 4));
            world.in(from, () -> {
                if (!budget.isResting()) {
                    network.block(route);
                }
            });
            world.in(from + SHORTEST + own.belowLong(plan.hastened(LONGEST / 2)), () -> network.unblock(route));
        }
    }
}
