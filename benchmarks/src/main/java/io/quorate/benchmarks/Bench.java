package io.quorate.benchmarks;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line of the load generator: {@code bench run} puts a load on a server, the others ask one question each. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = "Loads a server that speaks the ZooKeeper client protocol and measures what it gives and costs.",
        subcommands = {RunCommand.class})
public final class Bench {
    private Bench() {}

    /** Runs the command line and exits with 0 on success, 1 when a measurement failed, 2 for wrong arguments. */
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        CommandLine line = new CommandLine(new Bench());
        line.setExecutionExceptionHandler((failure, command, _) -> {
            command.getErr().println("bench: " + failure.getMessage());
            return command.getCommandSpec().exitCodeOnExecutionException();
        });
        return line;
    }
}
