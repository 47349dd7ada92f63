package io.quorate.shell.command;

import io.quorate.data.Identity;
import io.quorate.shell.Shell;
import io.quorate.shell.render.Fields;
import java.util.Comparator;
import java.util.List;

/** {@code whoami}. */
final class WhoAmI implements ShellCommand {
    @Override
    public void run(Shell shell) throws InterruptedException {
        List<Identity> identities = shell.await(shell.client().whoAmI()).stream()
                .sorted(Comparator.comparing(Identity::scheme).thenComparing(Identity::id))
                .toList();
        if (shell.talk().isJson()) {
            shell.talk()
                    .sayJson(identities.stream()
                            .map(each -> Fields.of("scheme", each.scheme())
                                    .and("id", each.id())
                                    .map())
                            .toList());
            return;
        }
        shell.talk().say("Auth scheme: User");
        identities.forEach(each -> shell.talk().say(each.scheme() + ": " + each.id()));
    }
}
