package io.quorate.benchmarks;

import io.quorate.benchmarks.client.Frames;
import io.quorate.benchmarks.client.KeySpace;
import io.quorate.benchmarks.client.Keys;
import io.quorate.benchmarks.client.Load;
import io.quorate.benchmarks.client.Mix;
import io.quorate.benchmarks.client.Operation;
import io.quorate.benchmarks.report.Figures;
import io.quorate.benchmarks.report.Json;
import io.quorate.benchmarks.scenario.Events;
import io.quorate.benchmarks.scenario.SessionCosts;
import io.quorate.benchmarks.scenario.SnapshotPause;
import io.quorate.benchmarks.scenario.StartUp;
import io.quorate.benchmarks.scenario.Throughput;
import io.quorate.benchmarks.scenario.Weight;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * The command line of the load generator: {@code bench run} puts a load of any shape on a server, the other subcommands
 * ask one question each and are the methods below.
 */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = "Loads a server that speaks the ZooKeeper client protocol and measures what it gives and costs.",
        subcommands = {RunCommand.class, Compare.class, ClientsCommand.class, JmhCommand.class})
public final class Bench {
    @Spec
    private CommandSpec spec = CommandSpec.create();

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

    @Command(name = "load", description = "Creates many znodes as fast as the server takes them, and leaves them.")
    void load(
            @Mixin ServerOptions server,
            @Option(
                            names = "--root",
                            defaultValue = "/bench-load",
                            description = "znode above all others (${DEFAULT-VALUE})")
                    String root,
            @Option(names = "--count", defaultValue = "1000000", description = "znodes (${DEFAULT-VALUE})") int count,
            @Option(
                            names = "--parents",
                            defaultValue = "1000",
                            description = "znodes over which they are spread (${DEFAULT-VALUE})")
                    int parents,
            @Option(names = "--value-size", defaultValue = "100", description = "bytes of a value (${DEFAULT-VALUE})")
                    int valueSize) {
        tell(server, Weight.load(server.address(), server.pid(), new KeySpace(root, count, parents), valueSize));
    }

    @Command(name = "memory", description = "Creates many znodes and tells the live heap and memory they take.")
    void memory(
            @Mixin ServerOptions server,
            @Option(
                            names = "--root",
                            defaultValue = "/bench-load",
                            description = "znode above all others (${DEFAULT-VALUE})")
                    String root,
            @Option(names = "--count", defaultValue = "1000000", description = "znodes (${DEFAULT-VALUE})") int count,
            @Option(
                            names = "--parents",
                            defaultValue = "1000",
                            description = "znodes over which they are spread (${DEFAULT-VALUE})")
                    int parents,
            @Option(names = "--value-size", defaultValue = "100", description = "bytes of a value (${DEFAULT-VALUE})")
                    int valueSize) {
        KeySpace space = new KeySpace(root, count, parents);
        tell(server, Weight.measure(server.address(), server.requiredPid(), space, valueSize));
    }

    @Command(name = "watch-fanout", description = "Tells one change to many watching sessions: CPU per event.")
    void watchFanOut(
            @Mixin ServerOptions server,
            @Option(names = "--watchers", defaultValue = "1000", description = "sessions that watch (${DEFAULT-VALUE})")
                    int watchers,
            @Option(names = "--warm-up", defaultValue = "3", description = "seconds not counted (${DEFAULT-VALUE})")
                    double warmUp,
            @Option(names = "--duration", defaultValue = "10", description = "seconds counted (${DEFAULT-VALUE})")
                    double duration) {
        Duration length = ServerOptions.seconds(duration);
        tell(server, Events.measure(server.address(), server.pid(), watchers, ServerOptions.seconds(warmUp), length));
    }

    @Command(name = "sessions", description = "Opens and closes sessions: CPU per session.")
    void sessions(
            @Mixin ServerOptions server,
            @Option(
                            names = "--concurrency",
                            defaultValue = "16",
                            description = "sessions under way at once (${DEFAULT-VALUE})")
                    int concurrency,
            @Option(names = "--warm-up", defaultValue = "3", description = "seconds not counted (${DEFAULT-VALUE})")
                    double warmUp,
            @Option(names = "--duration", defaultValue = "10", description = "seconds counted (${DEFAULT-VALUE})")
                    double duration) {
        Duration length = ServerOptions.seconds(duration);
        tell(
                server,
                SessionCosts.openAndClose(
                        server.address(), server.pid(), concurrency, ServerOptions.seconds(warmUp), length));
    }

