package io.quorate.shell;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * What stands on the command line: options of the shell, then perhaps a command with its arguments.
 *
 * @param words the command; empty to read commands
 * @param awaitConnection whether to begin only once connected
 */
record Invocation(Settings settings, boolean awaitConnection, boolean json, Colours colours, List<String> words) {
    static final String USAGE = """
        quorate shell [options]                reads commands, from a terminal or a script
        quorate shell [options] command ...    carries out one command
        quorate command ...                    the same

          -server, --server HOST:PORT[,HOST:PORT...][/CHROOT]   default: $QUORATE_SERVER, or localhost:2181
          -timeout MS            the session timeout that is asked for, default 30000
          --timeout SECONDS      how long an answer is waited for, default 15
          -r                     a member without a quorum will do for reads
          -waitforconnection     begins only once connected
          --json                 results as JSON
          --color WHEN           auto, always or never
          -h, --help             this text; "quorate shell help" shows the commands
        """;

    private static final int MS_PER_S = 1000;

    Invocation {
        words = List.copyOf(words);
    }

    /** When there are colours. */
    enum Colours {
        AUTO,
        ALWAYS,
        NEVER
    }

    /**
     * Reads the arguments.
     *
     * @param servers where to connect unless they say it; empty for the usual place
     * @throws Refusal if they make no sense
     */
    static Invocation of(List<String> arguments, String servers) {
        Settings settings = Settings.usual(servers);
        boolean await = false;
        boolean json = false;
        Colours colours = Colours.AUTO;
        Deque<String> left = new ArrayDeque<>(arguments);
        while (!left.isEmpty() && left.element().startsWith("-")) {
            String option = left.remove();
            switch (option) {
                case "-server", "--server" -> settings = settings.withServers(value(option, left));
                case "-timeout" -> settings = settings.withSessionTimeout(Duration.ofMillis(number(option, left)));
                case "--timeout" -> settings = settings.withPatience(seconds(option, left));
                case "-r", "-readonly" -> settings = settings.withReadOnly(true);
                case "-waitforconnection" -> await = true;
                case "--json" -> json = true;
                case "--color", "--colour" -> colours = colours(value(option, left));
                default ->
                    throw new Refusal(
                            ExitCode.USAGE, "this shell has no option " + option + "\n" + USAGE.stripTrailing());
            }
        }
        return new Invocation(settings, await, json, colours, List.copyOf(left));
    }

    private static String value(String option, Deque<String> left) {
        if (left.isEmpty()) {
            throw new Refusal(ExitCode.USAGE, option + " needs a value");
        }
        return left.remove();
    }

    private static int number(String option, Deque<String> left) {
        String value = value(option, left);
        try {
            int number = Integer.parseInt(value);
            if (number > 0) {
                return number;
            }
        } catch (NumberFormatException _) {
            // Told below, as what is not positive is.
        }
        throw new Refusal(ExitCode.USAGE, option + " " + value + " is not a whole number above 0");
    }

    private static Duration seconds(String option, Deque<String> left) {
        String value = value(option, left);
        try {
            double seconds = Double.parseDouble(value);
            if (seconds > 0 && seconds < Integer.MAX_VALUE) {
                return Duration.ofMillis(Math.max(1, Math.round(seconds * MS_PER_S)));
            }
        } catch (NumberFormatException _) {
            // Told below.
        }
        throw new Refusal(ExitCode.USAGE, option + " " + value + " is not a number of seconds above 0");
    }

    private static Colours colours(String text) {
        return switch (text) {
            case "auto" -> Colours.AUTO;
            case "always" -> Colours.ALWAYS;
            case "never" -> Colours.NEVER;
            default -> throw new Refusal(ExitCode.USAGE, "--color is auto, always or never, not " + text);
        };
    }
}
