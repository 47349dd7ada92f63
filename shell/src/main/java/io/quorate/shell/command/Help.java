package io.quorate.shell.command;

import io.quorate.shell.ExitCode;
import io.quorate.shell.Refusal;
import io.quorate.shell.Shell;
import io.quorate.shell.render.Paint;
import org.jspecify.annotations.Nullable;

/** {@code help}. */
final class Help implements ShellCommand {
    private static final int NAME_WIDTH = 22;

    private final @Nullable String name;

    Help(Arguments arguments) {
        name = arguments.optional();
    }

    @Override
    public void run(Shell shell) {
        if (name == null) {
            for (Catalogue.Entry entry : Catalogue.entries()) {
                shell.talk().say("  " + shell.talk().paint(Paint.STRONG, padded(entry.name())) + entry.purpose());
            }
            shell.talk().say("\"help <command>\" tells more. --json after any command has its result as JSON.");
            return;
        }
        Catalogue.Entry entry = Catalogue.find(name);
        if (entry == null) {
            throw new Refusal(ExitCode.USAGE, "there is no command " + name + "; \"help\" shows all");
        }
        shell.talk().say(shell.talk().paint(Paint.STRONG, entry.usage()));
        shell.talk().say("  " + entry.purpose());
        for (Arguments.Option option : Arguments.options(entry)) {
            shell.talk().say("  " + padded(String.join(", ", option.names())) + option.description());
        }
    }

    private static String padded(String text) {
        return text + " ".repeat(Math.max(1, NAME_WIDTH - text.length()));
    }
}
