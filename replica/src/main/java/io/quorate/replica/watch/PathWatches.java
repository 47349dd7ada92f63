package io.quorate.replica.watch;

/** All watches on one path, by kind (client protocol 5.1). Data and exists watches are one kind here. */
final class PathWatches {
    final WatcherSet data = new WatcherSet();
    final WatcherSet child = new WatcherSet();
    final WatcherSet persistent = new WatcherSet();
    final WatcherSet recursive = new WatcherSet();

    boolean isEmpty() {
        return data.isEmpty() && child.isEmpty() && persistent.isEmpty() && recursive.isEmpty();
    }

    boolean contains(Watcher watcher) {
        return child.contains(watcher) || isInDataTable(watcher);
    }

    /** Whether it has one of those that the operators' words count: all but child watches. */
    boolean isInDataTable(Watcher watcher) {
        return data.contains(watcher) || persistent.contains(watcher) || recursive.contains(watcher);
    }
}
