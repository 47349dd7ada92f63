package io.quorate.simulator.fault;

import io.quorate.simulator.checker.agreement.Ghost;
import io.quorate.simulator.member.Member;
import io.quorate.simulator.network.Network;
import io.quorate.simulator.network.Port;
import io.quorate.simulator.network.Route;
import io.quorate.simulator.world.Dice;
import io.quorate.simulator.world.Mark;
import io.quorate.simulator.world.World;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One member that does not lead is in trouble of its own, while all others have none (faults 4.8, L3). */
public final class Outsider {
    private static final int CHOSEN_PER_MILLE = 300;
    private static final int MOST_FLAPS = 12;

    private final World world;
    private final Network network;
    private final Dice dice;
    private final List<Route> routes = new ArrayList<>();

    /** What is wrong with it. */
    private enum Trouble {
        DEAF,
        MUTE,
        AWAY,
        FLAPPING,
        ASLEEP
    }

    /** Nobody is in trouble yet. */
    public Outsider(World world, Network network, Dice dice) {
        this.world = world;
        this.network = network;
        this.dice = dice;
    }

    /** Somebody without whom the voters that serve are a quorum still, and in most runs nobody. */
    public @Nullable Member choose(List<Member> members, int voters, Ghost ghost) {
        List<Member> serving = members.stream()
                .filter(member -> member.id() <= voters && member.serves())
                .toList();
        List<Member> others = serving.stream()
                .filter(member -> !Integer.valueOf(member.id()).equals(ghost.lastLeader()))
                .toList();
        boolean enough = serving.size() - 1 > voters / 2;
        return enough && dice.perMille(CHOSEN_PER_MILLE) ? others.get(dice.below(others.size())) : null;
    }

    /** It gets into trouble, for so many nanoseconds at most. */
    public void trouble(Member member, List<Member> members, long nanos) {
        Trouble trouble = dice.oneOf(Trouble.values());
        for (Member other : members) {
            for (Port port : List.of(Port.QUORUM, Port.ELECTION)) {
                Route in = new Route(other.host(), member.host(), port);
                if (other.id() != member.id() && trouble != Trouble.MUTE) {
                    routes.add(in);
                }
                if (other.id() != member.id() && trouble != Trouble.DEAF) {
                    routes.add(in.back());
                }
            }
        }
        world.note(member.id(), Mark.FAULT, 0, 0, () -> "outside: " + trouble);
        switch (trouble) {
            case DEAF, MUTE, AWAY -> routes.forEach(network::block);
            case FLAPPING -> {
                int flaps = dice.between(2, MOST_FLAPS);
                for (int i = 0; i < flaps; i++) {
                    long from = i * nanos / flaps;
                    world.in(from, () -> routes.forEach(network::block));
                    world.in(from + nanos / flaps / 2, () -> routes.forEach(network::unblock));
                }
            }
            case ASLEEP -> member.pause(nanos, dice.coin());
        }
    }

    /** It is well again. */
    public void spare() {
        routes.forEach(network::unblock);
    }
}
