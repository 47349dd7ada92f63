package io.quorate.conformance.process;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A shell that is fed a script, as a process of its own. */
public final class ShellProcess {
    private static final int LIMIT_S = 90;
    private static final String QUIET = "<configuration><root level=\"OFF\"/></configuration>";

    private ShellProcess() {}

    /**
     * What came of it.
     *
     * @param lines both streams together, in order
     */
    public record Outcome(int code, List<String> lines) {
        public Outcome {
            lines = List.copyOf(lines);
        }
    }

    /**
     * Has the shell of that kind carry out a script.
     *
     * @param directory for what the process needs and prints
     */
    public static Outcome run(ServerKind kind, Path directory, String connectString, List<String> script) {
        try {
            Path input = Files.write(directory.resolve("script.txt"), script);
            Path output = directory.resolve(kind.word() + "-shell.log");
            Process process = new ProcessBuilder(command(kind, directory, connectString))
                    .redirectInput(input.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            if (!process.waitFor(LIMIT_S, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
                throw new IllegalStateException(
                        "the shell of " + kind + " has not ended after " + LIMIT_S + " s; it said " + output);
            }
            return new Outcome(process.exitValue(), Files.readAllLines(output, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a shell ran", e);
        }
    }

    private static List<String> command(ServerKind kind, Path directory, String connectString) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx256m", "-XX:TieredStopAtLevel=1", "--enable-native-access=ALL-UNNAMED"));
        command.add("--sun-misc-unsafe-memory-access=allow");
        switch (kind) {
            case QUORATE -> {
                command.addAll(List.of("-cp", String.join(File.pathSeparator, ClassPaths.quorate("shell"))));
                command.add("io.quorate.shell.Main");
            }
            case APACHE_ZOOKEEPER -> {
                Path logback = Files.writeString(directory.resolve("logback.xml"), QUIET);
                command.add("-Dlogback.configurationFile=" + logback);
                command.addAll(List.of("-cp", String.join(File.pathSeparator, ClassPaths.apacheZooKeeper())));
                command.add("org.apache.zookeeper.ZooKeeperMain");
            }
        }
        command.addAll(List.of("-server", connectString));
        return command;
    }
}
