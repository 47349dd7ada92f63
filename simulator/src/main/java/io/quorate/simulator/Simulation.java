package io.quorate.simulator;

import io.quorate.simulator.application.Performance;
import io.quorate.simulator.checker.Entry;
import io.quorate.simulator.checker.Findings;
import io.quorate.simulator.checker.History;
import io.quorate.simulator.checker.Judge;
import io.quorate.simulator.checker.Promise;
import io.quorate.simulator.checker.Reached;
import io.quorate.simulator.checker.agreement.Ghost;
import io.quorate.simulator.fault.Budget;
import io.quorate.simulator.fault.Casualties;
import io.quorate.simulator.fault.Nemesis;
import io.quorate.simulator.fault.Outsider;
import io.quorate.simulator.fault.Storms;
import io.quorate.simulator.member.EnsembleSettings;
import io.quorate.simulator.member.Member;
import io.quorate.simulator.member.MemberSettings;
import io.quorate.simulator.member.Tampering;
import io.quorate.simulator.network.Endpoint;
import io.quorate.simulator.network.Network;
import io.quorate.simulator.network.Port;
import io.quorate.simulator.plan.FaultKind;
import io.quorate.simulator.plan.FaultPlan;
import io.quorate.simulator.plan.Scenario;
import io.quorate.simulator.workload.Client;
import io.quorate.simulator.workload.Profile;
import io.quorate.simulator.world.Dice;
import io.quorate.simulator.world.Tempo;
import io.quorate.simulator.world.Trace;
import io.quorate.simulator.world.World;
import io.quorate.storage.disk.sim.SimulatedDisk;
import io.quorate.tree.access.SchemeRules;
import io.quorate.tree.access.Schemes;
import io.quorate.zab.ZabConfig;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One run: from a seed to a verdict. First the clients do their work while the nemeses do theirs; then all faults stop,
 * everything asked must be answered, the clients go away, every session must end and the members must be at rest; then
 * a last power cut, after which only what was durable can be there.
 */
public final class Simulation {
    private static final long SETTLING = 2_500 * World.MS;
    private static final long BRISK_SETTLING = 900 * World.MS;
    private static final long MOST_HEALING = 20_000 * World.MS;
    /** What was begun before the last fault may take so long. */
    private static final long LAST_STALLS = 3_000 * World.MS;

    /** An ensemble that has healed has had its time already. */
    private static final long MOMENT = 300 * World.MS;

    /** Whether there is enough of something is asked every so many events. */
    private static final int GLANCES = 16;

    /** So many times what a learner has to synchronize. */
    private static final int OUTSIDE_TIMES = 3;

    private static final int LAST_REQUESTS = 8;
    private static final int MOST_CLIENTS = 5;
    private static final int BRISK_CLIENTS = 2;
    private static final int BRISK_REQUESTS = 18;
    private static final int EVENTS_MOST = 2_000_000;
    private static final int MOST_CUTS_PER_MILLE = 40;
    private static final int MOST_EARLY_PER_MILLE = 800;

    private final Scenario scenario;
    private final World world;
    private final Network network;
    private final History history = new History();
    private final MemberSettings settings;
    private final FaultPlan plan;
    private final Budget budget;
    private final List<Member> members = new ArrayList<>();
    private final List<Nemesis> nemeses = new ArrayList<>();
    private final List<Client> clients = new ArrayList<>();
    private final Set<Profile> profiles = EnumSet.noneOf(Profile.class);
    private final Storms storms;
    private final Tempo tempo;
    private final @Nullable Ghost ghost;
    private long healedEpoch;
    private long events;

    private Simulation(Scenario scenario, Tampering tampering, @Nullable Consumer<String> listener) {
        this.scenario = scenario;
        long seed = scenario.seed();
        world = new World(seed, new Trace(listener));
        plan = FaultPlan.draw(scenario);
        budget = new Budget(scenario.mostFaults());
        boolean skewed = plan.has(FaultKind.SKEWED_TEMPO);
        Dice rhythm = Dice.of(seed, "tempo");
        tempo = scenario.isEnsemble() ? Tempo.amongPeers(rhythm, skewed) : new Tempo(rhythm, skewed);
        network = new Network(world, tempo, seed);
        Dice config = Dice.of(seed, "config");
        MemberSettings drawn =
                scenario.shortWork() ? MemberSettings.brisk(1, config) : MemberSettings.draw(1, config, plan);
        settings = scenario.isEnsemble() ? drawn.together(scenario, Dice.of(seed, "ensemble")) : drawn;
        EnsembleSettings together = settings.together();
        ghost = together == null
                ? null
                : new Ghost(
                        world, history, together.ensemble(), together.limits().lastCounter());
        Casualties casualties = ghost == null ? null : new Casualties(scenario.members(), ghost);
        for (int id = 1; id <= scenario.members() + scenario.observers(); id++) {
            found(id, casualties, tampering);
        }
        List<Endpoint> hosts =
                new ArrayList<>(members.stream().map(Member::host).toList());
        hire(config, List.copyOf(hosts), hosts);
        storms = new Storms(world, network, hosts, plan, budget, ghost, seed);
        if (listener != null) {
            listener.accept("# " + plan);
            listener.accept("# " + settings);
            listener.accept("# " + clients.size() + " clients: " + profiles);
        }
    }

