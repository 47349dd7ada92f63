package io.quorate.conformance.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One server as a process of its own, on a directory and a loopback port that stay the same over restarts. Its output,
 * standard and error, is appended to {@link #log()}. Not for use by several threads at once.
 *
 * <p>Whoever starts one closes it; a JVM that ends without doing so takes the process with it.
 */
public final class ServerProcess implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofMinutes(2);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(20);
    private static final Duration POLL = Duration.ofMillis(20);
    private static final int PROBE_TIMEOUT_MS = 2_000;
    private static final int LOG_TAIL = 4_000;

    private final ServerKind kind;
    private final Path directory;
    private final int port;
    private final Thread lastResort = new Thread(this::killNow, "end-server-process");
    private @Nullable Process process;

    private ServerProcess(ServerKind kind, Path directory, int port) {
        this.kind = kind;
        this.directory = directory;
        this.port = port;
    }

    /**
     * Starts a server and waits until it answers.
     *
     * @param directory holds {@code zoo.cfg}, the log and, under {@code data}, what the server writes; may be used
     *     before
     */
    public static ServerProcess start(ServerKind kind, Path directory, ServerSettings settings) {
        ServerProcess server = new ServerProcess(kind, directory, Ports.free());
        Runtime.getRuntime().addShutdownHook(server.lastResort);
        server.startAgain(settings);
        return server;
    }

    /** One that is not started yet; it gets the port that it is told to have. */
    static ServerProcess laidOut(ServerKind kind, Path directory, int port) {
        ServerProcess server = new ServerProcess(kind, directory, port);
        Runtime.getRuntime().addShutdownHook(server.lastResort);
        return server;
    }

    /** Starts the server again, on the same directory and port; it must have been stopped or killed. */
    public void startAgain(ServerSettings settings) {
        begin(settings);
        awaitServing();
    }

    /** The same without waiting until it serves: a member of an ensemble waits for the others. */
    public void begin(ServerSettings settings) {
        if (isRunning()) {
            throw new IllegalStateException(this + " is still running; stop it or kill it first");
        }
        try {
            Files.createDirectories(dataDirectory());
            Path zooCfg = writeConfiguration(settings);
            process = launch(zooCfg, settings);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts the server again and kills it so soon, however far it has come by then. */
    public void startAndKill(ServerSettings settings, Duration after) {
        begin(settings);
        if (!ended(running(), after)) {
            kill();
        }
    }

    /** Stops it in its tracks, as SIGSTOP does, until {@link #goOn()}. */
    public void freeze() {
        signal("STOP");
    }

    /** As SIGCONT does. */
    public void goOn() {
        signal("CONT");
    }

    private void signal(String name) {
        try {
            Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(pid())).start();
            if (awaitEnd(kill) != 0) {
                throw new IllegalStateException("kill -" + name + " " + pid() + " failed");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Asks the process to end with SIGTERM and waits for it; its exit code. */
    public int stop() {
        Process running = running();
        running.destroy();
        return awaitEnd(running);
    }

    /** Ends the process with SIGKILL, as {@code kill -9} does, and waits until it is gone. */
    public void kill() {
        Process running = running();
        running.destroyForcibly();
        awaitEnd(running);
    }

    /** Waits until the process ends by itself; its exit code. */
    public int awaitExit() {
        return awaitEnd(running());
    }

    public boolean isRunning() {
        return process != null && process.isAlive();
    }

    public ServerKind kind() {
        return kind;
    }

    public int port() {
        return port;
    }

    public long pid() {
        return running().pid();
    }

    /** {@code host:port}, as the Apache client takes it. */
    public String connectString() {
        return "127.0.0.1:" + port;
    }

    /** Where clients connect. */
    public InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    /** The value of {@code dataDir}. */
    public Path dataDirectory() {
        return directory.resolve("data");
    }

    /** The file that receives what the process prints. */
    public Path log() {
        return directory.resolve(kind.word() + ".log");
    }

    /** Kills the process if it runs. */
    @Override
    public void close() {
        if (isRunning()) {
            kill();
        }
        Runtime.getRuntime().removeShutdownHook(lastResort);
    }

    @Override
    public String toString() {
        return kind + " on port " + port + ", log " + log();
    }

    private Path writeConfiguration(ServerSettings settings) throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add("dataDir=" + dataDirectory());
        lines.add("clientPort=" + port);
        lines.add("clientPortAddress=127.0.0.1");
        lines.add("admin.enableServer=false");
        for (Map.Entry<String, String> setting : settings.zooCfg().entrySet()) {
            lines.add(setting.getKey() + "=" + setting.getValue());
        }
        return Files.write(directory.resolve(kind.word() + ".cfg"), lines);
    }

    private Process launch(Path zooCfg, ServerSettings settings) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx512m");
        command.add("-XX:+UseSerialGC");
        command.add("-XX:TieredStopAtLevel=1");
        command.add("-Dlogback.configurationFile=" + writeLogging());
        command.addAll(settings.jvmFlags());
        command.add("-cp");
        command.add(String.join(System.getProperty("path.separator"), kind.classPath()));
        command.addAll(kind.mainClassAndArguments(zooCfg));
        return new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
                .start();
    }

    private Path writeLogging() throws IOException {
        String logging = """
            <configuration>
              <appender name="OUT" class="ch.qos.logback.core.ConsoleAppender">
                <encoder><pattern>%d %-5level [%thread] %logger{0} %msg%n</pattern></encoder>
              </appender>
              <root level="INFO"><appender-ref ref="OUT"/></root>
            </configuration>
            """;
        return Files.writeString(directory.resolve("logback.xml"), logging);
    }

    /** Waits until it answers as one that serves clients. */
    public void awaitServing() {
        long deadline = System.nanoTime() + START_LIMIT.toNanos();
        while (!serves()) {
            if (ended(running(), POLL)) {
                throw new IllegalStateException(
                        this + " ended with exit code " + running().exitValue() + " while starting:\n" + logTail());
            }
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(
                        this + " does not serve after " + START_LIMIT.toSeconds() + " s:\n" + logTail());
            }
        }
    }

    private boolean serves() {
        return say("srvr").startsWith("Zookeeper version");
    }

    /** What it answers to a four-letter word; empty when nobody is there. */
    public String say(String word) {
        try (Socket socket = new Socket()) {
            socket.connect(address(), PROBE_TIMEOUT_MS);
            socket.setSoTimeout(PROBE_TIMEOUT_MS);
            socket.getOutputStream().write(word.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException notThere) {
            return "";
        }
    }

    /** The last lines of the log, for messages. */
    public String logTail() {
        try {
            String all = Files.readString(log());
            return all.substring(Math.max(0, all.length() - LOG_TAIL));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether its log, from the first start on, holds these words. */
    public boolean logged(String words) {
        return loggedSince(0, words);
    }

    /** Whether its log holds these words after so many bytes, which {@link #logSize()} told. */
    public boolean loggedSince(long size, String words) {
        try (FileChannel channel = FileChannel.open(log(), StandardOpenOption.READ)) {
            channel.position(size);
            BufferedReader lines = new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8));
            return lines.lines().anyMatch(line -> line.contains(words));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How long its log is by now. */
    public long logSize() {
        try {
            return Files.size(log());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Process running() {
        if (process == null) {
            throw new IllegalStateException(this + " was never started");
        }
        return process;
    }

    private int awaitEnd(Process ending) {
        if (!ended(ending, STOP_LIMIT)) {
            throw new IllegalStateException(
                    this + ", process " + ending.pid() + ", has not ended after " + STOP_LIMIT.toSeconds() + " s");
        }
        return ending.exitValue();
    }

    private static boolean ended(Process process, Duration limit) {
        try {
            return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for process " + process.pid(), e);
        }
    }

    private void killNow() {
        if (process != null) {
            process.destroyForcibly();
        }
    }
}
