package io.quorate.simulator.application;

import io.quorate.client.AsyncQuorate;
import io.quorate.simulator.application.play.Chronicle;
import io.quorate.simulator.application.play.Play;
import io.quorate.simulator.application.play.Plays;
import io.quorate.simulator.checker.Entry;
import io.quorate.simulator.checker.Findings;
import io.quorate.simulator.checker.History;
import io.quorate.simulator.checker.Judge;
import io.quorate.simulator.checker.Promise;
import io.quorate.simulator.checker.Reached;
import io.quorate.simulator.fault.Budget;
import io.quorate.simulator.fault.Storms;
import io.quorate.simulator.member.Member;
import io.quorate.simulator.member.Tampering;
import io.quorate.simulator.network.Endpoint;
import io.quorate.simulator.network.Network;
import io.quorate.simulator.plan.FaultKind;
import io.quorate.simulator.plan.FaultPlan;
import io.quorate.simulator.plan.Program;
import io.quorate.simulator.plan.Scenario;
import io.quorate.simulator.world.Dice;
import io.quorate.simulator.world.Tempo;
import io.quorate.simulator.world.Trace;
import io.quorate.simulator.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One run with programs: from a seed to what the checkers say. First the programs do their work under faults; then all
 * faults stop and everybody must get on; then nothing new is begun and everything asked must be answered; an auditor
 * judges what is left in the service; the clients close, their sessions end, and the power fails once more.
 */
public final class Performance {
    private static final int LEAST_PROGRAMS = 2;
    private static final int MOST_PROGRAMS = 5;
    private static final int LEAST_WORK_MS = 3_000;
    private static final int MOST_WORK_MS = 12_000;
    private static final long MOST_HEALING = 20_000 * World.MS;
    /** What was begun before the last fault may take so long. */
    private static final long LAST_STALLS = 3_000 * World.MS;

    private static final long MOST_PROGRESS = 60_000 * World.MS;
    private static final long MOST_ANSWERING = 60_000 * World.MS;
    private static final long MOST_CLOSING = 5_000 * World.MS;
    private static final long MOMENT = 300 * World.MS;
    private static final long EVENTS_MOST = 6_000_000;

    private final Scenario scenario;
    private final World world;
    private final Network network;
    private final History history = new History();
    private final Tempo tempo;
    private final Budget budget;
    private final Service service;
    private final Storms storms;
    private final Chronicle chronicle;
    private final Play play;
    private final SessionWitness witness;
    private final Troupe troupe;
    private final Mishaps mishaps;
    private final Machine desk;
    private boolean resting;
    private long events;

    /** What became of a run; the parts of a verdict. */
    public record Result(
            Findings findings,
            Map<Reached, Long> reached,
            long events,
            long traceHash,
            int txns,
            int boots,
            long effects,
            long operations) {}

    private Performance(Scenario scenario, Tampering tampering, Staging staging, @Nullable Consumer<String> listener) {
        this.scenario = scenario;
        long seed = scenario.seed();
        // What a disk makes of damage says nothing of clients, and costs most of a run.
        FaultPlan plan = FaultPlan.draw(scenario.without(FaultKind.ROT).without(FaultKind.LASTING_ROT));
        world = new World(seed, new Trace(listener));
        budget = new Budget(scenario.mostFaults());
        boolean skewed = plan.has(FaultKind.SKEWED_TEMPO);
        Dice rhythm = Dice.of(seed, "tempo");
        tempo = scenario.isEnsemble() ? Tempo.amongPeers(rhythm, skewed) : new Tempo(rhythm, skewed);
        network = new Network(world, tempo, seed);
        service = new Service(scenario, new Service.Place(world, network, tempo, history, plan, budget), tampering);
        chronicle = new Chronicle(world, history);
        witness = new SessionWitness(world, history, service);
        int programs = Dice.of(seed, "programs").between(LEAST_PROGRAMS, MOST_PROGRAMS);
        play = staging.of(chronicle, programs);
        int rate = service.settings().clockPerMille();
        troupe = new Troupe(
                new Troupe.Place(world, network, history, chronicle, witness),
                play,
                programs,
                service,
                2_000 - rate,
                seed);
        desk = new Machine(world, network, history, programs, 1_000, seed);
        List<Endpoint> hosts =
                new ArrayList<>(service.members().stream().map(Member::host).toList());
        hosts.addAll(troupe.endpoints());
        storms = new Storms(world, network, hosts, plan, budget, service.ghost(), seed);
        mishaps = new Mishaps(world, troupe.machines(), plan, () -> !resting, seed);
        if (listener != null) {
            listener.accept("# " + plan);
            listener.accept("# " + service.settings());
            listener.accept("# " + programs + " programs: " + scenario.program());
        }
    }