    private void found(int id, @Nullable Casualties casualties, Tampering tampering) {
        long seed = scenario.seed();
        Member member = new Member(
                id,
                new Member.Surroundings(world, network, tempo, history, ghost),
                new SimulatedDisk(plan.personality(), Dice.of(seed, "disk/" + id)),
                settings,
                tampering,
                new SchemeRules(Schemes.standard(), settings.limits().skipAcl()),
                seed);
        members.add(member);
        int share = scenario.members() + scenario.observers();
        nemeses.add(new Nemesis(world, member, history, plan, budget, share, casualties, seed));
    }

    /** All clients are drawn, so that one that stays away changes nothing for the others. */
    private void hire(Dice config, List<Endpoint> toMembers, List<Endpoint> hosts) {
        Client.Surroundings around = new Client.Surroundings(world, network, history, toMembers);
        int count = scenario.shortWork() ? BRISK_CLIENTS : 1 + config.below(MOST_CLIENTS);
        for (int i = 0; i < count; i++) {
            Profile profile = config.oneOf(Profile.values());
            int window = config.oneOf(1, 2, 8, 32);
            long think = config.between(1, 40) * World.MS;
            int requests = scenario.shortWork() ? BRISK_REQUESTS : config.between(40, 140);
            Client.Traits traits = new Client.Traits(
                    profile,
                    window,
                    scenario.shortWork() ? World.MS : think,
                    (int) plan.scaled(FaultKind.CUTS, plan.has(FaultKind.CUTS) ? 2 : 0, MOST_CUTS_PER_MILLE),
                    plan.has(FaultKind.EARLY_REQUESTS)
                            ? (int) plan.scaled(FaultKind.EARLY_REQUESTS, 100, MOST_EARLY_PER_MILLE)
                            : 0,
                    Math.max(
                            1,
                            requests
                                    * scenario.length().requestsPercent()
                                    / Scenario.ALL
                                    * scenario.requestsPercent()
                                    / Scenario.ALL));
            if (!scenario.absentClients().contains(i)) {
                profiles.add(profile);
                hosts.add(Endpoint.client(i));
                clients.add(new Client(i, around, traits, scenario.seed()));
            }
        }
    }

    /** Runs a seed with production code everywhere. */
    public static Verdict run(long seed) {
        return run(Scenario.of(seed), Tampering.NONE, null);
    }

    /**
     * Runs a scenario.
     *
     * @param tampering what is broken on purpose
     * @param listener is told the trace, line by line, if there is one
     */
    public static Verdict run(Scenario scenario, Tampering tampering, @Nullable Consumer<String> listener) {
        return scenario.program() == null
                ? new Simulation(scenario, tampering, listener).run()
                : verdict(scenario, Performance.run(scenario, tampering, listener));
    }

    private static Verdict verdict(Scenario scenario, Performance.Result result) {
        return new Verdict(
                scenario,
                result.findings(),
                result.reached(),
                result.events(),
                result.traceHash(),
                result.txns(),
                result.boots(),
                result.effects(),
                result.operations());
    }

    /** The finished history of a scenario, for those who test the checkers themselves. */
    static Simulation finished(Scenario scenario) {
        Simulation simulation = new Simulation(scenario, Tampering.NONE, null);
        simulation.run();
        return simulation;
    }

    /** How many clients a scenario has, whether they stay away or not. */
    static int clientsOf(Scenario scenario) {
        return scenario.shortWork()
                ? BRISK_CLIENTS
                : new Simulation(scenario, Tampering.NONE, null).clients.size()
                        + scenario.absentClients().size();
    }

    History history() {
        return history;
    }

    MemberSettings settings() {
        return settings;
    }

