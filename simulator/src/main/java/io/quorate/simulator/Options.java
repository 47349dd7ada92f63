package io.quorate.simulator;

import io.quorate.simulator.plan.CrashPoint;
import io.quorate.simulator.plan.FaultKind;
import io.quorate.simulator.plan.Program;
import io.quorate.simulator.plan.Scenario;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What the command line asks for.
 *
 * @param scenario what to run, if it is one run
 * @param shrink whether to make it smaller while it fails
 * @param from first seed of many
 * @param runs how many seeds; 0 if it is one run
 * @param seeds what is run of each of many seeds
 */
record Options(@Nullable Scenario scenario, boolean shrink, long from, long runs, LongFunction<Scenario> seeds) {
    private static final int MOST_MEMBERS = 7;

    static final String USAGE = """
            usage: quorate simulate --seed N [--shrink] [what is left of it]   one run, event by event
                   quorate simulate --runs N [--from N]                        many seeds, only what is wrong
              --members N              an ensemble of so many voters, 1 to 7, or "any": of the size that the seed says
              --observers N            and so many observers
              --programs NAME          programs over Quorate's own client: a recipe's name, or "any"
              --without KIND,...       kinds of faults that stay away, such as power-cuts or pauses
              --without-clients N,...  clients that stay away
              --requests P%            how much of what it would ask each client asks
              --faults N               no more than the first N faults
              --until MS               faults and clients end after so many virtual ms
              --short                  the short workload whose crash points are all tried
              --crash KIND:N:M:SURVIVAL  with --short: effect or operation N, then operation M of the next start or 0;
                                       what survives: nothing, everything, some
            N is decimal or 0x...""";

    /** Reads arguments; {@link IllegalArgumentException} says what is wrong with them. */
    static Options parse(String[] args) {
        ArrayDeque<String> left = new ArrayDeque<>(Arrays.asList(args));
        Long seed = null;
        boolean shrink = false;
        boolean isShort = false;
        CrashPoint crash = null;
        long from = 1;
        long runs = 0;
        String members = "1";
        int observers = 0;
        String programs = null;
        Scenario what = Scenario.of(0);
        while (!left.isEmpty()) {
            String option = left.remove();
            switch (option) {
                case "--shrink" -> shrink = true;
                case "--short" -> isShort = true;
                case "--seed" -> seed = number(value(option, left));
                case "--runs" -> runs = number(value(option, left));
                case "--members" -> members = value(option, left);
                case "--observers" -> observers = Integer.parseInt(value(option, left));
                case "--programs" -> programs = value(option, left);
                case "--from" -> from = number(value(option, left));
                case "--crash" -> crash = CrashPoint.parse(value(option, left));
                case "--without" -> {
                    for (String kind : list(value(option, left))) {
                        what = what.without(
                                FaultKind.valueOf(kind.toUpperCase(Locale.ROOT).replace('-', '_')));
                    }
                }
                case "--without-clients" -> {
                    for (String client : list(value(option, left))) {
                        what = what.withoutClient(Integer.parseInt(client));
                    }
                }
                case "--requests" ->
                    what = what.asking(Integer.parseInt(value(option, left).replace("%", "")));
                case "--faults" -> what = what.withFaults(Integer.parseInt(value(option, left)));
                case "--until" -> what = what.until(number(value(option, left)));
                default -> throw new IllegalArgumentException("unknown option " + option);
            }
        }
        if (seed == null && runs <= 0) {
            throw new IllegalArgumentException("neither --seed nor --runs is given");
        }
        LongFunction<Scenario> seeds = playing(programs, sized(members, observers));
        Scenario scenario = null;
        if (seed != null) {
            Scenario whole = seeds.apply(seed);
            scenario = new Scenario(
                    seed,
                    whole.members(),
                    whole.observers(),
                    what.absentClients(),
                    what.requestsPercent(),
                    what.mostFaults(),
                    what.untilMs(),
                    what.without(),
                    isShort,
                    crash,
                    whole.program());
        }
        return new Options(scenario, shrink, from, runs, seeds);
    }

    private static LongFunction<Scenario> sized(String members, int observers) {
        if (members.equals("any")) {
            return Scenario::ensemble;
        }
        int voters = Integer.parseInt(members);
        if (voters < 1 || voters > MOST_MEMBERS || observers < 0 || observers > MOST_MEMBERS) {
            throw new IllegalArgumentException("--members and --observers are at most " + MOST_MEMBERS + " each, not "
                    + members + " and " + observers);
        }
        return seed -> voters + observers == 1 ? Scenario.of(seed) : Scenario.ensemble(seed, voters, observers);
    }

    private static LongFunction<Scenario> playing(@Nullable String programs, LongFunction<Scenario> seeds) {
        if (programs == null) {
            return seeds;
        }
        if (Program.isAny(programs)) {
            return seed -> seeds.apply(seed).playing(Program.of(seed));
        }
        Program program = Program.parse(programs);
        return seed -> seeds.apply(seed).playing(program);
    }

    private static String value(String option, ArrayDeque<String> left) {
        String value = left.poll();
        if (value == null) {
            throw new IllegalArgumentException(option + " needs a value");
        }
        return value;
    }

    private static List<String> list(String text) {
        return List.of(text.split(",", -1));
    }

    private static long number(String text) {
        return text.startsWith("0x") ? Long.parseUnsignedLong(text.substring(2), 16) : Long.parseLong(text);
    }
}
