package io.quorate.shell.command;

import io.quorate.shell.Shell;

/** {@code quit}. */
final class Quit implements ShellCommand {
    @Override
    public void run(Shell shell) {
        shell.quit();
    }
}
