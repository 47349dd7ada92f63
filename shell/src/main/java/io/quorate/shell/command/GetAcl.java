package io.quorate.shell.command;

import io.quorate.client.NodeAcl;
import io.quorate.shell.Shell;
import io.quorate.shell.render.AclText;
import io.quorate.shell.render.Fields;
import io.quorate.shell.render.Json;
import io.quorate.shell.render.StatText;
import java.time.ZoneId;

/** {@code getAcl}. */
final class GetAcl implements ShellCommand {
    private final boolean withStat;
    private final Znode path;

    GetAcl(Arguments arguments) {
        withStat = arguments.flag("with the Stat", "-s");
        path = arguments.path();
    }

    @Override
    public void run(Shell shell) throws InterruptedException {
        NodeAcl acl = shell.await(shell.client().getAcl(path.path()));
        if (shell.talk().isJson()) {
            Fields fields = Fields.of("path", path.path())
                    .and("acl", acl.entries().stream().map(AclText::text).toList());
            shell.talk().sayJson((withStat ? fields.and("stat", Json.of(acl.stat())) : fields).map());
            return;
        }
        acl.entries().forEach(entry -> {
            shell.talk().say("'" + entry.scheme() + ",'" + entry.id());
            shell.talk().say(": " + AclText.letters(entry.perms()));
        });
        if (withStat) {
            shell.talk().say(StatText.lines(acl.stat(), ZoneId.systemDefault()));
        }
    }
}
