package io.quorate.benchmarks;

import io.quorate.benchmarks.compare.Account;
import io.quorate.benchmarks.compare.Arena;
import io.quorate.benchmarks.compare.Contender;
import io.quorate.benchmarks.compare.Duel;
import io.quorate.benchmarks.compare.Ratio;
import io.quorate.benchmarks.compare.Trial;
import io.quorate.benchmarks.compare.Trials;
import io.quorate.benchmarks.report.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Quorate and Apache ZooKeeper side by side, in interleaved rounds. */
@Command(
        name = "compare",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Runs Quorate and Apache ZooKeeper in interleaved rounds and tells the ratios.")
public final class Compare implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--quorate-cmd",
            defaultValue = "bin/quorate server {cfg}",
            description = "command that becomes Quorate; {cfg} stands for its zoo.cfg (${DEFAULT-VALUE})")
    private String quorate = "";

    @Option(
            names = "--zookeeper-classpath",
            defaultValue = "benchmarks/target/zookeeper.classpath",
            description = "file that holds the class path of ZooKeeper (${DEFAULT-VALUE})")
    private Path classPath = Path.of("");

    @Option(
            names = "--zookeeper-jvm",
            defaultValue = "-Xmx1000m",
            description = "JVM flags of ZooKeeper, for instance a collector (${DEFAULT-VALUE}, as its scripts)")
    private String zooKeeperJvm = "";

    @Option(names = "--java", description = "java that runs ZooKeeper (the one that runs us)")
    private String java =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    @Option(
            names = "--scenario",
            split = ",",
            description = "which ones, by name or beginning of the name; all when left out")
    private List<String> scenarios = new ArrayList<>();

    @Option(names = "--rounds", defaultValue = "5", description = "rounds (${DEFAULT-VALUE})")
    private int rounds;

    @Option(
            names = "--slice",
            defaultValue = "4",
            description = "seconds measured per round and server (${DEFAULT-VALUE})")
    private double slice;

    @Option(
            names = "--warm-up",
            defaultValue = "10",
            description = "seconds before a scenario's first round (${DEFAULT-VALUE})")
    private double warmUp;

    @Option(
            names = "--work",
            defaultValue = "benchmarks/target/compare",
            description = "directory on the disk to measure")
    private Path work = Path.of("");

    @Option(names = "--json", description = "file for the figures as JSON")
    private @Nullable Path json;

    @Option(names = "--list", description = "list the scenarios and stop")
    private boolean list;

    /** Runs the command line and exits with 0 on success, 1 when a measurement failed, 2 for wrong arguments. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Compare()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        List<Trial> chosen = chosen();
        if (list) {
            chosen.forEach(trial -> out.println(trial.name()));
            out.flush();
            return 0;
        }
        Duel duel = new Duel(quorate(), zooKeeper(), rounds);
        List<Ratio> ratios = new ArrayList<>();
        try (Arena arena =
                new Arena(work.toAbsolutePath(), ServerOptions.seconds(warmUp), ServerOptions.seconds(slice))) {
            for (Trial trial : chosen) {
                ratios.addAll(duel.run(trial, arena, line -> {
                    out.println(line);
                    out.flush();
                }));
            }
        }
        out.println();
        out.println(Account.markdown(ratios));
        out.flush();
        if (json != null) {
            Files.writeString(json, Json.of(Account.figures(ratios)) + "\n", StandardCharsets.UTF_8);
        }
        return 0;
    }

    private List<Trial> chosen() {
        List<Trial> all = Trials.all();
        if (scenarios.isEmpty()) {
            return all;
        }
        Set<String> unknown = new TreeSet<>(scenarios);
        List<Trial> chosen = new ArrayList<>();
        for (Trial trial : all) {
            boolean wanted = false;
            for (String name : scenarios) {
                if (trial.name().startsWith(name)) {
                    wanted = true;
                    unknown.remove(name);
                }
            }
            if (wanted) {
                chosen.add(trial);
            }
        }
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("unknown scenario " + unknown + "; --list tells the known ones");
        }
        return chosen;
    }

    private Contender quorate() {
        List<String> words = new ArrayList<>(words(quorate));
        Path program = Path.of(words.getFirst());
        if (Files.exists(program)) {
            words.set(0, program.toAbsolutePath().toString());
        }
        return new Contender("Quorate", words);
    }

    private Contender zooKeeper() throws IOException {
        if (!Files.exists(classPath)) {
            throw new IllegalArgumentException("there is no " + classPath + "; write it with: mvn -f"
                    + " benchmarks/zookeeper/pom.xml dependency:build-classpath -Dmdep.outputFile="
                    + classPath.toAbsolutePath());
        }
        String jars = Files.readString(classPath, StandardCharsets.UTF_8).trim();
        return Contender.zooKeeper(java, words(zooKeeperJvm), jars);
    }

    private static List<String> words(String line) {
        return List.of(line.trim().split("\\s+", -1));
    }
}
