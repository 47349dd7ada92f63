package io.quorate.shell.command;

import io.quorate.client.WatchEvent;
import io.quorate.client.WatchListener;
import io.quorate.shell.Shell;

/**
 * Shows events as ZooKeeper's shell does.
 *
 * @param kind which kind of watch brings them
 */
record EventLines(Shell shell, Kind kind) implements WatchListener {
    /** The kinds of watch, by the name of the event that tells of their removal. */
    enum Kind {
        DATA("DataWatchRemoved"),
        CHILD("ChildWatchRemoved"),
        LASTING("PersistentWatchRemoved");

        private final String removed;

        Kind(String removed) {
            this.removed = removed;
        }
    }

    @Override
    public void changed(WatchEvent event) {
        String type = switch (event.type()) {
            case CREATED -> "NodeCreated";
            case DELETED -> "NodeDeleted";
            case DATA_CHANGED -> "NodeDataChanged";
            case CHILDREN_CHANGED -> "NodeChildrenChanged";
            case REMOVED -> kind.removed;
            // Said by the events of the connection already.
            case GAP -> "";
        };
        if (!type.isEmpty()) {
            shell.tellEvent("WatchedEvent state:SyncConnected type:" + type + " path:" + event.path() + " zxid: "
                    + event.zxid());
        }
    }
}
