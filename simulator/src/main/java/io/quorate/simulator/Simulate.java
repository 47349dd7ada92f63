package io.quorate.simulator;

import io.quorate.simulator.checker.Promise;
import io.quorate.simulator.checker.Reached;
import io.quorate.simulator.member.Tampering;
import io.quorate.simulator.plan.Scenario;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;

/**
 * {@code quorate simulate --seed N} runs one seed and prints its trace, or with {@code --shrink} looks for the smallest
 * part of it that fails the same way; {@code --runs N} runs many, from {@code --from} on, and prints only what is wrong
 * and a summary.
 */
public final class Simulate {
    private static final int GOOD = 0;
    private static final int BROKEN = 1;
    private static final int MISUSED = 2;

    private Simulate() {}

    /** Runs and exits with 0 if every promise was kept, 1 if not, 2 if the arguments make no sense. */
    public static void main(String[] args) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        int code;
        try {
            code = run(args, out);
        } catch (IllegalArgumentException misused) {
            out.println(misused.getMessage());
            out.println(Options.USAGE);
            code = MISUSED;
        }
        out.flush();
        if (code != GOOD) {
            System.exit(code);
        }
    }

    static int run(String[] args, PrintStream out) {
        Options options = Options.parse(args);
        Scenario scenario = options.scenario();
        if (scenario == null) {
            return many(options, out);
        }
        return options.shrink() ? smaller(scenario, out) : one(scenario, out);
    }

    private static int smaller(Scenario scenario, PrintStream out) {
        Verdict verdict = Simulation.run(scenario, Tampering.NONE, null);
        out.println(verdict.line());
        if (verdict.isGood()) {
            return GOOD;
        }
        Shrinker shrinker = new Shrinker(smaller -> Simulation.run(smaller, Tampering.NONE, null), out::println);
        out.println(shrinker.shrink(verdict).line());
        return BROKEN;
    }

    private static int one(Scenario scenario, PrintStream out) {
        Verdict verdict = Simulation.run(scenario, Tampering.NONE, out::println);
        verdict.findings()
                .violations()
                .forEach(violation -> out.println("! " + violation.at() / 1_000 + " " + violation.promise() + " ("
                        + violation.promise().sentence() + "): " + violation.what()));
        out.println("# checked " + verdict.findings().checked());
        out.println("# reached " + verdict.reached());
        out.println("# " + verdict.effects() + " effects of the first member, " + verdict.operations()
                + " disk operations in its last life");
        out.println(verdict.line());
        return verdict.isGood() ? GOOD : BROKEN;
    }

    private static int many(Options options, PrintStream out) {
        long from = options.from();
        long runs = options.runs();
        Map<Promise, Long> checked = new EnumMap<>(Promise.class);
        Map<Reached, Long> reached = new EnumMap<>(Reached.class);
        long broken = 0;
        long events = 0;
        long boots = 0;
        long traces = 0;
        for (long seed = from; seed < from + runs; seed++) {
            Verdict verdict = Simulation.run(options.seeds().apply(seed), Tampering.NONE, null);
            events += verdict.events();
            boots += verdict.boots();
            traces = Long.rotateLeft(traces, 1) ^ verdict.traceHash();
            verdict.findings().checked().forEach((promise, times) -> checked.merge(promise, times, Long::sum));
            verdict.reached().forEach((what, times) -> reached.merge(what, times, Long::sum));
            if (!verdict.isGood()) {
                broken++;
                out.println(verdict.line());
            }
        }
        out.println(runs + " runs from seed " + from + ", " + broken + " broken, " + events + " events, " + boots
                + " starts of members, traces " + Long.toHexString(traces));
        checked.forEach(
                (promise, times) -> out.println("  " + promise + " tested " + times + " times: " + promise.sentence()));
        reached.forEach((what, times) -> out.println("  reached " + times + " times: " + what));
        return broken == 0 ? GOOD : BROKEN;
    }
}
