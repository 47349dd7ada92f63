package io.quorate.shell.command;

import io.quorate.shell.Shell;

/** {@code sync}: for all paths, whichever is named. */
final class Sync implements ShellCommand {
    Sync(Arguments arguments) {
        Znode _ = arguments.path();
    }

    @Override
    public void run(Shell shell) throws InterruptedException {
        shell.await(shell.client().sync());
        shell.talk().say("Sync is OK");
    }
}
