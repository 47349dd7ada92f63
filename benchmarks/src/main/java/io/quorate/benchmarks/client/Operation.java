package io.quorate.benchmarks.client;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What one request of the load asks for. The opcode is that of client protocol 2.2. */
public enum Operation {
    /** getData of a random key. */
    GET(4),
    /** setData of a random key, any version. */
    SET(5),
    /** create of a node of the session's own, persistent. */
    CREATE(1),
    /** delete of the oldest node that the session created; a create when it has none. */
    DELETE(2),
    /** exists of a random key. */
    EXISTS(3),
    /** getChildren of the root of the keys. */
    CHILDREN(8),
    /** getData of a random key that leaves a watch. */
    WATCH(4),
    /** sync of the root of the keys. */
    SYNC(9),
    /** ping, answered with xid −2. */
    PING(11);

    private final int opcode;

    Operation(int opcode) {
        this.opcode = opcode;
    }

    /** The number that the request header carries. */
    public int opcode() {
        return opcode;
    }

    /** The name people write, as in {@code --mix get=90,set=10}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The operation that people call so.
     *
     * @throws IllegalArgumentException naming the known ones
     */
    public static Operation named(String label) {
        for (Operation operation : values()) {
            if (operation.label().equals(label)) {
                return operation;
            }
        }
        String known = Arrays.stream(values()).map(Operation::label).collect(Collectors.joining(", "));
        throw new IllegalArgumentException("unknown operation '" + label + "'; known are " + known);
    }
}
