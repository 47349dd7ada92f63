package io.quorate.shell.command;

import io.quorate.shell.Refusal;
import io.quorate.shell.Shell;
import io.quorate.shell.render.Fields;

/** {@code rm}. */
final class Remove implements ShellCommand {
    private static final int BATCH = 1000;

    private final boolean recursive;
    private final boolean forced;
    private final Znode path;

    Remove(Arguments arguments) {
        recursive = arguments.flag("with all that is below", "-r");
        forced = arguments.flag("without a question", "-f");
        path = arguments.path();
    }

    @Override
    public void run(Shell shell) throws InterruptedException {
        if (!recursive) {
            shell.await(shell.client().delete(path.path()));
            tell(shell, 1);
            return;
        }
        int below = shell.await(shell.client().allChildrenNumber(path.path()));
        if (!forced
                && below > 0
                && !shell.asking().agrees("Delete " + path.path() + " and " + below + " znodes below?")) {
            throw new Refusal("nothing was deleted");
        }
        tell(shell, DeleteAll.deleteAll(shell, path.path(), BATCH));
    }

    private static void tell(Shell shell, int deleted) {
        if (shell.talk().isJson()) {
            shell.talk().sayJson(Fields.of("deleted", deleted).map());
        } else {
            shell.talk().say("Deleted " + deleted + (deleted == 1 ? " znode" : " znodes"));
        }
    }
}
