package io.quorate.data;

import org.jspecify.annotations.Nullable;

/** What can be wrong with a request, by the numbers of the protocol (client protocol 3). */
public enum ErrorCode {
    /** No error. */
    OK(0),
    /** Boundary of the codes down to −14, which concern the service; servers do not send it. */
    SYSTEM_ERROR(-1),
    /** In a failed multi: a part behind the one that failed. */
    RUNTIME_INCONSISTENCY(-2),
    /** The data contradict each other; servers do not send it. */
    DATA_INCONSISTENCY(-3),
    /** The connection broke before the answer; servers do not send it. */
    CONNECTION_LOSS(-4),
    /** The request could not be decoded. */
    MARSHALLING_ERROR(-5),
    /** The server does not know the opcode. */
    UNIMPLEMENTED(-6),
    /** The operation took too long. */
    OPERATION_TIMEOUT(-7),
    /** A field of the request makes no sense. */
    BAD_ARGUMENTS(-8),
    /** There is no such session. */
    UNKNOWN_SESSION(-12),
    /** Too few members of the wanted configuration follow the leader. */
    NEW_CONFIG_NO_QUORUM(-13),
    /** Another change of the members is under way. */
    RECONFIG_IN_PROGRESS(-14),
    /** Boundary of the codes below, which concern znodes and sessions; servers do not send it. */
    API_ERROR(-100),
    /** There is no such znode, or no parent for a new one. */
    NO_NODE(-101),
    /** The ACL does not let this connection do that. */
    NO_AUTH(-102),
    /** The znode has another version than the request demands. */
    BAD_VERSION(-103),
    /** The parent of the new znode is ephemeral. */
    NO_CHILDREN_FOR_EPHEMERALS(-108),
    /** There is a znode of that path already. */
    NODE_EXISTS(-110),
    /** The znode to be deleted has children. */
    NOT_EMPTY(-111),
    /** The session is over; its ephemerals are gone. */
    SESSION_EXPIRED(-112),
    /** The client handed in a callback that fits no operation; servers do not send it. */
    INVALID_CALLBACK(-113),
    /** The ACL is empty, or an entry of it makes no sense. */
    INVALID_ACL(-114),
    /** The server refused an identity; the connection ends. */
    AUTH_FAILED(-115),
    /** The session is served by another member by now. */
    SESSION_MOVED(-118),
    /** A member without a quorum was asked to write. */
    NOT_READ_ONLY(-119),
    /** A local session cannot have ephemerals. */
    EPHEMERAL_ON_LOCAL_SESSION(-120),
    /** There is no such watch to be removed. */
    NO_WATCHER(-121),
    /** A client gave up waiting for the answer; servers do not send it. */
    REQUEST_TIMEOUT(-122),
    /** The ensemble does not let its members be changed. */
    RECONFIG_DISABLED(-123),
    /** The server wants every session to prove an identity. */
    SESSION_CLOSED_REQUIRE_AUTH(-124),
    /** The write would go beyond an enforced quota. */
    QUOTA_EXCEEDED(-125),
    /** The server was too busy and left the request undone. */
    THROTTLED_OP(-127);

    private static final ErrorCode[] BY_NEGATED_NUMBER = new ErrorCode[128];

    static {
        for (ErrorCode code : values()) {
            BY_NEGATED_NUMBER[-code.number] = code;
        }
    }

    private final int number;

    ErrorCode(int number) {
        this.number = number;
    }

    /** {@return the number on the wire and in logs} */
    public int number() {
        return number;
    }

    /**
     * {@return the code with this number, or null if there is none}
     *
     * @param number as on the wire
     */
    public static @Nullable ErrorCode of(int number) {
        return number > 0 || number <= -BY_NEGATED_NUMBER.length ? null : BY_NEGATED_NUMBER[-number];
    }
}
