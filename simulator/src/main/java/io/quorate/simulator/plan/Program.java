package io.quorate.simulator.plan;

import io.quorate.simulator.world.Dice;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What the client programs of a run do together, over Quorate's own client. */
public enum Program {
    LOCK,
    ELECTION,
    SEMAPHORE,
    READ_WRITE_LOCK,
    BARRIER,
    DOUBLE_BARRIER,
    QUEUE,
    PRIORITY_QUEUE,
    COUNTER,
    TRANSACTION,
    GROUP,
    REGISTRY,
    CONFIGURATION,
    CACHE,
    BOARD;

    private static final String ANY = "any";

    /** As {@link #toString} writes it. */
    public static Program parse(String name) {
        for (Program program : values()) {
            if (program.toString().equals(name)) {
                return program;
            }
        }
        throw new IllegalArgumentException("there is no program " + name + ", but " + names());
    }

    /** Whether that name leaves it to the seed. */
    public static boolean isAny(String name) {
        return name.equals(ANY);
    }

    /** What a seed says. */
    public static Program of(long seed) {
        return Dice.of(seed, "program").oneOf(values());
    }

    /** All names. */
    public static String names() {
        return Arrays.stream(values()).map(Program::toString).collect(Collectors.joining(", ")) + ", " + ANY;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
