package io.quorate.shell.command;

import io.quorate.client.Op;
import io.quorate.shell.ExitCode;
import io.quorate.shell.Refusal;
import io.quorate.shell.Shell;

/** {@code deleteall}. */
final class DeleteAll implements ShellCommand {
    private static final int USUAL_BATCH = 1000;

    private final int batchSize;
    private final Znode path;

    DeleteAll(Arguments arguments) {
        batchSize = arguments.number(USUAL_BATCH, "znodes that are deleted together", "-b");
        path = arguments.path();
    }

    @Override
    public void run(Shell shell) throws InterruptedException {
        if (batchSize < 1) {
            throw new Refusal(ExitCode.USAGE, "a batch of " + batchSize + " znodes; at least 1 is needed");
        }
        deleteAll(shell, path.path(), batchSize);
    }

    /** Deletes a subtree from its leaves on; says how many znodes that were. */
    static int deleteAll(Shell shell, String root, int batchSize) throws InterruptedException {
        if (root.equals("/")) {
            throw new Refusal("the root cannot be deleted");
        }
        Batch batch = new Batch(shell, batchSize);
        try {
            new Subtree(shell).after(root, (each, _) -> batch.add(Op.delete(each), 0));
            batch.send();
        } catch (Refusal refused) {
            throw new Refusal("Failed to delete some node(s) in the subtree! " + batch.done()
                    + " are deleted; the others are left because: " + refused.getMessage());
        }
        return batch.done();
    }
}
