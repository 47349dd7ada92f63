package io.quorate.shell.command;

import io.quorate.client.Registration;
import io.quorate.client.WatchMode;
import io.quorate.shell.ExitCode;
import io.quorate.shell.Refusal;
import io.quorate.shell.Shell;
import java.util.Objects;

/** {@code addWatch}. */
final class AddWatch implements ShellCommand {
    private final String mode;
    private final Znode path;

    AddWatch(Arguments arguments) {
        mode = Objects.requireNonNullElse(
                arguments.value("PERSISTENT or PERSISTENT_RECURSIVE", "-m"), "PERSISTENT_RECURSIVE");
        path = arguments.path();
    }

    /** The watch stays for as long as the session, or until removewatches. */
    @Override
    public void run(Shell shell) throws InterruptedException {
        WatchMode wanted = switch (mode) {
            case "PERSISTENT" -> WatchMode.PERSISTENT;
            case "PERSISTENT_RECURSIVE" -> WatchMode.RECURSIVE;
            default ->
                throw new Refusal(
                        ExitCode.USAGE,
                        "addWatch [-m mode] path # optional mode is one of [PERSISTENT, PERSISTENT_RECURSIVE] - default"
                                + " is PERSISTENT_RECURSIVE");
        };
        EventLines lines = new EventLines(shell, EventLines.Kind.LASTING);
        Registration _ = shell.await(shell.client().addWatch(path.path(), wanted, lines));
    }
}
