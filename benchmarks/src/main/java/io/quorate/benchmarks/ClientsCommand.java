package io.quorate.benchmarks;

import io.quorate.benchmarks.compare.Account;
import io.quorate.benchmarks.compare.LoadedClient;
import io.quorate.benchmarks.compare.Metric;
import io.quorate.benchmarks.compare.Ratio;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bench clients}: Quorate's Java client and Apache's, on one server, in interleaved rounds. */
@Command(
        name = "clients",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Compares the Java client with Apache's on a running server: operations per second of client CPU.")
final class ClientsCommand implements Callable<Integer> {
    private static final List<String> WAYS = List.of("async", "blocking");
    private static final List<String> OPERATIONS = List.of("get", "set");
    private static final double EXPECTED = 2;
    /** Apache's client logs each packet unless told not to; neither library is measured with its logging. */
    private static final String SILENCE = "<configuration><root level=\"OFF\"/></configuration>\n";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private ServerOptions server = new ServerOptions();

    @Option(
            names = "--zookeeper-classpath",
            defaultValue = "benchmarks/target/zookeeper.classpath",
            description = "file that holds the class path of ZooKeeper (${DEFAULT-VALUE})")
    private Path classPath = Path.of("");

    @Option(
            names = "--programs",
            defaultValue = "benchmarks/clients",
            description = "directory of ApacheLoad.java and QuorateLoad.java (${DEFAULT-VALUE})")
    private Path programs = Path.of("");

    @Option(names = "--work", defaultValue = "benchmarks/target", description = "directory for logs (${DEFAULT-VALUE})")
    private Path work = Path.of("");

    @Option(names = "--depth", defaultValue = "8", description = "operations in flight, or threads (${DEFAULT-VALUE})")
    private int depth;

    @Option(names = "--rounds", defaultValue = "5", description = "rounds (${DEFAULT-VALUE})")
    private int rounds;

    @Option(names = "--slice", defaultValue = "3", description = "seconds measured per round (${DEFAULT-VALUE})")
    private double slice;

    @Option(names = "--warm-up", defaultValue = "6", description = "seconds before the first round (${DEFAULT-VALUE})")
    private double warmUp;

    @Override
    public Integer call() throws IOException {
        List<Ratio> ratios = new ArrayList<>();
        for (String way : WAYS) {
            for (String operation : OPERATIONS) {
                ratios.addAll(duel(way, operation));
            }
        }
        tell("");
        tell(Account.markdown(ratios));
        return 0;
    }

    private List<Ratio> duel(String way, String operation) throws IOException {
        List<Double> oursPerCpu = new ArrayList<>();
        List<Double> theirsPerCpu = new ArrayList<>();
        List<Double> oursPerSecond = new ArrayList<>();
        List<Double> theirsPerSecond = new ArrayList<>();
        String jars = Files.readString(classPath, StandardCharsets.UTF_8).trim();
        try (LoadedClient theirs = start("ApacheLoad.java", jars, way, operation);
                LoadedClient ours = start("QuorateLoad.java", System.getProperty("java.class.path"), way, operation)) {
            Duration warm = ServerOptions.seconds(warmUp);
            theirs.work(warm);
            ours.work(warm);
            for (int round = 1; round <= rounds; round++) {
                note(theirs, theirsPerCpu, theirsPerSecond, way + " " + operation + " Apache #" + round);
                note(ours, oursPerCpu, oursPerSecond, way + " " + operation + " Quorate #" + round);
            }
        }
        String trial = "client-" + way + "-" + operation + "-" + depth;
        return List.of(
                Ratio.of(trial, Metric.more("operations_per_client_cpu_second", EXPECTED), oursPerCpu, theirsPerCpu),
                Ratio.of(trial, Metric.more("operations_per_second", 0), oursPerSecond, theirsPerSecond));
    }

    private void note(LoadedClient client, List<Double> perCpu, List<Double> perSecond, String who) {
        LoadedClient.Work work = client.work(ServerOptions.seconds(slice));
        perCpu.add(work.perCpuSecond());
        perSecond.add(work.perSecond());
        tell(String.format("%s  per CPU second %.0f  per second %.0f", who, work.perCpuSecond(), work.perSecond()));
    }

    private LoadedClient start(String program, String jars, String way, String operation) throws IOException {
        Path silence = Files.writeString(work.resolve("clients-logback.xml"), SILENCE);
        List<String> java = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-Dlogback.configurationFile=" + silence.toAbsolutePath(),
                "-cp",
                jars);
        InetSocketAddress address = server.address();
        return LoadedClient.start(
                java,
                programs.resolve(program),
                List.of(address.getHostString() + ":" + address.getPort(), way, operation, Integer.toString(depth)),
                work.resolve("clients.log"));
    }

    private void tell(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }
}
