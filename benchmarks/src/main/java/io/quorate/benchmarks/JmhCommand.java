package io.quorate.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code bench jmh}: the benchmarks of the parts, with JMH's own options behind {@code --}. */
@Command(
        name = "jmh",
        description =
                "Runs the JMH benchmarks whose name matches, for instance: bench jmh TreeBenchmark.find -- -f 1 -prof"
                        + " gc")
final class JmhCommand implements Callable<Integer> {
    @Parameters(arity = "0..*", description = "patterns and options of JMH")
    private List<String> arguments = new ArrayList<>();

    @Override
    public Integer call() throws CommandLineOptionException, RunnerException {
        new Runner(new CommandLineOptions(arguments.toArray(String[]::new))).run();
        return 0;
    }
}
