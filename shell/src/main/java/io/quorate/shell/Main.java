package io.quorate.shell;

import java.io.BufferedReader;
import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** The main class of the shell. */
public final class Main {
    private static final long LOOK_AGAIN_NS = 5_000_000;
    private static final int OUT_BYTES = 1 << 16;

    private Main() {}

    /**
     * Runs one command, or those that are typed or piped in; ends with the code of the last one.
     *
     * @param arguments options, then a command or nothing
     */
    public static void main(String[] arguments) {
        PrintStream out = new PrintStream(
                new java.io.BufferedOutputStream(new FileOutputStream(FileDescriptor.out), OUT_BYTES),
                false,
                StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        int code = run(List.of(arguments), System.getenv(), out, err);
        out.flush();
        System.exit(code);
    }

    private static int run(List<String> arguments, Map<String, String> environment, PrintStream out, PrintStream err) {
        if (arguments.contains("-h") || arguments.contains("--help")) {
            out.print(Invocation.USAGE);
            return ExitCode.OK.number();
        }
        Invocation invocation;
        try {
            invocation = Invocation.of(arguments, environment.getOrDefault("QUORATE_SERVER", ""));
        } catch (Refusal refusal) {
            err.println(refusal.getMessage());
            return refusal.code().number();
        }
        Optional<Console> console = Optional.ofNullable(System.console()).filter(Console::isTerminal);
        boolean colours = switch (invocation.colours()) {
            case ALWAYS -> true;
            case NEVER -> false;
            case AUTO -> console.isPresent() && !environment.containsKey("NO_COLOR");
        };
        Talk talk = new Talk(out, err, colours);
        talk.speakJson(invocation.json());
        boolean reads = invocation.words().isEmpty();
        if (reads && console.isPresent()) {
            return Terminal.run(invocation, talk).number();
        }
        try (Shell shell = new Shell(talk, invocation.settings(), asking(console), reads)) {
            shell.connect();
            if (invocation.awaitConnection() && !isConnectedSoon(shell)) {
                return ExitCode.UNREACHABLE.number();
            }
            return (reads ? read(shell) : shell.run(invocation.words())).number();
        }
    }

    private static Asking asking(Optional<Console> console) {
        if (console.isEmpty()) {
            return Asking.NOBODY;
        }
        return question -> {
            String answer = console.get().readLine("%s [y/N] ", question);
            return answer != null && Asking.isYes(answer);
        };
    }

    /** Lines of a script. */
    private static ExitCode read(Shell shell) {
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        try {
            for (String line = lines.readLine(); line != null && !shell.isOver(); line = lines.readLine()) {
                shell.take(line);
            }
        } catch (IOException e) {
            shell.talk().complain("standard input cannot be read: " + e.getMessage());
            return ExitCode.REFUSED;
        }
        return shell.last();
    }

    private static boolean isConnectedSoon(Shell shell) {
        long deadline = System.nanoTime() + shell.settings().patience().toNanos();
        while (!shell.client().state().isConnected()) {
            if (System.nanoTime() - deadline > 0) {
                shell.talk()
                        .complain("no connection with " + shell.settings().servers() + " within "
                                + shell.settings().patience().toMillis() + " ms");
                return false;
            }
            LockSupport.parkNanos(LOOK_AGAIN_NS);
        }
        return true;
    }
}
