package io.quorate.shell;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jline.terminal.impl.ExternalTerminal;

/** A terminal that exists in memory alone, with the shell's loop at it. */
final class Desk implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final char CTRL_C = 3;
    private static final long LOOK_AGAIN_NS = TimeUnit.MILLISECONDS.toNanos(5);

    private final PipedOutputStream keys = new PipedOutputStream();
    private final ByteArrayOutputStream screen = new ByteArrayOutputStream();
    private final ByteArrayOutputStream results = new ByteArrayOutputStream();
    private final ExternalTerminal terminal;
    private final CompletableFuture<ExitCode> ended = new CompletableFuture<>();
    private int shown;

    Desk(String servers, Path historyFile) throws IOException {
        terminal = new ExternalTerminal(
                "desk", "ansi", new PipedInputStream(keys, 1 << 16), screen, StandardCharsets.UTF_8);
        PrintStream both = new PrintStream(results, true, StandardCharsets.UTF_8);
        Talk talk = new Talk(both, both, false);
        Settings settings = Settings.usual(servers).withPatience(LIMIT);
        Thread.ofPlatform().daemon().name("shell at a desk").start(() -> {
            try {
                ended.complete(Terminal.run(settings, talk, terminal, historyFile));
            } catch (RuntimeException | Error e) {
                ended.completeExceptionally(e);
            }
        });
    }

    /** Types a line and ends it. */
    void types(String line) throws IOException {
        writes(line + "\r");
    }

    void presses(char key) throws IOException {
        writes(String.valueOf(key));
    }

    void writes(String text) throws IOException {
        keys.write(text.getBytes(StandardCharsets.UTF_8));
        keys.flush();
    }

    /** Waits until this has come among the results and remarks. */
    void sees(String expected) {
        eventually(() -> said().contains(expected), expected);
    }

    /** Waits until the screen shows this, behind what it was last seen to show. */
    void shows(String expected) {
        eventually(() -> onScreen().indexOf(expected, shown) >= 0, expected);
        shown = onScreen().indexOf(expected, shown) + expected.length();
    }

    /** Presses Ctrl-C and waits for the next prompt: what is typed before it shows belongs to the interrupted line. */
    void interrupts() throws IOException {
        int before = onScreen().length();
        presses(CTRL_C);
        eventually(() -> onScreen().indexOf("] ", before) >= 0, "the prompt after Ctrl-C");
        shown = onScreen().indexOf("] ", before);
    }

    /** All results and remarks so far. */
    String said() {
        return results.toString(StandardCharsets.UTF_8);
    }

    private String onScreen() {
        return screen.toString(StandardCharsets.UTF_8);
    }

    private void eventually(Supplier<Boolean> expected, String what) {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (!expected.get()) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("\"" + what + "\" does not come; results:\n" + said() + "\nscreen:\n"
                        + onScreen().replace('\33', '^'));
            }
            LockSupport.parkNanos(LOOK_AGAIN_NS);
        }
    }

    /** How the shell ended. */
    ExitCode end() throws InterruptedException, ExecutionException, TimeoutException {
        return ended.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
    }

    @Override
    public void close() throws IOException {
        keys.close();
        terminal.close();
    }
}
