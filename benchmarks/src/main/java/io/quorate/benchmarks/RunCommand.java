package io.quorate.benchmarks;

import io.quorate.benchmarks.client.Frames;
import io.quorate.benchmarks.client.KeySpace;
import io.quorate.benchmarks.client.Keys;
import io.quorate.benchmarks.client.Load;
import io.quorate.benchmarks.client.Mix;
import io.quorate.benchmarks.report.Json;
import io.quorate.benchmarks.report.Measurement;
import io.quorate.benchmarks.scenario.Throughput;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bench run}: a load of a chosen shape. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Puts a load on a server: closed loop by default, open loop with --rate.")
final class RunCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private ServerOptions server = new ServerOptions();

    @Option(names = "--sessions", defaultValue = "64", description = "sessions (${DEFAULT-VALUE})")
    private int sessions;

    @Option(names = "--depth", defaultValue = "8", description = "requests in flight per session (${DEFAULT-VALUE})")
    private int depth;

    @Option(
            names = "--rate",
            defaultValue = "0",
            description =
                    "open loop: requests per second over all sessions, latency counted from the time each was due")
    private double rate;

    @Option(
            names = "--mix",
            defaultValue = "get=90,set=10",
            description =
                    "get, set, create, delete, exists, children, watch, sync, ping with weights (${DEFAULT-VALUE})")
    private String mix = "";

    @Option(names = "--value-size", defaultValue = "100", description = "bytes of a value (${DEFAULT-VALUE})")
    private int valueSize;

    @Option(names = "--keys", defaultValue = "1000", description = "znodes to choose from (${DEFAULT-VALUE})")
    private int keys;

    @Option(names = "--parents", defaultValue = "0", description = "spread the znodes over so many parents")
    private int parents;

    @Option(names = "--root", description = "znode above all others; a new one that is removed afterwards by default")
    private String root = "/bench-" + Long.toHexString(ProcessHandle.current().pid());

    @Option(names = "--keep", description = "leave the znodes for the next run")
    private boolean keep;

    @Option(names = "--warm-up", defaultValue = "5", description = "seconds not counted (${DEFAULT-VALUE})")
    private double warmUp;

    @Option(names = "--duration", defaultValue = "10", description = "seconds counted (${DEFAULT-VALUE})")
    private double duration;

    @Option(names = "--threads", defaultValue = "1", description = "client threads (${DEFAULT-VALUE})")
    private int threads;

    @Override
    public Integer call() {
        KeySpace space = new KeySpace(root, keys, parents);
        Load load = new Load(server.address(), sessions, depth, rate, Mix.parse(mix), valueSize, space, threads);
        Keys.create(server.address(), space, Frames.value(valueSize));
        Measurement found =
                Throughput.measure(load, ServerOptions.seconds(warmUp), ServerOptions.seconds(duration), server.pid());
        spec.commandLine().getOut().println(server.json() ? Json.of(found.figures()) : found.text());
        if (!keep) {
            Keys.delete(server.address(), space);
        }
        return 0;
    }
}
