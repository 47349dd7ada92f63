package io.quorate.shell.command;

import io.quorate.client.Read;
import io.quorate.data.Stat;
import io.quorate.shell.Refusal;
import io.quorate.shell.Shell;
import io.quorate.shell.render.Json;
import io.quorate.shell.render.StatText;
import java.time.ZoneId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code stat}. */
final class StatCommand implements ShellCommand {
    private boolean watched;
    private final boolean explained;
    private final Znode path;
    private final @Nullable String oldWatch;

    StatCommand(Arguments arguments) {
        watched = arguments.flag("tells once when the znode changes, comes or goes", "-w");
        explained = arguments.flag("what each field means", "-x", "--explain");
        path = arguments.path();
        oldWatch = arguments.optional();
    }

    @Override
    public void run(Shell shell) throws InterruptedException {
        if (oldWatch != null) {
            shell.talk().say("'stat path [watch]' has been deprecated. Please use 'stat [-w] path' instead.");
            watched = true;
        }
        Read read = watched ? Read.watched(new EventLines(shell, EventLines.Kind.DATA)) : Read.PLAIN;
        Optional<Stat> found = shell.await(shell.client().exists(path.path(), read));
        Stat stat = found.orElseThrow(() -> new Refusal("Node does not exist: " + path.path()));
        if (shell.talk().isJson()) {
            shell.talk().sayJson(Json.of(stat));
        } else if (explained) {
            shell.talk().say(StatText.explained(stat, System.currentTimeMillis()));
        } else {
            shell.talk().say(StatText.lines(stat, ZoneId.systemDefault()));
        }
    }
}
