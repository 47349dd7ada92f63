package io.quorate.shell.command;

import io.quorate.shell.Shell;

/** {@code connect}. */
final class Connect implements ShellCommand {
    private final String servers;

    Connect(Arguments arguments) {
        servers = arguments.word();
    }

    @Override
    public void run(Shell shell) {
        shell.connect(servers);
    }
}
