package io.quorate.client;

/** The two kinds of watch that stay until removed. */
public enum WatchMode {
    /** Reports changes of the znode and of the set of its children. */
    PERSISTENT,
    /** Reports creation, change and deletion of the znode and of everything below it, and no CHILDREN_CHANGED. */
    RECURSIVE
}
