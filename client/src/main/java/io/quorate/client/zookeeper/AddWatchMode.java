package io.quorate.client.zookeeper;

/** The kinds of watch that stay. */
public enum AddWatchMode {
    /** Of one znode and its children. */
    PERSISTENT(0),
    /** Of a whole subtree. */
    PERSISTENT_RECURSIVE(1);

    private final int mode;

    AddWatchMode(int mode) {
        this.mode = mode;
    }

    /** {@return the number on the wire} */
    public int getMode() {
        return mode;
    }
}
