package io.quorate.shell;

import io.quorate.shell.render.Paint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.DefaultParser;
import org.jline.terminal.TerminalBuilder;

/** The shell with somebody at a terminal: prompt, history in a file, completion, events above what is being typed. */
final class Terminal {
    private static final int HISTORY_LINES = 10_000;

    private Terminal() {}

    /** Reads and carries out commands until the end of input or {@code quit}. */
    static ExitCode run(Invocation invocation, Talk talk) {
        Path history = Path.of(System.getProperty("user.home"), ".quorate_history");
        try (org.jline.terminal.Terminal terminal =
                TerminalBuilder.builder().system(true).build()) {
            return run(invocation.settings(), talk, terminal, history);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** At this terminal; what was typed is kept in a file. */
    static ExitCode run(Settings settings, Talk talk, org.jline.terminal.Terminal terminal, Path historyFile) {
        talk.say("Connecting to " + settings.servers());
        talk.say("Welcome to Quorate! \"help\" shows the commands, Tab completes them and paths.");
        talk.flush();
        Thread commands = Thread.currentThread();
        LineReader[] reading = new LineReader[1];
        Asking asking = question -> Asking.isYes(reading[0].readLine(question + " [y/N] "));
        try (Shell shell = new Shell(talk, settings, asking, true)) {
            DefaultParser parser = new DefaultParser();
            parser.setEscapeChars(null);
            LineReader reader = LineReaderBuilder.builder()
                    .terminal(terminal)
                    .appName("quorate")
                    .parser(parser)
                    .completer(new Completion(shell))
                    .variable(LineReader.HISTORY_FILE, historyFile)
                    .variable(LineReader.HISTORY_FILE_SIZE, HISTORY_LINES)
                    // Passwords are nobody's history.
                    .variable(LineReader.HISTORY_IGNORE, "addauth *")
                    .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                    .build();
            reading[0] = reader;
            terminal.handle(org.jline.terminal.Terminal.Signal.INT, _ -> commands.interrupt());
            shell.connect();
            return read(shell, reader, talk);
        }
    }

    private static ExitCode read(Shell shell, LineReader reader, Talk talk) {
        while (!shell.isOver()) {
            String prompt = "[zk: " + shell.settings().servers() + "(" + shell.standing() + ") "
                    + shell.history().next() + "] ";
            String line;
            talk.tellEventsTo(reader::printAbove);
            try {
                line = reader.readLine(talk.paint(Paint.STRONG, prompt));
            } catch (UserInterruptException _) {
                continue;
            } catch (EndOfFileException _) {
                break;
            } finally {
                talk.tellEventsTo(null);
            }
            shell.take(line);
            boolean _ = Thread.interrupted();
        }
        return shell.last();
    }
}
