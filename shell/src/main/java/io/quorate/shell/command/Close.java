package io.quorate.shell.command;

import io.quorate.shell.Shell;

/** {@code close}. */
final class Close implements ShellCommand {
    @Override
    public void run(Shell shell) {
        shell.client();
        shell.disconnect();
    }
}
