package io.quorate.simulator.plan;

import io.quorate.simulator.world.Dice;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A seed and what is left of it: everything a run depends on, and so everything that must be said to repeat it.
 *
 * @param members how many members there are; those of an ensemble vote
 * @param observers how many more learn what was decided and have no vote
 * @param absentClients the clients that stay away, by number
 * @param requestsPercent how much of what it would ask each client asks
 * @param mostFaults after so many faults no more are put in place
 * @param untilMs when the faults end and the clients stop asking at the latest, virtual ms
 * @param without kinds of faults that stay away
 * @param shortWork whether it is one of the short runs that are repeated with a crash at each point
 * @param crash where the power fails, if that is chosen
 * @param program what client programs do together; null if clients are those that ask whatever chance says
 */
public record Scenario(
        long seed,
        int members,
        int observers,
        Set<Integer> absentClients,
        int requestsPercent,
        int mostFaults,
        long untilMs,
        Set<FaultKind> without,
        boolean shortWork,
        @Nullable CrashPoint crash,
        @Nullable Program program) {
    /** All that a client would ask. */
    public static final int ALL = 100;

    /** No bound on the number of faults. */
    public static final int ANY = Integer.MAX_VALUE;

    /** The longest that clients work, virtual ms. */
    public static final long MOST_MS = 40_000;

    /** Keeps its sets in order. */
    public Scenario {
        absentClients = new TreeSet<>(absentClients);
        without = without.isEmpty() ? EnumSet.noneOf(FaultKind.class) : EnumSet.copyOf(without);
    }

    /** All of a seed, with one member. */
    public static Scenario of(long seed) {
        return new Scenario(
                seed, 1, 0, new TreeSet<>(), ALL, ANY, MOST_MS, EnumSet.noneOf(FaultKind.class), false, null, null);
    }

    /** All of a seed, with an ensemble of that size. */
    public static Scenario ensemble(long seed, int voters, int observers) {
        return new Scenario(
                seed,
                voters,
                observers,
                new TreeSet<>(),
                ALL,
                ANY,
                MOST_MS,
                EnumSet.noneOf(FaultKind.class),
                false,
                null,
                null);
    }

    /** All of a seed, with an ensemble of the size that the seed says: mostly 3 or 5, one of four with observers. */
    public static Scenario ensemble(long seed) {
        Dice dice = Dice.of(seed, "size");
        int voters = dice.oneOf(3, 3, 3, 3, 3, 3, 5, 5, 5, 7);
        int observers = dice.perMille(250) ? dice.between(1, 2) : 0;
        return ensemble(seed, voters, observers);
    }

    /** The same seed and size, with nothing left out. */
    public Scenario whole() {
        Scenario whole = shortWork ? shortOf(seed, null) : members == 1 ? of(seed) : ensemble(seed, members, observers);
        return program == null ? whole : whole.playing(program);
    }

    /** With client programs that do this. */
    public Scenario playing(Program what) {
        return new Scenario(
                seed,
                members,
                observers,
                absentClients,
                requestsPercent,
                mostFaults,
                untilMs,
                without,
                shortWork,
                crash,
                what);
    }

    /** How long it works. A lone member costs little, and works as long as it always has. */
    public Length length() {
        return isEnsemble() && !shortWork ? Length.of(seed) : Length.USUAL;
    }

    /** Whether there is more than one member. */
    public boolean isEnsemble() {
        return members + observers > 1;
    }

    /** A short run without faults but one. */
    public static Scenario shortOf(long seed, @Nullable CrashPoint crash) {
        return new Scenario(
                seed, 1, 0, new TreeSet<>(), ALL, ANY, MOST_MS, EnumSet.noneOf(FaultKind.class), true, crash, null);
    }

    /** Without this client. */
    public Scenario withoutClient(int client) {
        Set<Integer> more = new TreeSet<>(absentClients);
        more.add(client);
        return new Scenario(
                seed,
                members,
                observers,
                more,
                requestsPercent,
                mostFaults,
                untilMs,
                without,
                shortWork,
                crash,
                program);
    }

    /** Without this kind of faults. */
    public Scenario without(FaultKind kind) {
        Set<FaultKind> more = new TreeSet<>(without);
        more.add(kind);
        return new Scenario(
                seed,
                members,
                observers,
                absentClients,
                requestsPercent,
                mostFaults,
                untilMs,
                more,
                shortWork,
                crash,
                program);
    }

    /** With so much of what each client would ask. */
    public Scenario asking(int percent) {
        return new Scenario(
                seed,
                members,
                observers,
                absentClients,
                percent,
                mostFaults,
                untilMs,
                without,
                shortWork,
                crash,
                program);
    }

    /** With so many faults at most. */
    public Scenario withFaults(int most) {
        return new Scenario(
                seed,
                members,
                observers,
                absentClients,
                requestsPercent,
                most,
                untilMs,
                without,
                shortWork,
                crash,
                program);
    }

    /** Over after so many ms of work. */
    public Scenario until(long ms) {
        return new Scenario(
                seed,
                members,
                observers,
                absentClients,
                requestsPercent,
                mostFaults,
                ms,
                without,
                shortWork,
                crash,
                program);
    }

    /** The arguments of the command that runs it. */
    public String arguments() {
        StringJoiner words = new StringJoiner(" ").add("--seed").add("0x" + Long.toHexString(seed));
        if (isEnsemble()) {
            words.add("--members").add(Integer.toString(members));
        }
        if (observers > 0) {
            words.add("--observers").add(Integer.toString(observers));
        }
        if (program != null) {
            words.add("--programs").add(program.toString());
        }
        if (shortWork) {
            words.add("--short");
        }
        if (crash != null) {
            words.add("--crash").add(crash.toString());
        }
        if (!absentClients.isEmpty()) {
            words.add("--without-clients").add(joined(absentClients));
        }
        if (!without.isEmpty()) {
            words.add("--without").add(joined(without).toLowerCase(Locale.ROOT).replace('_', '-'));
        }
        if (requestsPercent != ALL) {
            words.add("--requests").add(requestsPercent + "%");
        }
        if (mostFaults != ANY) {
            words.add("--faults").add(Integer.toString(mostFaults));
        }
        if (untilMs != MOST_MS) {
            words.add("--until").add(Long.toString(untilMs));
        }
        return words.toString();
    }

    private static String joined(Set<?> elements) {
        return elements.stream().map(String::valueOf).collect(Collectors.joining(","));
    }
}
