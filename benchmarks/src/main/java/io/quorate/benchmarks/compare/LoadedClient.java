package io.quorate.benchmarks.compare;

import io.quorate.benchmarks.process.CpuTime;
import io.quorate.benchmarks.process.ProcessCpu;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A client library under load in a process of its own, whose CPU is then that library's. The program is a source file
 * that works for as many milliseconds as each line of its input says, and answers how much it did. Not thread-safe.
 */
public final class LoadedClient implements AutoCloseable {
    private static final long STOP_SECONDS = 30;

    private final Process process;
    private final ProcessCpu cpu;
    private final Writer to;
    private final BufferedReader from;

    private LoadedClient(Process process) {
        this.process = process;
        this.cpu = new ProcessCpu(process.pid());
        this.to = process.outputWriter(StandardCharsets.UTF_8);
        this.from = process.inputReader(StandardCharsets.UTF_8);
    }

    /**
     * What was done in one stretch.
     *
     * @param operations answered
     * @param seconds that it took
     * @param cpu used by the process, its compilers told apart
     */
    public record Work(long operations, double seconds, CpuTime cpu) {
        /** Operations for each second of CPU, the compilers' left out. */
        public double perCpuSecond() {
            return operations / (cpu.server() / 1e9);
        }

        /** Operations for each second of the clock. */
        public double perSecond() {
            return operations / seconds;
        }
    }

    /**
     * Starts a program.
     *
     * @param java with its flags and class path
     * @param program the source file
     * @param arguments what it takes
     * @param log where its complaints go
     */
    public static LoadedClient start(List<String> java, Path program, List<String> arguments, Path log) {
        List<String> command = new ArrayList<>(java);
        command.add(program.toString());
        command.addAll(arguments);
        try {
            return new LoadedClient(new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + command, e);
        }
    }

    /** Has it work for so long. */
    public Work work(Duration time) {
        try {
            CpuTime before = cpu.read();
            long start = System.nanoTime();
            to.write(time.toMillis() + "\n");
            to.flush();
            String answer = from.readLine();
            if (answer == null) {
                throw new IllegalStateException("process " + process.pid() + " has ended; see its log");
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            return new Work(Long.parseLong(answer), seconds, cpu.read().since(before));
        } catch (IOException e) {
            throw new UncheckedIOException("process " + process.pid() + " does not answer", e);
        }
    }

    /** Ends it: its input ends, and it closes its session. */
    @Override
    public void close() {
        try {
            to.close();
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
