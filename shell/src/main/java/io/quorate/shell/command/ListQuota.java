package io.quorate.shell.command;

import io.quorate.shell.Refusal;
import io.quorate.shell.Shell;
import io.quorate.shell.render.Fields;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code listquota}. */
final class ListQuota implements ShellCommand {
    private final Znode path;

    ListQuota(Arguments arguments) {
        path = arguments.path();
    }

    @Override
    public void run(Shell shell) throws InterruptedException {
        QuotaNodes nodes = new QuotaNodes(shell, path.path());
        shell.talk().remark("absolute path is " + nodes.limitsPath());
        Quota limits = nodes.limits();
        Quota use = nodes.use();
        if (limits == null || use == null) {
            throw new Refusal("quota for " + path.path() + " does not exist.");
        }
        if (shell.talk().isJson()) {
            shell.talk()
                    .sayJson(Fields.of("path", path.path())
                            .and("limits", json(limits))
                            .and("used", json(use))
                            .map());
            return;
        }
        shell.talk().say("Output quota for " + path.path() + " " + limits.limits());
        shell.talk().say("Output stat for " + path.path() + " " + use.use());
    }

    private static Map<String, @Nullable Object> json(Quota quota) {
        return Fields.of("count", quota.count())
                .and("bytes", quota.bytes())
                .and("countHardLimit", quota.countHard())
                .and("byteHardLimit", quota.bytesHard())
                .map();
    }
}
