package io.quorate.replica;

import io.quorate.replica.port.Peers;
import io.quorate.tree.ZnodeTree;
import io.quorate.tree.snapshot.SnapshotEncoder;
import io.quorate.wire.ByteSink;
import io.quorate.zab.Link;
import org.jspecify.annotations.Nullable;

/**
 * The state on its way to a learner, exactly as it was when it was asked for, while txns go on (quorum protocol 4.6).
 * A tree can be walked once at a time: our own snapshot gives way, a second learner has to come again.
 */
final class Shipment {
    /** Bytes encoded between two batches of inputs. */
    private static final int SLICE_BYTES = 256 * 1024;
    /** No further slice while this much waits to leave. */
    private static final long ENOUGH_BACKLOG_BYTES = 4L * 1024 * 1024;
    /** What the txns themselves push ahead of the walk is not bounded by it; past this much the learner is too slow. */
    private static final long TOO_MUCH_BACKLOG_BYTES = 256L * 1024 * 1024;

    private final ZnodeTree tree;
    private final Peers peers;
    private @Nullable Link link;
    private @Nullable SnapshotEncoder encoder;

    Shipment(ZnodeTree tree, Peers peers) {
        this.tree = tree;
        this.peers = peers;
    }

    boolean isUnderWay() {
        return encoder != null;
    }

    /** Begins to send the state as it is now; nobody else may be walking the tree. */
    void begin(Link to, long zxid) {
        if (encoder != null) {
            peers.close(to, "the snapshot for another learner is under way; come again");
            return;
        }
        Invariant.check(zxid == tree.lastZxid(), "a snapshot of another state was asked for", zxid, tree.lastZxid());
        link = to;
        peers.beginSnapshot(to, zxid);
        ByteSink sink = (bytes, offset, length) -> peers.snapshotBytes(to, bytes, offset, length);
        encoder = new SnapshotEncoder(tree, new SnapshotEncoder.Form.Stream(), sink);
    }

    /** Encodes some more if there is room. */
    void pump() {
        SnapshotEncoder current = encoder;
        Link to = link;
        if (current == null || to == null) {
            return;
        }
        long backlog = peers.backlogBytes(to);
        if (backlog > TOO_MUCH_BACKLOG_BYTES) {
            peers.close(to, backlog + " bytes of a snapshot wait for a learner that does not take them");
            abandon();
        } else if (backlog < ENOUGH_BACKLOG_BYTES && current.slice(SLICE_BYTES)) {
            peers.endSnapshot(to);
            encoder = null;
            link = null;
        }
    }

    /** That connection has ended. */
    void ended(Link gone) {
        if (gone.equals(link)) {
            abandon();
        }
    }

    /** Gives up what is under way. */
    void abandon() {
        if (encoder != null) {
            encoder.abandon();
            encoder = null;
            link = null;
        }
    }
}
