package io.quorate.shell.command;

import io.quorate.shell.ExitCode;
import io.quorate.shell.Refusal;
import io.quorate.shell.Shell;

/** {@code redo}. */
final class Redo implements ShellCommand {
    private final int number;

    Redo(Arguments arguments) {
        number = arguments.number(arguments.word());
    }

    @Override
    public void run(Shell shell) throws InterruptedException {
        String line = shell.history().line(number);
        if (line == null) {
            throw new Refusal("Command index out of range");
        }
        if (line.equals("redo") || line.startsWith("redo ")) {
            throw new Refusal(ExitCode.USAGE, "No redoing redos");
        }
        shell.redo(line);
    }
}
