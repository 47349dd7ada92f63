package io.quorate.shell;

import io.quorate.client.QuorateException;
import io.quorate.shell.command.Arguments;
import io.quorate.shell.command.Catalogue;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;

/** Commands, their options, and the paths that the server has. */
final class Completion implements Completer {
    /** Whoever presses Tab does not wait longer. */
    private static final int PATIENCE_MS = 2_000;
    /** More than anybody reads. */
    private static final int MOST_PATHS = 1_000;

    private final Shell shell;

    Completion(Shell shell) {
        this.shell = shell;
    }

    @Override
    public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
        if (line.wordIndex() == 0) {
            Catalogue.entries()
                    .forEach(entry -> candidates.add(
                            new Candidate(entry.name(), entry.name(), null, entry.purpose(), null, null, true)));
        } else if (line.word().startsWith("/")) {
            paths(line.word(), candidates);
        } else {
            options(line.words().getFirst(), candidates);
        }
    }

    private static void options(String command, List<Candidate> candidates) {
        Catalogue.Entry entry = Catalogue.find(command);
        if (entry == null) {
            return;
        }
        for (Arguments.Option option : Arguments.options(entry)) {
            candidates.add(new Candidate(
                    option.longestName(), option.longestName(), null, option.description(), null, null, true));
        }
        candidates.add(new Candidate("/", "/", null, "a path", null, null, false));
    }

    private void paths(String typed, List<Candidate> candidates) {
        String parent = typed.substring(0, Math.max(1, typed.lastIndexOf('/')));
        String before = parent.equals("/") ? "/" : parent + "/";
        try {
            shell.client().children(parent).get(PATIENCE_MS, TimeUnit.MILLISECONDS).names().stream()
                    .filter(name -> (before + name).startsWith(typed))
                    .sorted()
                    .limit(MOST_PATHS)
                    .forEach(name -> candidates.add(new Candidate(before + name, name, null, null, null, null, false)));
        } catch (ExecutionException | TimeoutException | QuorateException | IllegalArgumentException | Refusal _) {
            // Who cannot be asked has nothing to offer; the command itself will say why.
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
