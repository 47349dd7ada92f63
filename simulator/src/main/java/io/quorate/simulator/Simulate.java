package io.quorate.simulator;

import io.quorate.simulator.checker.Promise;
import io.quorate.simulator.checker.Reached;
import io.quorate.simulator.member.Tampering;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;

/**
 * {@code quorate simulate --seed N} runs one seed and prints its trace; {@code --runs N} runs many, from {@code --from}
 * on, and prints only what is wrong and a summary.
 */
public final class Simulate {
    private static final int GOOD = 0;
    private static final int BROKEN = 1;
    private static final int MISUSED = 2;
    private static final String USAGE = "usage: quorate simulate --seed N | --runs N [--from N]   (N decimal or 0x...)";

    private Simulate() {}

    /** Runs and exits with 0 if every promise was kept, 1 if not, 2 if the arguments make no sense. */
    public static void main(String[] args) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        int code;
        try {
            code = run(args, out);
        } catch (NumberFormatException notANumber) {
            out.println("not a number: " + notANumber.getMessage());
            out.println(USAGE);
            code = MISUSED;
        }
        out.flush();
        if (code != GOOD) {
            System.exit(code);
        }
    }

    static int run(String[] args, PrintStream out) {
        Long seed = null;
        long from = 1;
        long runs = 0;
        for (int i = 0; i + 1 < args.length; i += 2) {
            switch (args[i]) {
                case "--seed" -> seed = number(args[i + 1]);
                case "--runs" -> runs = number(args[i + 1]);
                case "--from" -> from = number(args[i + 1]);
                default -> {
                    out.println("unknown option " + args[i]);
                    out.println(USAGE);
                    return MISUSED;
                }
            }
        }
        if (args.length % 2 != 0 || (seed == null && runs <= 0)) {
            out.println(USAGE);
            return MISUSED;
        }
        return seed == null ? many(from, runs, out) : one(seed, out);
    }

    private static int one(long seed, PrintStream out) {
        Verdict verdict = Simulation.run(seed, Tampering.NONE, out::println);
        verdict.findings()
                .violations()
                .forEach(violation -> out.println("! " + violation.at() / 1_000 + " " + violation.promise() + " ("
                        + violation.promise().sentence() + "): " + violation.what()));
        out.println("# checked " + verdict.findings().checked());
        out.println("# reached " + verdict.reached());
        out.println(verdict.line());
        return verdict.isGood() ? GOOD : BROKEN;
    }

    private static int many(long from, long runs, PrintStream out) {
        Map<Promise, Long> checked = new EnumMap<>(Promise.class);
        Map<Reached, Long> reached = new EnumMap<>(Reached.class);
        long broken = 0;
        long events = 0;
        long boots = 0;
        long traces = 0;
        for (long seed = from; seed < from + runs; seed++) {
            Verdict verdict = Simulation.run(seed);
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
                + " starts of the member, traces " + Long.toHexString(traces));
        checked.forEach(
                (promise, times) -> out.println("  " + promise + " tested " + times + " times: " + promise.sentence()));
        reached.forEach((what, times) -> out.println("  reached " + times + " times: " + what));
        return broken == 0 ? GOOD : BROKEN;
    }

    private static long number(String text) {
        return text.startsWith("0x") ? Long.parseUnsignedLong(text.substring(2), 16) : Long.parseLong(text);
    }
}
