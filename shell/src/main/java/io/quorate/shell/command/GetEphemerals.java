package io.quorate.shell.command;

import io.quorate.shell.Shell;
import java.util.List;

/** {@code getEphemerals}. */
final class GetEphemerals implements ShellCommand {
    private final String prefix;

    GetEphemerals(Arguments arguments) {
        prefix = arguments.optional("/");
    }

    @Override
    public void run(Shell shell) throws InterruptedException {
        List<String> paths = shell.await(shell.client().ephemerals(prefix));
        List<String> sorted = paths.stream().sorted().toList();
        if (shell.talk().isJson()) {
            shell.talk().sayJson(sorted);
        } else {
            shell.talk().say(sorted.toString());
        }
    }
}
