package io.quorate.shell.command;

import io.quorate.shell.ExitCode;
import io.quorate.shell.Refusal;
import io.quorate.shell.Shell;
import java.util.Set;

/** {@code delquota}. */
final class DelQuota implements ShellCommand {
    private final Set<Quota.Limit> only;
    private final Znode path;

    DelQuota(Arguments arguments) {
        only = Limits.names(arguments).keySet();
        path = arguments.path();
    }

    @Override
    public void run(Shell shell) throws InterruptedException {
        if (only.size() > 1) {
            throw new Refusal(ExitCode.USAGE, "delquota [-n|-b|-N|-B] path");
        }
        QuotaNodes nodes = new QuotaNodes(shell, path.path());
        Quota limits = nodes.limits();
        if (limits == null) {
            throw new Refusal("Quota does not exist for " + path.path());
        }
        if (only.isEmpty()) {
            nodes.remove();
        } else {
            nodes.put(limits.with(only.iterator().next(), -1));
        }
    }
}
