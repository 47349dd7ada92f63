package io.quorate.wire;

/** The numbers of the client protocol (client protocol 1 and 2.2). */
public final class Protocol {
    /** Longest frame accepted unless configured otherwise, in bytes. */
    public static final int DEFAULT_MAX_FRAME_BYTES = 0xFFFFF;
    /** Xid of a notification. */
    public static final int XID_NOTIFICATION = -1;
    /** Xid of every answer to a ping. */
    public static final int XID_PING = -2;

    /** Of the header of an event; never asked. */
    public static final int OP_NOTIFICATION = 0;
    /** Creates a znode; answers its path. */
    public static final int OP_CREATE = 1;
    /** Deletes a znode. */
    public static final int OP_DELETE = 2;
    /** Asks for a Stat. */
    public static final int OP_EXISTS = 3;
    /** Asks for data and Stat. */
    public static final int OP_GET_DATA = 4;
    /** Replaces the data. */
    public static final int OP_SET_DATA = 5;
    /** Asks for the ACL and the Stat. */
    public static final int OP_GET_ACL = 6;
    /** Replaces the ACL. */
    public static final int OP_SET_ACL = 7;
    /** Asks for the names of the children. */
    public static final int OP_GET_CHILDREN = 8;
    /** Waits until the server has caught up with the leader. */
    public static final int OP_SYNC = 9;
    /** Keeps the session alive. */
    public static final int OP_PING = 11;
    /** Asks for the names of the children and the parent's Stat. */
    public static final int OP_GET_CHILDREN2 = 12;
    /** Demands a version, within a multi. */
    public static final int OP_CHECK = 13;
    /** Does several writes at one zxid, or none. */
    public static final int OP_MULTI = 14;
    /** Creates a znode; answers its path and Stat. */
    public static final int OP_CREATE2 = 15;
    /** Changes the members of the ensemble. */
    public static final int OP_RECONFIG = 16;
    /** Asks whether a watch is set. */
    public static final int OP_CHECK_WATCHES = 17;
    /** Removes a watch. */
    public static final int OP_REMOVE_WATCHES = 18;
    /** Creates a container. */
    public static final int OP_CREATE_CONTAINER = 19;
    /** Removes an abandoned container; of the server itself. */
    public static final int OP_DELETE_CONTAINER = 20;
    /** Creates a znode with a time to live. */
    public static final int OP_CREATE_TTL = 21;
    /** Does several reads at one zxid. */
    public static final int OP_MULTI_READ = 22;
    /** Proves an identity. */
    public static final int OP_AUTH = 100;
    /** Sets watches that fire once again, after a reconnect. */
    public static final int OP_SET_WATCHES = 101;
    /** A round of SASL. */
    public static final int OP_SASL = 102;
    /** Asks for the session's ephemerals. */
    public static final int OP_GET_EPHEMERALS = 103;
    /** Asks how many descendants there are. */
    public static final int OP_GET_ALL_CHILDREN_NUMBER = 104;
    /** Sets watches of all kinds again, after a reconnect. */
    public static final int OP_SET_WATCHES2 = 105;
    /** Sets a watch that stays. */
    public static final int OP_ADD_WATCH = 106;
    /** Asks for the identities of the connection. */
    public static final int OP_WHO_AM_I = 107;
    /** Opens a session; of logs and of members among themselves. */
    public static final int OP_CREATE_SESSION = -10;
    /** Ends the session. */
    public static final int OP_CLOSE_SESSION = -11;
    /** Of a result that is an error, in a multi. */
    public static final int OP_ERROR = -1;

    private Protocol() {}
}
