package io.quorate.shell.command;

import io.quorate.shell.Shell;

/** {@code delete}. */
final class Delete implements ShellCommand {
    private final int version;
    private final Znode path;
    private final boolean isOldForm;

    Delete(Arguments arguments) {
        int wanted = arguments.number(-1, "only if the data has this version", "-v");
        path = arguments.path();
        String old = arguments.optional();
        isOldForm = old != null;
        version = old == null ? wanted : arguments.number(old);
    }

    @Override
    public void run(Shell shell) throws InterruptedException {
        if (isOldForm) {
            shell.talk()
                    .say("'delete path [version]' has been deprecated. Please use 'delete [-v version] path' instead.");
        }
        shell.await(shell.client().delete(path.path(), version));
    }
}
