package io.quorate.client.zookeeper;

/** The kinds of znode. */
public enum CreateMode {
    /** Stays until deleted. */
    PERSISTENT(0),
    /** The same, its name completed by a number. */
    PERSISTENT_SEQUENTIAL(2),
    /** Goes with the session. */
    EPHEMERAL(1),
    /** The same, its name completed by a number. */
    EPHEMERAL_SEQUENTIAL(3),
    /** Removed some time after its last child. */
    CONTAINER(4),
    /** Removed when childless and unchanged for its time to live. */
    PERSISTENT_WITH_TTL(5),
    /** The same, its name completed by a number. */
    PERSISTENT_SEQUENTIAL_WITH_TTL(6);

    private final int flag;

    CreateMode(int flag) {
        this.flag = flag;
    }

    io.quorate.data.CreateMode toWire() {
        return switch (this) {
            case PERSISTENT -> io.quorate.data.CreateMode.PERSISTENT;
            case PERSISTENT_SEQUENTIAL -> io.quorate.data.CreateMode.PERSISTENT_SEQUENTIAL;
            case EPHEMERAL -> io.quorate.data.CreateMode.EPHEMERAL;
            case EPHEMERAL_SEQUENTIAL -> io.quorate.data.CreateMode.EPHEMERAL_SEQUENTIAL;
            case CONTAINER -> io.quorate.data.CreateMode.CONTAINER;
            case PERSISTENT_WITH_TTL -> io.quorate.data.CreateMode.TTL;
            case PERSISTENT_SEQUENTIAL_WITH_TTL -> io.quorate.data.CreateMode.TTL_SEQUENTIAL;
        };
    }

    /** {@return whether it goes with the session} */
    public boolean isEphemeral() {
        return toWire().isEphemeral();
    }

    /** {@return whether its name is completed by a number} */
    public boolean isSequential() {
        return toWire().isSequential();
    }

    /** {@return whether it goes some time after its last child} */
    public boolean isContainer() {
        return this == CONTAINER;
    }

    /** {@return whether it has a time to live} */
    public boolean isTTL() {
        return toWire().isTtl();
    }

    /** {@return the flags on the wire} */
    public int toFlag() {
        return flag;
    }

    /**
     * {@return the mode with these flags}
     *
     * @param flag as on the wire
     * @throws KeeperException.BadArgumentsException when there is none
     */
    public static CreateMode fromFlag(int flag) throws KeeperException {
        for (CreateMode each : values()) {
            if (each.flag == flag) {
                return each;
            }
        }
        throw new KeeperException.BadArgumentsException();
    }

    /**
     * {@return the mode with these flags, or another one when there is none}
     *
     * @param flag as on the wire
     * @param otherwise for flags that no mode has
     */
    public static CreateMode fromFlag(int flag, CreateMode otherwise) {
        for (CreateMode each : values()) {
            if (each.flag == flag) {
                return each;
            }
        }
        return otherwise;
    }
}