    /**
     * Runs a scenario that has a program.
     *
     * @param tampering what is broken on purpose
     * @param listener is told the trace, line by line, if there is one
     */
    public static Result run(Scenario scenario, Tampering tampering, @Nullable Consumer<String> listener) {
        Program program = Objects.requireNonNull(scenario.program());
        return run(scenario, tampering, (chronicle, machines) -> Plays.of(program, chronicle, machines), listener);
    }

    /**
     * Runs a scenario with this play, whatever its program is.
     *
     * @param staging what is played; tests put mistakes into it
     */
    public static Result run(
            Scenario scenario, Tampering tampering, Staging staging, @Nullable Consumer<String> listener) {
        return new Performance(scenario, tampering, staging, listener).run();
    }

    /** What is played. */
    @FunctionalInterface
    public interface Staging {
        /** The play for so many machines. */
        Play of(Chronicle chronicle, int machines);
    }

    private Result run() {
        service.begin();
        storms.begin();
        troupe.begin();
        mishaps.begin();
        int work = Dice.of(scenario.seed(), "work").between(LEAST_WORK_MS, MOST_WORK_MS);
        long workMs = (long) work
                * scenario.length().requestsPercent()
                / Scenario.ALL
                * scenario.requestsPercent()
                / Scenario.ALL;
        until(Math.min(scenario.untilMs(), workMs) * World.MS, () -> false);
        rest();
        history.add(new Entry.Rested(world.now()));
        chronicle.calm();
        progress();
        answering();
        audit();
        history.add(new Entry.Calm(world.now()));
        close();
        long operations = service.members().getFirst().disk().faults().operations();
        service.losePower();
        until(world.now() + MOST_CLOSING, service::doAllServe);
        return new Result(
                Judge.judge(history, service.settings().expectations()),
                Reached.in(history),
                world.trace().events(),
                world.trace().hash(),
                history.ledger().size(),
                service.members().stream().mapToInt(Member::boot).sum(),
                service.members().getFirst().effects().count(),
                operations);
    }

    /** No more faults: the service finds its leader. */
    private void rest() {
        resting = true;
        budget.rest();
        service.rest();
        storms.rest();
        troupe.rest();
        if (scenario.isEnsemble()) {
            tempo.settle();
        }
        long from = world.now();
        long stirring = network.stirsUntil();
        for (Member member : service.members()) {
            stirring = Math.max(stirring, member.stirsUntil());
        }
        until(from + MOST_HEALING, service::doAllServe);
        until(Math.min(stirring, from + LAST_STALLS), () -> false);
        until(world.now() + MOST_HEALING, service::doAllServe);
        service.mustServe(from);
        until(world.now() + MOMENT, () -> false);
    }

    private void progress() {
        long from = world.now();
        until(from + MOST_PROGRESS, () -> play.isSatisfied(troupe.numbers()));
        chronicle.require(
                play.isSatisfied(troupe.numbers()),
                Promise.R3,
                () -> (world.now() - from) / World.MS + " ms after everything worked again: " + play.missing());
    }

    private void answering() {
        chronicle.close();
        long from = world.now();
        until(from + MOST_ANSWERING, chronicle::isQuiet);
        chronicle.require(
                chronicle.isQuiet(),
                Promise.A4,
                () -> (world.now() - from) / World.MS + " ms after the last was asked these are open: "
                        + chronicle.open());
    }

    private void audit() {
        AsyncQuorate auditor = troupe.auditor(desk);
        CompletableFuture<?> judged = play.audit(auditor);
        long from = world.now();
        until(from + MOST_ANSWERING, judged::isDone);
        chronicle.require(
                judged.isDone() && !judged.isCompletedExceptionally(),
                Promise.A4,
                () -> "the auditor has got no answer: " + (judged.isDone() ? judged.exceptionNow() : "yet"));
    }

    private void close() {
        troupe.close();
        until(world.now() + MOST_CLOSING, troupe::hasClosed);
        chronicle.require(troupe.hasClosed(), Promise.A4, () -> "not all clients that were closed have ended");
        until(world.now() + service.longestFarewell(), service::haveSessionsEnded);
        until(world.now() + MOMENT, () -> false);
        service.inquire(world.now() + MOST_CLOSING);
        until(world.now() + MOST_CLOSING + MOMENT, () -> false);
    }

    private void until(long limit, BooleanSupplier enough) {
        while (!enough.getAsBoolean() && world.runNext(limit)) {
            witness.look();
            if (++events > EVENTS_MOST) {
                throw new IllegalStateException("seed 0x" + Long.toHexString(scenario.seed()) + " has no end: " + events
                        + " events and only " + world.now() / World.MS + " ms");
            }
        }
    }
}
