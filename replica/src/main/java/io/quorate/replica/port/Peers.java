package io.quorate.replica.port;

import io.quorate.zab.ElectionMessage;
import io.quorate.zab.Link;
import io.quorate.zab.ServerId;
import io.quorate.zab.ZabMessage;

/**
 * The door to the other members: the election port and the links of the quorum port. What is said on one link leaves in
 * the order of the calls, history and snapshots included, and nothing is lost before the link's end; what is said on a
 * link that is gone is dropped. Called on the driver's thread; nothing blocks and nothing throws. What peers say comes
 * as {@link io.quorate.replica.Input.ForZab}.
 */
public interface Peers {

    /** On the election port, if it can be had; only the newest word to a peer matters. */
    void tell(ServerId to, ElectionMessage message);

    /** Connects to the quorum port of that member; answered by {@code LinkUp} or {@code LinkDown}. */
    void open(Link link, ServerId to);

    /** Ends a connection once what was said has left. */
    void close(Link link, String reason);

    /** Says something over a connection. */
    void send(Link link, ZabMessage message);

    /**
     * Every txn of the log after {@code after} up to {@code through}, each a proposal with its commit. Where the log
     * turns out to have a hole the connection is closed instead.
     */
    void sendHistory(Link link, long after, long through);

    /** A snapshot begins: {@link ZabMessage.Snap} and then the bytes of {@link #snapshotBytes}. */
    void beginSnapshot(Link link, long zxid);

    /** Some bytes of the stream (quorum protocol 4.6); the array may be reused at once. */
    void snapshotBytes(Link link, byte[] bytes, int offset, int length);

    /** All bytes of the snapshot have been handed over. */
    void endSnapshot(Link link);

    /** Bytes handed over on that link that have not left yet; 0 for a link that is gone. */
    long backlogBytes(Link link);

    /**
     * What comes over that link now is a snapshot, to be kept aside; answered by {@code SnapshotReceived}. One that
     * breaks off or is damaged ends the connection instead.
     */
    void receiveSnapshot(Link link, long zxid);

    /** A batch has ended: everything said since the last call leaves now. */
    void flush();
}
