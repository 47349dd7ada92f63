package io.quorate.simulator.member;

import io.quorate.simulator.plan.Scenario;
import io.quorate.simulator.world.Dice;
import io.quorate.simulator.world.World;
import io.quorate.zab.ServerId;
import io.quorate.zab.ZabConfig;
import io.quorate.zab.ZabConfig.Rule;
import io.quorate.zab.ensemble.Ensemble;
import io.quorate.zab.ensemble.Member.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * How a simulated ensemble is configured. Small bounds, so that every way to bring a learner up to date comes up in
 * short runs, and every way in which an epoch can end.
 *
 * @param sizeFactor what a piece of the log may cost to be sent, as a part of the newest snapshot
 * @param refusedCutsPerMille how often what a history would be rebuilt from cannot be read when it is to be cut
 */
public record EnsembleSettings(
        Ensemble ensemble,
        ZabConfig.Timing timing,
        ZabConfig.Election election,
        ZabConfig.Limits limits,
        double sizeFactor,
        int refusedCutsPerMille) {
    private static final int MOST_REFUSED_CUTS_PER_MILLE = 600;
    private static final double USUAL_FACTOR = 0.33;
    private static final double GENEROUS_FACTOR = 3;
    private static final long RECENT_BYTES = 1 << 20;
    private static final int UNDELIVERED = 4096;

    /** Draws settings. */
    public static EnsembleSettings draw(Scenario scenario, int tickMs, Dice dice) {
        List<io.quorate.zab.ensemble.Member> members = new ArrayList<>();
        for (int id = 1; id <= scenario.members() + scenario.observers(); id++) {
            Kind kind = id <= scenario.members() ? Kind.VOTER : Kind.OBSERVER;
            String role = kind == Kind.VOTER ? "participant" : "observer";
            members.add(
                    new io.quorate.zab.ensemble.Member(new ServerId(id), kind, "10.0.1." + id + ":2888:3888:" + role));
        }
        ZabConfig.Timing timing = new ZabConfig.Timing(
                tickMs, dice.between(8, 12), dice.between(4, 8), 5, dice.between(tickMs / 8, tickMs));
        int finalizeWait = dice.between(5, 60);
        ZabConfig.Election election = new ZabConfig.Election(
                dice.perMille(150) ? Rule.BASIC : Rule.FAST, finalizeWait, finalizeWait, 16L * finalizeWait);
        ZabConfig.Limits limits = new ZabConfig.Limits(
                dice.oneOf(0, 3, 10, 50, 200),
                RECENT_BYTES,
                dice.oneOf(1, 4, 64, 1000),
                UNDELIVERED,
                dice.perMille(150) ? dice.between(10, 120) : ZabConfig.Limits.LAST_COUNTER,
                dice.perMille(80));
        return new EnsembleSettings(
                Ensemble.of(members, 0),
                timing,
                election,
                limits,
                dice.coin() ? USUAL_FACTOR : dice.coin() ? GENEROUS_FACTOR : -1,
                dice.perMille(250) ? dice.below(MOST_REFUSED_CUTS_PER_MILLE) : 0);
    }

    /** As the member with that number is told. */
    ZabConfig of(int member) {
        return new ZabConfig(new ServerId(member), ensemble, timing, election, limits);
    }

    /** So long a learner waits for a connection to stand, nanoseconds. */
    long dialPatience() {
        return timing.syncMs() * World.MS;
    }

    /** So soon after the last fault there must be a leader, and everybody must serve, nanoseconds (L1, L4). */
    public long mostLeaderless() {
        return (2 * timing.initMs() + 20 * timing.tickMs()) * World.MS;
    }
}
