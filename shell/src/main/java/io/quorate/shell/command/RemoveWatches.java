package io.quorate.shell.command;

import io.quorate.message.ReadRequest.WatchKind;
import io.quorate.shell.Shell;

/** {@code removewatches}. */
final class RemoveWatches implements ShellCommand {
    private final boolean children;
    private final boolean data;
    private final boolean persistent;
    private final boolean recursive;
    private final boolean any;
    private final boolean local;
    private final Znode path;

    RemoveWatches(Arguments arguments) {
        children = arguments.flag("those of ls -w", "-c");
        data = arguments.flag("those of get -w and stat -w", "-d");
        persistent = arguments.flag("those of addWatch -m PERSISTENT", "-p");
        recursive = arguments.flag("those of addWatch -m PERSISTENT_RECURSIVE", "-r");
        any = arguments.flag("all; also when no kind is named", "-a");
        local = arguments.flag("even if the server cannot be asked", "-l");
        path = arguments.path();
    }

    @Override
    public void run(Shell shell) throws InterruptedException {
        shell.await(shell.client().removeWatches(path.path(), kind(), local));
    }

    private WatchKind kind() {
        if (any) {
            return WatchKind.ANY;
        }
        if (children) {
            return WatchKind.CHILDREN;
        }
        if (data) {
            return WatchKind.DATA;
        }
        if (persistent) {
            return WatchKind.PERSISTENT;
        }
        return recursive ? WatchKind.RECURSIVE : WatchKind.ANY;
    }
}