    private Verdict run() {
        long settling = scenario.shortWork() ? BRISK_SETTLING : SETTLING;
        nemeses.forEach(Nemesis::begin);
        storms.begin();
        clients.forEach(Client::begin);
        until(scenario.untilMs() * World.MS, this::isWorkDone);
        budget.rest();
        nemeses.forEach(Nemesis::rest);
        storms.rest();
        heal();
        disturb();
        until(world.now() + (healedEpoch > 0 ? MOMENT : settling / 2), () -> false);
        history.add(new Entry.Rested(world.now()));
        clients.forEach(client -> client.goOn(LAST_REQUESTS));
        until(world.now() + settling, this::isAllAnswered);
        history.add(new Entry.Calm(world.now()));
        long decidedBefore = decided();
        clients.forEach(Client::retire);
        until(world.now() + fadingNanos() + settling, this::hasEverySessionEnded);
        hasSettled(decidedBefore);
        int before = history.entries().size();
        long until = world.now() + settling;
        members.forEach(member -> inquire(member, until));
        until(until + settling, () -> haveAllSpoken(before));
        long operations = members.getFirst().disk().faults().operations();
        members.forEach(Member::losePower);
        until(world.now() + settling, this::doAllServe);
        Findings findings = Judge.judge(history, settings.expectations());
        wasItAny(findings);
        return new Verdict(
                scenario,
                findings,
                Reached.in(history),
                world.trace().events(),
                world.trace().hash(),
                history.ledger().size(),
                members.stream().mapToInt(Member::boot).sum(),
                members.getFirst().effects().count(),
                operations);
    }

    /** An ensemble whose members can be a quorum finds a leader, and everybody gets everything (L1, L4). */
    private void heal() {
        EnsembleSettings together = settings.together();
        Ghost watching = ghost;
        if (together == null || watching == null) {
            return;
        }
        tempo.settle();
        long from = world.now();
        long stirring = network.stirsUntil();
        for (Member member : members) {
            stirring = Math.max(stirring, member.stirsUntil());
        }
        long stirs =
                Math.min(stirring, from + LAST_STALLS) + 2 * together.timing().syncMs() * World.MS;
        until(from + MOST_HEALING, this::doAllServe);
        if (!doAllServe() && isAbleToElect()) {
            history.test(
                    false,
                    Promise.L1,
                    world.now(),
                    () -> "not all members serve " + (world.now() - from) / World.MS + " ms after the last fault: "
                            + watching.standing());
        }
        until(Math.max(stirs, world.now()), () -> false);
        until(world.now() + MOST_HEALING, this::doAllServe);
        healedEpoch = doAllServe() ? watching.lastEpoch() : 0;
    }

    /** Of an ensemble that needs nobody of its own one is in trouble for a while (L3). */
    private void disturb() {
        EnsembleSettings together = settings.together();
        Ghost watching = ghost;
        if (together == null || watching == null || healedEpoch == 0) {
            return;
        }
        Outsider outsider = new Outsider(world, network, Dice.of(scenario.seed(), "outsider"));
        long nanos = OUTSIDE_TIMES * together.timing().initMs() * World.MS;
        Member member = outsider.choose(members, scenario.members(), watching);
        boolean endless = together.limits().lastCounter() == ZabConfig.Limits.LAST_COUNTER;
        if (member == null || !endless) {
            return;
        }
        long until = world.now() + nanos;
        history.add(new Entry.Disturbed(world.now(), member.id(), until));
        outsider.trouble(member, members, nanos);
        until(until, () -> false);
        outsider.spare();
        until(world.now() + MOST_HEALING, this::doAllServe);
        history.test(
                doAllServe() || !isAbleToElect(),
                Promise.L1,
                world.now(),
                () -> "member " + member.id() + " was in trouble and is not any more, but not all serve: "
                        + watching.standing());
        healedEpoch = doAllServe() ? watching.lastEpoch() : 0;
    }

    /** Nobody waits for anything that was asked in the end. */
    private boolean isAllAnswered() {
        for (Client client : clients) {
            if (!client.isSatisfied()) {
                return false;
            }
        }
        return true;
    }

    /**
     * All sessions are closed, every member knows, and nobody can still begin one. Only an ensemble is known well
     * enough to say so.
     */
    private boolean hasEverySessionEnded() {
        Ghost watching = ghost;
        if (watching == null || healedEpoch == 0 || watching.openSessions() > 0 || network.isUsed(Port.CLIENTS)) {
            return false;
        }
        for (Member member : members) {
            boolean knows = member.serves()
                    && watching.shadow(member.id()).appliedZxid()
                            == watching.decided().lastZxid();
            if (!knows && !member.refusesToStart()) {
                return false;
            }
        }
        return true;
    }

