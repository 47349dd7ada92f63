package io.quorate.data;

/** What an event announces, by the numbers of the protocol (client protocol 5.2). */
public enum EventType {
    /** There is a znode where there was none. */
    NODE_CREATED(1),
    /** The znode is gone. */
    NODE_DELETED(2),
    /** Its data were set, perhaps to what they were. */
    NODE_DATA_CHANGED(3),
    /** A child was created or deleted. */
    NODE_CHILDREN_CHANGED(4);

    private final int number;

    EventType(int number) {
        this.number = number;
    }

    /** {@return the number on the wire} */
    public int number() {
        return number;
    }
}
