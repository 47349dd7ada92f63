package io.quorate.shell.command;

import io.quorate.client.Children;
import io.quorate.client.Read;
import io.quorate.client.StateException;
import io.quorate.shell.Shell;
import io.quorate.shell.render.Fields;
import io.quorate.shell.render.Json;
import io.quorate.shell.render.StatText;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code ls}. */
final class Ls implements ShellCommand {
    private final boolean withStat;
    private boolean watched;
    private final boolean recursive;
    private final Znode path;
    private final @Nullable String oldWatch;

    Ls(Arguments arguments) {
        withStat = arguments.flag("with the Stat", "-s");
        watched = arguments.flag("tells once when a child is created or deleted", "-w");
        recursive = arguments.flag("all that is below, a path a line", "-R");
        path = arguments.path();
        oldWatch = arguments.optional();
    }

    @Override
    public void run(Shell shell) throws InterruptedException {
        if (oldWatch != null) {
            shell.talk().say("'ls path [watch]' has been deprecated. Please use 'ls [-w] path' instead.");
            watched = true;
        }
        if (recursive) {
            below(shell);
            return;
        }
        Read read = watched ? Read.watched(new EventLines(shell, EventLines.Kind.CHILD)) : Read.PLAIN;
        Children children = shell.await(shell.client().children(path.path(), read));
        List<String> names = children.names().stream().sorted().toList();
        if (shell.talk().isJson()) {
            Fields fields = Fields.of("path", path.path()).and("children", names);
            shell.talk().sayJson((withStat ? fields.and("stat", Json.of(children.stat())) : fields).map());
            return;
        }
        shell.talk().say(names.toString());
        if (withStat) {
            shell.talk().say(StatText.lines(children.stat(), ZoneId.systemDefault()));
        }
    }

    /** Level by level. What goes meanwhile is passed over. */
    private void below(Shell shell) throws InterruptedException {
        Deque<String> next = new ArrayDeque<>();
        next.add(path.path());
        while (!next.isEmpty()) {
            String parent = next.remove();
            Children children;
            try {
                children = shell.await(shell.client().children(parent));
            } catch (StateException.NoNode gone) {
                if (parent.equals(path.path())) {
                    throw gone;
                }
                continue;
            }
            if (shell.talk().isJson()) {
                shell.talk().sayJson(Fields.of("path", parent).map());
            } else {
                shell.talk().say(parent);
            }
            children.names().stream().sorted().forEach(name -> next.add(Znode.child(parent, name)));
        }
    }
}
