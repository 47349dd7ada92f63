package io.quorate.simulator;

import io.quorate.simulator.checker.Entry;
import io.quorate.simulator.checker.Findings;
import io.quorate.simulator.checker.History;
import io.quorate.simulator.checker.Judge;
import io.quorate.simulator.checker.Promise;
import io.quorate.simulator.checker.Reached;
import io.quorate.simulator.fault.FaultPlan;
import io.quorate.simulator.fault.Nemesis;
import io.quorate.simulator.member.Member;
import io.quorate.simulator.member.MemberSettings;
import io.quorate.simulator.member.Tampering;
import io.quorate.simulator.workload.Client;
import io.quorate.simulator.workload.Profile;
import io.quorate.simulator.world.Dice;
import io.quorate.simulator.world.Trace;
import io.quorate.simulator.world.World;
import io.quorate.storage.disk.sim.SimulatedDisk;
import io.quorate.tree.access.SchemeRules;
import io.quorate.tree.access.Schemes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One run: from a seed to a verdict. First the clients do their work while the nemesis does its own; then all faults
 * stop, the clients go away, every session must end and the member must be at rest; then a last power cut, after which
 * only what was durable can be there.
 */
public final class Simulation {
    private static final long MOST_WORK = 40_000 * World.MS;
    private static final long SETTLING = 2_000 * World.MS;
    private static final int MOST_CLIENTS = 5;
    private static final int EVENTS_MOST = 2_000_000;

    private final long seed;
    private final World world;
    private final History history = new History();
    private final MemberSettings settings;
    private final FaultPlan plan;
    private final Member member;
    private final Nemesis nemesis;
    private final List<Client> clients = new ArrayList<>();
    private final Set<Profile> profiles = EnumSet.noneOf(Profile.class);
    private long events;

    private Simulation(long seed, Tampering tampering, @Nullable Consumer<String> listener) {
        this.seed = seed;
        Trace trace = new Trace(listener);
        world = new World(seed, trace);
        plan = FaultPlan.draw(Dice.of(seed, "faults"));
        Dice config = Dice.of(seed, "config");
        settings = MemberSettings.draw(config, plan.slowDisk());
        SimulatedDisk disk = new SimulatedDisk(plan.personality(), Dice.of(seed, "disk"));
        member = new Member(
                world,
                history,
                disk,
                settings,
                tampering,
                new SchemeRules(Schemes.standard(), settings.limits().skipAcl()),
                Dice.of(seed, "member"));
        nemesis = new Nemesis(world, member, plan, Dice.of(seed, "nemesis"));
        hire(config);
        if (listener != null) {
            listener.accept("# " + plan);
            listener.accept("# " + settings);
            listener.accept("# " + clients.size() + " clients: " + profiles);
        }
    }

    private void hire(Dice config) {
        int count = 1 + config.below(MOST_CLIENTS);
        for (int i = 0; i < count; i++) {
            Profile profile = config.oneOf(Profile.values());
            profiles.add(profile);
            Client.Traits traits = Client.Traits.draw(config, profile, plan.cutPerMille(), config.between(40, 140));
            clients.add(new Client(i, member, world, history, traits, seed));
        }
    }

    /** Runs a seed with production code everywhere. */
    public static Verdict run(long seed) {
        return run(seed, Tampering.NONE, null);
    }

    /**
     * Runs a seed.
     *
     * @param tampering what is broken on purpose
     * @param listener is told the trace, line by line, if there is one
     */
    public static Verdict run(long seed, Tampering tampering, @Nullable Consumer<String> listener) {
        return new Simulation(seed, tampering, listener).run();
    }

    /** The finished history of a seed, for those who test the checkers themselves. */
    static Simulation finished(long seed) {
        Simulation simulation = new Simulation(seed, Tampering.NONE, null);
        simulation.run();
        return simulation;
    }

    History history() {
        return history;
    }

    MemberSettings settings() {
        return settings;
    }

    private Verdict run() {
        nemesis.begin();
        clients.forEach(Client::begin);
        until(MOST_WORK, () -> clients.stream().allMatch(Client::isDone));
        nemesis.rest();
        until(world.now() + SETTLING, () -> false);
        clients.forEach(Client::retire);
        long timeout = (settings.replica().maxSessionTimeoutMs()
                        + 2L * settings.replica().tickMs())
                * World.MS;
        until(world.now() + timeout + settings.expectations().slackMs() * World.MS + SETTLING, () -> false);
        member.inspect(view -> history.add(new Entry.Quiet(world.now(), view.watchCount(), view.outstanding())));
        until(world.now() + SETTLING, () -> false);
        member.losePower();
        until(world.now() + SETTLING, () -> false);
        Findings findings = Judge.judge(history, settings.expectations());
        wasItAny(findings);
        return new Verdict(
                seed,
                findings,
                Reached.in(history),
                world.trace().events(),
                world.trace().hash(),
                history.ledger().size(),
                member.boot());
    }

    private void until(long limit, BooleanSupplier enough) {
        while (!member.refusesToStart() && !enough.getAsBoolean() && world.runNext(limit)) {
            events++;
            if (events > EVENTS_MOST) {
                throw new IllegalStateException("seed 0x" + Long.toHexString(seed) + " has no end: " + events
                        + " events and only " + world.now() / World.MS + " ms");
            }
        }
    }

    /** A checker that was fed nothing passes everything, so a run must have put to the test what it was made for. */
    private void wasItAny(Findings findings) {
        for (Promise promise : meant()) {
            if (findings.violations().isEmpty() && findings.timesChecked(promise) == 0) {
                findings.missed(promise, world.now());
            }
        }
    }

    /** Only what cannot fail to come up; that the rest comes up in some run is for those to see who do many. */
    private Set<Promise> meant() {
        Set<Promise> meant = EnumSet.of(Promise.C1, Promise.C2, Promise.C5, Promise.C7, Promise.C13, Promise.L5);
        for (Profile profile : profiles) {
            switch (profile) {
                case MULTIS -> meant.add(Promise.C9);
                case WATCHES -> meant.add(Promise.W1);
                case ACLS -> meant.add(Promise.C15);
                case SYNCS -> meant.add(Promise.C6);
                case REGISTERS, SEQUENCES, EPHEMERALS, CHURN, CONTAINERS, ODDITIES, IDLE -> {}
            }
        }
        return meant;
    }
}
