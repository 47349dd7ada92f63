package io.quorate.wire;

/** The numbers of the client protocol (client protocol 1 and 2.2). */
public final class Protocol {
    /** Longest frame accepted unless configured otherwise, in bytes. */
    public static final int DEFAULT_MAX_FRAME_BYTES = 0xFFFFF;
    /** Xid of a notification. */
    public static final int XID_NOTIFICATION = -1;
    /** Xid of every answer to a ping. */
    public static final int XID_PING = -2;

    public static final int OP_NOTIFICATION = 0;
    public static final int OP_CREATE = 1;
    public static final int OP_DELETE = 2;
    public static final int OP_EXISTS = 3;
    public static final int OP_GET_DATA = 4;
    public static final int OP_SET_DATA = 5;
    public static final int OP_GET_ACL = 6;
    public static final int OP_SET_ACL = 7;
    public static final int OP_GET_CHILDREN = 8;
    public static final int OP_SYNC = 9;
    public static final int OP_PING = 11;
    public static final int OP_GET_CHILDREN2 = 12;
    public static final int OP_CHECK = 13;
    public static final int OP_MULTI = 14;
    public static final int OP_CREATE2 = 15;
    public static final int OP_RECONFIG = 16;
    public static final int OP_CHECK_WATCHES = 17;
    public static final int OP_REMOVE_WATCHES = 18;
    public static final int OP_CREATE_CONTAINER = 19;
    public static final int OP_DELETE_CONTAINER = 20;
    public static final int OP_CREATE_TTL = 21;
    public static final int OP_MULTI_READ = 22;
    public static final int OP_AUTH = 100;
    public static final int OP_SET_WATCHES = 101;
    public static final int OP_SASL = 102;
    public static final int OP_GET_EPHEMERALS = 103;
    public static final int OP_GET_ALL_CHILDREN_NUMBER = 104;
    public static final int OP_SET_WATCHES2 = 105;
    public static final int OP_ADD_WATCH = 106;
    public static final int OP_WHO_AM_I = 107;
    public static final int OP_CREATE_SESSION = -10;
    public static final int OP_CLOSE_SESSION = -11;
    public static final int OP_ERROR = -1;

    private Protocol() {}
}
