package io.quorate.shell.command;

import io.quorate.data.Acl;
import io.quorate.data.Stat;
import io.quorate.shell.Shell;
import io.quorate.shell.render.AclText;
import io.quorate.shell.render.Json;
import io.quorate.shell.render.StatText;
import java.time.ZoneId;
import java.util.List;

/** {@code setAcl}. */
final class SetAcl implements ShellCommand {
    private final boolean withStat;
    private final int version;
    private final boolean recursive;
    private final Znode path;
    private final String acl;

    SetAcl(Arguments arguments) {
        withStat = arguments.flag("shows the Stat", "-s");
        version = arguments.number(-1, "only if the ACL has this version", "-v");
        recursive = arguments.flag("of all that is below, too", "-R");
        path = arguments.path();
        acl = arguments.word();
    }

    @Override
    public void run(Shell shell) throws InterruptedException {
        List<Acl> entries = AclText.parse(acl);
        if (recursive) {
            new Subtree(shell).before(path.path(), (each, _) -> show(shell, set(shell, each, entries)));
        } else {
            show(shell, set(shell, path.path(), entries));
        }
    }

    private Stat set(Shell shell, String each, List<Acl> entries) throws InterruptedException {
        return shell.await(shell.client().setAcl(each, entries, version));
    }

    private void show(Shell shell, Stat stat) {
        if (shell.talk().isJson()) {
            shell.talk().sayJson(Json.of(stat));
        } else if (withStat) {
            shell.talk().say(StatText.lines(stat, ZoneId.systemDefault()));
        }
    }
}
