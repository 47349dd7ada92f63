package io.quorate.benchmarks.process;

import io.quorate.benchmarks.client.Probe;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A server that a benchmark has started; closing it stops it. Not thread-safe. */
public final class ServerProcess implements AutoCloseable {
    /**
     * How long the first attempts may take. A starting ZooKeeper accepts connections that it never answers, so an
     * attempt is given up soon; each one that timed out allows the next twice as much.
     */
    private static final int FIRST_LIMIT_MILLIS = 20;

    private static final int LONGEST_LIMIT_MILLIS = 10_000;
    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(60);

    private final Process process;
    private final List<String> command;
    private final Path log;
    private final long startedAt;
    /** A benchmark that is interrupted leaves no server behind. */
    private final Thread atExit;

    private ServerProcess(Process process, List<String> command, Path log, long startedAt) {
        this.process = process;
        this.command = command;
        this.log = log;
        this.startedAt = startedAt;
        atExit = new Thread(process::destroy, "bench-stops-" + process.pid());
    }

    /**
     * How a start went.
     *
     * @param seconds from starting the process to the first answered request
     * @param cpuSeconds CPU that the process had used by then, its JIT threads included
     */
    public record FirstAnswer(double seconds, double cpuSeconds) {}

    /**
     * Starts a server.
     *
     * @param command program and arguments; it becomes the server or {@code exec}s it, so that its pid is the server's
     * @param directory where it runs
     * @param log where its output is appended
     */
    public static ServerProcess start(List<String> command, Path directory, Path log) {
        try {
            long start = System.nanoTime();
            Process process = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
            ServerProcess started = new ServerProcess(process, command, log, start);
            Runtime.getRuntime().addShutdownHook(started.atExit);
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + command + ": " + e.getMessage(), e);
        }
    }

    /** The process's id. */
    public long pid() {
        return process.pid();
    }

    /**
     * Waits until a session has been opened and a request answered.
     *
     * @throws IllegalStateException when the process ends or takes longer than the limit
     */
    public FirstAnswer awaitAnswer(InetSocketAddress server, Duration limit) {
        ProcessCpu cpu = new ProcessCpu(pid());
        String last = "";
        int attemptMillis = FIRST_LIMIT_MILLIS;
        while (System.nanoTime() - startedAt < limit.toNanos()) {
            if (!process.isAlive()) {
                throw new IllegalStateException(command + " ended with " + process.exitValue() + "; see " + log);
            }
            try (Probe probe = Probe.connect(server, attemptMillis)) {
                probe.exists("/");
                return new FirstAnswer(
                        (System.nanoTime() - startedAt) / 1e9, cpu.read().total() / 1e9);
            } catch (SocketTimeoutException e) {
                attemptMillis = Math.min(2 * attemptMillis, LONGEST_LIMIT_MILLIS);
                last = "no answer: " + e.getMessage();
            } catch (IOException e) {
                last = String.valueOf(e.getMessage());
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
        throw new IllegalStateException(command + " did not answer at " + server + " within " + limit.toSeconds()
                + " s (" + last + "); see " + log);
    }

    /** Ends the process as {@code kill -9} does, and waits until it is gone. */
    public void kill() {
        process.destroyForcibly();
        try {
            if (!process.waitFor(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException(command + " was killed and is still there, pid " + pid());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Asks the process to stop, and makes it after a minute. */
    @Override
    public void close() {
        process.destroy();
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException _) {
            // We are being shut down, and the hook runs beside us; it asks for nothing else.
        }
        try {
            if (!process.waitFor(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
