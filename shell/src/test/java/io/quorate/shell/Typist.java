package io.quorate.shell;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A shell within the test, and what it says. */
final class Typist implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final long LOOK_AGAIN_NS = TimeUnit.MILLISECONDS.toNanos(5);

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Shell shell;
    private @Nullable String asked;
    private boolean agrees;

    /** Connects to these servers. */
    Typist(String servers) {
        this(Settings.usual(servers).withPatience(LIMIT));
    }

    Typist(Settings settings) {
        Talk talk = new Talk(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false);
        shell = new Shell(talk, settings, this::agrees, false);
        shell.connect();
    }

    /** What a command has said, and how it ended. */
    record Answer(ExitCode code, List<String> out, List<String> err) {}

    private boolean agrees(String question) {
        asked = question;
        return agrees;
    }

    void willAgree(boolean yes) {
        agrees = yes;
    }

    /** The last question. */
    String question() {
        return Objects.requireNonNull(asked);
    }

    /** What Tab would offer. */
    Completion completion() {
        return new Completion(shell);
    }

    Answer types(String line) {
        out.reset();
        err.reset();
        ExitCode code = shell.take(line);
        return new Answer(code, lines(out), lines(err));
    }

    /** Types something that is expected to work; what it has said. */
    List<String> does(String line) {
        Answer answer = types(line);
        if (answer.code() != ExitCode.OK) {
            throw new AssertionError(line + " ended with " + answer);
        }
        return answer.out();
    }

    /** What is there once it looks as expected, whoever has written it. */
    List<String> eventually(Predicate<List<String>> expected) {
        return eventually(out, expected);
    }

    /** The same of what is no result. */
    List<String> remarks(Predicate<List<String>> expected) {
        return eventually(err, expected);
    }

    private static List<String> eventually(ByteArrayOutputStream said, Predicate<List<String>> expected) {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (!expected.test(lines(said))) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not as expected after " + LIMIT + ": " + lines(said));
            }
            LockSupport.parkNanos(LOOK_AGAIN_NS);
        }
        return lines(said);
    }

    private static List<String> lines(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.UTF_8).lines().toList();
    }

    @Override
    public void close() {
        shell.close();
    }
}
