package io.quorate.shell.command;

import io.quorate.shell.ExitCode;
import io.quorate.shell.Refusal;
import io.quorate.shell.Shell;
import java.util.Map;

/** {@code setquota}. */
final class SetQuota implements ShellCommand {
    private final Map<Quota.Limit, String> wanted;
    private final Znode path;

    SetQuota(Arguments arguments) {
        wanted = Limits.values(arguments);
        path = arguments.path();
    }

    @Override
    public void run(Shell shell) throws InterruptedException {
        if (wanted.size() != 1) {
            throw new Refusal(ExitCode.USAGE, "setquota -n|-b|-N|-B val path");
        }
        Quota.Limit limit = wanted.keySet().iterator().next();
        long value = value(limit, String.valueOf(wanted.get(limit)));
        if (shell.await(shell.client().exists(path.path())).isEmpty()) {
            throw new Refusal(path.path() + " does not exist.");
        }
        QuotaNodes nodes = new QuotaNodes(shell, path.path());
        Quota before = nodes.limits();
        nodes.put((before == null ? Quota.NONE : before).with(limit, value));
        warn(shell, nodes, limit, value);
    }

    private static long value(Quota.Limit limit, String text) {
        long value;
        try {
            value = Long.parseLong(text);
        } catch (NumberFormatException wrong) {
            throw new Refusal(
                    ExitCode.USAGE,
                    "NumberFormatException happens when parsing the option value: " + wrong.getMessage());
        }
        switch (limit) {
            case COUNT, COUNT_HARD -> {
                if (value <= 0) {
                    throw new Refusal("the num quota must be greater than zero");
                }
            }
            case BYTES, BYTES_HARD -> {
                if (value < 0) {
                    throw new Refusal("the bytes quota must be greater than or equal to zero");
                }
            }
        }
        return value;
    }

    private static void warn(Shell shell, QuotaNodes nodes, Quota.Limit limit, long value) throws InterruptedException {
        Quota use = nodes.use();
        if (use == null) {
            return;
        }
        switch (limit) {
            case COUNT, COUNT_HARD -> {
                if (value < use.count()) {
                    shell.talk()
                            .say("[Warning]: the count quota you create is less than the existing count:"
                                    + use.count());
                }
            }
            case BYTES, BYTES_HARD -> {
                if (value < use.bytes()) {
                    shell.talk()
                            .say("[Warning]: the bytes quota you create is less than the existing bytes:"
                                    + use.bytes());
                }
            }
        }
    }
}
