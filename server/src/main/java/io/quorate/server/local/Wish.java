package io.quorate.server.local;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was asked for on the command line.
 *
 * @param members that vote; null when it was not said
 * @param observers that do not; null when it was not said
 * @param directory what everything lives under
 * @param basePort the first port; null when it was not said
 */
record Wish(
        @Nullable Integer members,
        @Nullable Integer observers,
        Path directory,
        @Nullable Integer basePort) {
    static final int ORDINARY_MEMBERS = 3;
    static final int MOST = 20;
    private static final int HIGHEST_PORT = 65_535;
    private static final int LOWEST_PORT = 1_024;

    static final String USAGE = """
        quorate ensemble [--members N] [--observers N] [--dir DIRECTORY] [--base-port PORT]

        Starts an ensemble on this machine, each member a process of its own, and stops all of them on Ctrl-C.
        Started again in the same directory it goes on with the same data.

          --members N      members that vote; 3 unless the directory says otherwise
          --observers N    members that only learn; 0 unless the directory says otherwise
          --dir DIRECTORY  where the members live; ./ensemble
          --base-port PORT the members take clients from here on, and talk to each other on the ports that follow;
                           2181 or the next hundred that is free
        """;

    /**
     * Reads the arguments.
     *
     * @throws LocalException if one is unknown or its value makes no sense
     */
    static Wish of(List<String> arguments) {
        Integer members = null;
        Integer observers = null;
        Path directory = Path.of("ensemble");
        Integer basePort = null;
        Iterator<String> left = arguments.iterator();
        while (left.hasNext()) {
            String option = left.next();
            switch (option) {
                case "--members" -> members = number(option, left, 1, MOST);
                case "--observers" -> observers = number(option, left, 0, MOST);
                case "--dir" -> directory = Path.of(value(option, left));
                case "--base-port" -> basePort = number(option, left, LOWEST_PORT, HIGHEST_PORT - 3 * MOST);
                default -> throw new LocalException("unknown option " + option + "\n\n" + USAGE);
            }
        }
        if ((members == null ? ORDINARY_MEMBERS : members) + (observers == null ? 0 : observers) > MOST) {
            throw new LocalException("more than " + MOST + " members on one machine: ask for fewer");
        }
        return new Wish(members, observers, directory, basePort);
    }

    private static String value(String option, Iterator<String> left) {
        if (!left.hasNext()) {
            throw new LocalException(option + " wants a value\n\n" + USAGE);
        }
        return left.next();
    }

    private static int number(String option, Iterator<String> left, int least, int most) {
        String text = value(option, left);
        try {
            int number = Integer.parseInt(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException _) {
            // Told below.
        }
        throw new LocalException(option + " " + text + ": a number from " + least + " to " + most + " is wanted");
    }
}
