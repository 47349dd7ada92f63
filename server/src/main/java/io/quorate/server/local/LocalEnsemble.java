package io.quorate.server.local;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * {@code quorate ensemble}: starts the members, tells where clients connect, and ends them with itself. Used once, by
 * the main thread; {@link #stop} and {@link #hasEnded} may be called by any.
 */
public final class LocalEnsemble {
    private static final Duration SERVING_LIMIT = Duration.ofSeconds(60);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(20);
    private static final Duration POLL = Duration.ofMillis(50);
    private static final int PROBE_MS = 2_000;
    private static final int MEMORY_PERCENT = 50;
    private static final int LOG_TAIL = 2_000;

    private static final int FAILED = 1;
    private static final int WRONG_ARGUMENTS = 2;

    private final String launcher;
    private final PrintStream out;
    private final List<Running> members = new ArrayList<>();
    private boolean stopping;
    private boolean ended;

    /** A member and its process. */
    private record Running(MemberFiles files, Process process) {}

    /**
     * A command that has not begun.
     *
     * @param launcher the path of {@code bin/quorate}
     * @param out what people read
     */
    public LocalEnsemble(String launcher, PrintStream out) {
        this.launcher = launcher;
        this.out = out;
    }

    /**
     * Starts the members and returns when all have ended: by {@link #stop}, or each by itself.
     *
     * @return the exit code: 0 as asked, 1 when members did not start or all ended, 2 for arguments that make no sense
     */
    public int run(List<String> arguments) throws InterruptedException {
        if (arguments.contains("--help") || arguments.contains("-h")) {
            out.print(Wish.USAGE);
            return 0;
        }
        try {
            List<MemberFiles> files = Layout.of(Wish.of(arguments));
            for (MemberFiles member : files) {
                start(member, files.size());
            }
            awaitServing();
            out.println("Connect to "
                    + files.stream().map(MemberFiles::connectString).collect(Collectors.joining(",")));
            out.flush();
            watch();
            return isStopping() ? 0 : FAILED;
        } catch (LocalException e) {
            if (isStopping()) {
                return 0;
            }
            out.println("quorate: " + e.getMessage());
            stop();
            return members.isEmpty() ? WRONG_ARGUMENTS : FAILED;
        } finally {
            end();
        }
    }

    /** Ends every member, by its own id, and waits for them. May be called by any thread, and more than once. */
    public void stop() {
        List<Process> processes;
        synchronized (this) {
            stopping = true;
            processes = members.stream().map(Running::process).toList();
        }
        processes.forEach(Process::destroy);
        long deadline = System.nanoTime() + STOP_LIMIT.toNanos();
        for (Process process : processes) {
            try {
                if (!process.waitFor(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                    process.destroyForcibly();
                }
            } catch (InterruptedException _) {
                process.destroyForcibly();
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Whether {@link #run} has come to its end. May be called by any thread. */
    public synchronized boolean hasEnded() {
        return ended;
    }

    private synchronized void end() {
        ended = true;
    }

    private synchronized boolean isStopping() {
        return stopping;
    }

    private synchronized void start(MemberFiles member, int together) {
        if (stopping) {
            throw new LocalException("stopped before all members were started");
        }
        ProcessBuilder builder = new ProcessBuilder(
                        launcher, "server", member.zooCfg().toString())
                .directory(member.directory().toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(member.log().toFile()));
        shareMemory(builder.environment(), together);
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            members.add(new Running(member, process));
            out.println((member.participant() ? "member " : "observer ") + member.id() + ": process " + process.pid()
                    + ", clients at " + member.connectString() + ", log in " + member.log());
        } catch (IOException e) {
            throw new LocalException("member " + member.id() + " cannot be started with " + launcher + ": " + e);
        }
    }

    /** Each member may take its part of what one server would; flags of the operator's come after and win. */
    private static void shareMemory(Map<String, String> environment, int together) {
        String share = "-XX:MaxRAMPercentage=" + Math.max(1, MEMORY_PERCENT / together);
        environment.merge("SERVER_JVMFLAGS", share, (theirs, ours) -> ours + " " + theirs);
    }

    private void awaitServing() throws InterruptedException {
        long deadline = System.nanoTime() + SERVING_LIMIT.toNanos();
        for (Running member : members) {
            while (!serves(member.files())) {
                for (Running each : members) {
                    if (!each.process().isAlive()) {
                        throw new LocalException("member " + each.files().id() + " ended with exit code "
                                + each.process().exitValue() + " while starting:\n"
                                + tail(each.files().log()));
                    }
                }
                if (System.nanoTime() > deadline) {
                    throw new LocalException(
                            "member " + member.files().id() + " does not serve after " + SERVING_LIMIT.toSeconds()
                                    + " s:\n" + tail(member.files().log()));
                }
                member.process().waitFor(POLL.toMillis(), TimeUnit.MILLISECONDS);
            }
        }
    }

    private static boolean serves(MemberFiles member) {
        try (Socket socket = new Socket()) {
            socket.connect(member.client(), PROBE_MS);
            socket.setSoTimeout(PROBE_MS);
            socket.getOutputStream().write("srvr".getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return answer.startsWith("Zookeeper version");
        } catch (IOException _) {
            return false;
        }
    }

    /** Until the last has ended; tells of each that ends by itself. */
    private void watch() {
        CompletableFuture<?>[] ends = members.stream()
                .map(member -> member.process().onExit().thenAccept(process -> tellEnd(member.files(), process)))
                .toArray(CompletableFuture<?>[]::new);
        CompletableFuture.allOf(ends).join();
    }

    private void tellEnd(MemberFiles member, Process process) {
        if (!isStopping()) {
            out.println("member " + member.id() + ", process " + process.pid() + ", ended with exit code "
                    + process.exitValue() + "; to start it again: " + launcher + " server " + member.zooCfg());
            out.flush();
        }
    }

    private static String tail(Path log) {
        try {
            String text = Files.readString(log);
            return text.substring(Math.max(0, text.length() - LOG_TAIL));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