    /**
     * By when every session must have ended. Where the counter of an epoch is short, no more end in it than it has
     * txns, and the next leader gives the others their whole time again.
     */
    private long fadingNanos() {
        EnsembleSettings together = settings.together();
        Ghost watching = ghost;
        long epochs = together == null || watching == null
                ? 1
                : 1 + watching.openSessions() / together.limits().lastCounter();
        long timeoutMs = settings.replica().maxSessionTimeoutMs()
                + 2L * settings.replica().tickMs();
        return epochs * (timeoutMs * 10 / 9 + settings.expectations().slackMs()) * World.MS;
    }

    /** What a member remembers is asked until it is nothing, or it has had its time. */
    private void inquire(Member member, long until) {
        member.inspect(view -> {
            if ((view.watchCount() == 0 && view.outstanding() == 0) || world.now() >= until) {
                history.add(new Entry.Quiet(world.now(), member.id(), view.watchCount(), view.outstanding()));
            } else {
                world.in(MOMENT, () -> inquire(member, until));
            }
        });
    }

    /** Every member that runs has said what it remembers. */
    private boolean haveAllSpoken(int since) {
        List<Entry> entries = history.entries();
        int silent = 0;
        for (Member member : members) {
            silent += member.isUp() ? 1 : 0;
        }
        for (Entry entry : entries.subList(since, entries.size())) {
            silent -= entry instanceof Entry.Quiet ? 1 : 0;
        }
        return silent <= 0;
    }

    /** Who leads then goes on, and everybody has everything that was decided a while ago (L1, L4). */
    private void hasSettled(long decidedBefore) {
        EnsembleSettings together = settings.together();
        Ghost watching = ghost;
        if (together == null || watching == null || healedEpoch == 0) {
            return;
        }
        boolean endless = together.limits().lastCounter() == ZabConfig.Limits.LAST_COUNTER;
        history.test(
                watching.lastEpoch() == healedEpoch || !endless,
                Promise.L1,
                world.now(),
                () -> "epoch " + healedEpoch + " was served by all when everything worked, but then came epoch "
                        + watching.lastEpoch());
        for (Member member : members) {
            if (!member.refusesToStart()) {
                history.test(
                        member.serves() && watching.shadow(member.id()).appliedZxid() >= decidedBefore,
                        Promise.L4,
                        world.now(),
                        () -> "member " + member.id() + " has not got what was decided long ago: "
                                + watching.standing());
            }
        }
    }

    private long decided() {
        return ghost == null ? 0 : ghost.decided().lastZxid();
    }

    private boolean doAllServe() {
        for (Member member : members) {
            if (!member.serves() && !member.refusesToStart()) {
                return false;
            }
        }
        return true;
    }

    /** Whether those that can start, and have all that they ever had, are a quorum. */
    private boolean isAbleToElect() {
        Ghost watching = ghost;
        if (watching == null) {
            return true;
        }
        int able = 0;
        for (Member member : members) {
            boolean votes = member.id() <= scenario.members();
            if (votes
                    && !member.refusesToStart()
                    && !watching.shadow(member.id()).isRobbed()) {
                able++;
            }
        }
        return able > scenario.members() / 2;
    }

    /** Asked before every event, and so without a stream. */
    private boolean isWorkDone() {
        for (Client client : clients) {
            if (!client.isDone()) {
                return false;
            }
        }
        return true;
    }

    private boolean isHopeless() {
        if (!isAbleToElect()) {
            return true;
        }
        for (Member member : members) {
            if (!member.refusesToStart()) {
                return false;
            }
        }
        return true;
    }

    private void until(long limit, BooleanSupplier enough) {
        while (!isHopeless() && !enough.getAsBoolean() && goOn(limit)) {
            if (events > EVENTS_MOST) {
                throw new IllegalStateException("seed 0x" + Long.toHexString(scenario.seed()) + " has no end: " + events
                        + " events and only " + world.now() / World.MS + " ms");
            }
        }
    }

    /** Some events, or as many as there are before the limit. */
    private boolean goOn(long limit) {
        for (int i = 0; i < GLANCES; i++) {
            if (!world.runNext(limit)) {
                return false;
            }
            events++;
        }
        return true;
    }

    /** A checker that was fed nothing passes everything, so a whole run must have tested what it was made for. */
    private void wasItAny(Findings findings) {
        boolean whole = scenario.equals(scenario.whole()) && !isHopeless();
        for (Promise promise : meant()) {
            if (whole && findings.violations().isEmpty() && findings.timesChecked(promise) == 0) {
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
