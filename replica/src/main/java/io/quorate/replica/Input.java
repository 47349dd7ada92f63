package io.quorate.replica;

import io.quorate.data.Identity;
import io.quorate.message.ConnectRequest;
import io.quorate.message.Request;
import io.quorate.replica.port.ClientLink;
import io.quorate.tree.ZnodeTree;
import java.util.List;
import java.util.function.Consumer;

/** Everything that can happen to a replica. */
public sealed interface Input {

    /** A connection has said who it is. */
    record Connect(ClientLink link, ConnectRequest request) implements Input {}

    /** A request has arrived, with the identities the connection had when it was read. */
    record FromClient(ClientLink link, int xid, Request request, List<Identity> who) implements Input {}

    /** A connection is gone. Nothing comes from it afterwards. */
    record Disconnected(ClientLink link) implements Input {}

    /** The log is durable up to this zxid. */
    record Persisted(long zxid) implements Input {}

    /** A peer or the disk has something for the agreement. */
    record ForZab(io.quorate.zab.Input input) implements Input {}

    /**
     * The disk holds another history now, and this is the state it leads to.
     *
     * @param answer what the agreement hears: {@code Truncated} or {@code SnapshotInstalled}
     * @param tree the state, which nobody else has
     * @param txns how many txns are in the log after the newest snapshot
     */
    record Restored(io.quorate.zab.Input answer, ZnodeTree tree, long txns) implements Input {}

    /** Time has passed. */
    record Tick() implements Input {}

    /** The snapshot writer has room for more. */
    record SnapshotRoom() implements Input {}

    /** The snapshot is on disk under its name. */
    record SnapshotTaken(long zxid, long bytes) implements Input {}

    /** The snapshot could not be written; the one before it still stands. */
    record SnapshotFailed(long zxid, String reason) implements Input {}

    /** Somebody wants a snapshot now; nothing happens while one is being taken. */
    record TakeSnapshot() implements Input {}

    /** Ends a session as if it had expired. */
    record EndSession(long sessionId) implements Input {}

    /** Somebody wants to look; the visitor runs on the driver's thread, must not block, and must keep nothing. */
    record Inspect(Consumer<ReplicaView> visitor) implements Input {}
}