    @Command(name = "idle", description = "Keeps sessions open that only ping: CPU per ping.")
    void idle(
            @Mixin ServerOptions server,
            @Option(names = "--sessions", defaultValue = "10000", description = "sessions (${DEFAULT-VALUE})")
                    int sessions,
            @Option(
                            names = "--interval",
                            defaultValue = "10",
                            description = "seconds between two pings of a session (${DEFAULT-VALUE})")
                    double interval,
            @Option(names = "--duration", defaultValue = "20", description = "seconds counted (${DEFAULT-VALUE})")
                    double duration) {
        Duration between = ServerOptions.seconds(interval);
        Duration length = ServerOptions.seconds(duration);
        tell(server, SessionCosts.idle(server.address(), server.pid(), sessions, between, length));
    }

    @Command(name = "list", description = "Lists a node with many children: CPU and time per listing.")
    void list(
            @Mixin ServerOptions server,
            @Option(
                            names = "--root",
                            defaultValue = "/bench-list",
                            description = "znode above all others (${DEFAULT-VALUE})")
                    String root,
            @Option(
                            names = "--children",
                            defaultValue = "100000",
                            description = "children of the node (${DEFAULT-VALUE})")
                    int children,
            @Option(names = "--warm-up", defaultValue = "3", description = "seconds not counted (${DEFAULT-VALUE})")
                    double warmUp,
            @Option(names = "--duration", defaultValue = "10", description = "seconds counted (${DEFAULT-VALUE})")
                    double duration) {
        KeySpace space = new KeySpace(root, children, 0);
        Keys.create(server.address(), space, Frames.value(0));
        one(server, space, Operation.CHILDREN, warmUp, duration);
        Keys.delete(server.address(), space);
    }

    @Command(name = "latency", description = "One session, one request at a time: reads, then writes.")
    void latency(
            @Mixin ServerOptions server,
            @Option(names = "--value-size", defaultValue = "100", description = "bytes of a value (${DEFAULT-VALUE})")
                    int valueSize,
            @Option(names = "--warm-up", defaultValue = "3", description = "seconds not counted (${DEFAULT-VALUE})")
                    double warmUp,
            @Option(names = "--duration", defaultValue = "5", description = "seconds counted (${DEFAULT-VALUE})")
                    double duration) {
        KeySpace space = new KeySpace(
                "/bench-" + Long.toHexString(ProcessHandle.current().pid()), 1000, 0);
        Keys.create(server.address(), space, Frames.value(valueSize));
        one(server, space, Operation.GET, warmUp, duration);
        one(server, space, Operation.SET, warmUp, duration);
        Keys.delete(server.address(), space);
    }

    private void one(ServerOptions server, KeySpace space, Operation operation, double warmUp, double duration) {
        Load load = new Load(server.address(), 1, 1, 0, Mix.only(operation), 100, space, 1);
        var found =
                Throughput.measure(load, ServerOptions.seconds(warmUp), ServerOptions.seconds(duration), server.pid());
        print(server.json() ? Json.of(found.figures()) : found.text());
    }

    @Command(name = "snapshot-pause", description = "Writes at a rate while the server takes snapshots.")
    void snapshotPause(
            @Mixin ServerOptions server,
            @Option(
                            names = "--root",
                            defaultValue = "/bench-load",
                            description = "znode above all others (${DEFAULT-VALUE})")
                    String root,
            @Option(names = "--count", defaultValue = "1000000", description = "znodes (${DEFAULT-VALUE})") int count,
            @Option(
                            names = "--parents",
                            defaultValue = "1000",
                            description = "znodes over which they are spread (${DEFAULT-VALUE})")
                    int parents,
            @Option(names = "--rate", defaultValue = "1000", description = "writes per second (${DEFAULT-VALUE})")
                    double rate,
            @Option(names = "--duration", defaultValue = "30", description = "seconds counted (${DEFAULT-VALUE})")
                    double duration,
            @Option(names = "--snapshots", required = true, description = "directory of the snapshots")
                    Path snapshots) {
        KeySpace space = new KeySpace(root, count, parents);
        Duration length = ServerOptions.seconds(duration);
        tell(server, SnapshotPause.measure(server.address(), server.pid(), space, rate, length, snapshots));
    }

    @Command(name = "startup", description = "Starts a server again and again: time to the first answered request.")
    void startup(
            @Mixin ServerOptions server,
            @Option(names = "--rounds", defaultValue = "3", description = "how often (${DEFAULT-VALUE})") int rounds,
            @Option(
                            names = "--log",
                            defaultValue = "bench-server.log",
                            description = "file for the output of the server (${DEFAULT-VALUE})")
                    Path log,
            @Parameters(description = "command that becomes the server", arity = "1..*") List<String> command) {
        tell(server, StartUp.measure(server.address(), command, rounds, log));
    }

    private void tell(ServerOptions server, Figures figures) {
        print(server.json() ? Json.of(figures.figures()) : figures.text());
    }

    private void print(String text) {
        spec.commandLine().getOut().println(text);
        spec.commandLine().getOut().flush();
    }
}
