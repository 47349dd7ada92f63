package io.quorate.shell.command;

import io.quorate.shell.Shell;

/** {@code history}. */
final class HistoryCommand implements ShellCommand {
    @Override
    public void run(Shell shell) {
        shell.history().newest().forEach(entry -> shell.talk().say(entry.number() + " - " + entry.line()));
    }
}
