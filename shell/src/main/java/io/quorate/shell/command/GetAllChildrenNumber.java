package io.quorate.shell.command;

import io.quorate.shell.Shell;

/** {@code getAllChildrenNumber}. */
final class GetAllChildrenNumber implements ShellCommand {
    private final Znode path;

    GetAllChildrenNumber(Arguments arguments) {
        path = arguments.path();
    }

    @Override
    public void run(Shell shell) throws InterruptedException {
        int count = shell.await(shell.client().allChildrenNumber(path.path()));
        shell.talk().say(Integer.toString(count));
    }
}
