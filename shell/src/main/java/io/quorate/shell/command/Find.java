package io.quorate.shell.command;

import io.quorate.client.NodeData;
import io.quorate.client.StateException;
import io.quorate.data.Stat;
import io.quorate.shell.Refusal;
import io.quorate.shell.Shell;
import io.quorate.shell.render.Fields;
import io.quorate.shell.render.Json;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code find}. */
final class Find implements ShellCommand {
    private final @Nullable String glob;
    private final @Nullable String text;
    private final boolean ephemeral;
    private final boolean empty;
    private final int maxDepth;
    private final Znode path;

    Find(Arguments arguments) {
        glob = arguments.value("the last part of the path is like this; * and ? stand for anything", "-name", "--name");
        text = arguments.value("the data contains this text", "-data", "--data");
        ephemeral = arguments.flag("it goes with a session", "-ephemeral", "--ephemeral");
        empty = arguments.flag("it has neither data nor children", "-empty", "--empty");
        maxDepth = arguments.number(Integer.MAX_VALUE, "no deeper than this", "-maxdepth", "--maxdepth");
        path = arguments.path();
    }

    private int found;

    /** Ends with exit code 1 if nothing was found, as grep does. */
    @Override
    public void run(Shell shell) throws InterruptedException {
        Pattern name = glob == null ? null : pattern(glob);
        new Subtree(shell).before(path.path(), maxDepth, (each, _) -> {
            String last = each.substring(each.lastIndexOf('/') + 1);
            if ((name == null || name.matcher(last).matches()) && matches(shell, each)) {
                found++;
            }
        });
        if (found == 0) {
            throw new Refusal("nothing was found below " + path.path());
        }
    }

    private boolean matches(Shell shell, String each) throws InterruptedException {
        Optional<Stat> stat = shell.await(shell.client().exists(each));
        if (stat.isEmpty()
                || (ephemeral && stat.get().ephemeralOwner() == 0)
                || (empty && (stat.get().dataLength() > 0 || stat.get().numChildren() > 0))
                || (text != null && !holds(shell, each, text))) {
            return false;
        }
        if (shell.talk().isJson()) {
            shell.talk()
                    .sayJson(Fields.of("path", each)
                            .and("stat", Json.of(stat.get()))
                            .map());
        } else {
            shell.talk().say(each);
        }
        return true;
    }

    private static boolean holds(Shell shell, String each, String wanted) throws InterruptedException {
        try {
            NodeData node = shell.await(shell.client().get(each));
            return node.text().contains(wanted);
        } catch (StateException.NoNode | StateException.NoAuth _) {
            return false;
        }
    }

    private static Pattern pattern(String glob) {
        StringBuilder pattern = new StringBuilder();
        for (int i = 0; i < glob.length(); i++) {
            char c = glob.charAt(i);
            pattern.append(
                    switch (c) {
                        case '*' -> ".*";
                        case '?' -> ".";
                        default -> Pattern.quote(String.valueOf(c));
                    });
        }
        return Pattern.compile(pattern.toString(), Pattern.DOTALL);
    }
}
