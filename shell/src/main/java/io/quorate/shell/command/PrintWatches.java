package io.quorate.shell.command;

import io.quorate.shell.ExitCode;
import io.quorate.shell.Refusal;
import io.quorate.shell.Shell;
import org.jspecify.annotations.Nullable;

/** {@code printwatches}. */
final class PrintWatches implements ShellCommand {
    private final @Nullable String wanted;

    PrintWatches(Arguments arguments) {
        wanted = arguments.optional();
    }

    @Override
    public void run(Shell shell) {
        switch (wanted) {
            case null -> shell.talk().say("printwatches is " + (shell.printsWatches() ? "on" : "off"));
            case "on" -> shell.printWatches(true);
            case "off" -> shell.printWatches(false);
            default -> throw new Refusal(ExitCode.USAGE, "printwatches on|off");
        }
    }
}
