package io.quorate.replica;

import io.quorate.replica.port.Peers;
import io.quorate.tree.ZnodeTree;
import io.quorate.tree.snapshot.SnapshotEncoder;
import io.quorate.wire.ByteSink;
import io.quorate.zab.Link;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * The state on its way to a learner, exactly as it was when it was asked for, while txns go on (quorum protocol 4.6).
 * A tree can be walked once at a time: our own snapshot gives way, and a second learner waits. While the epoch is not
 * established the state stands still, and each has its turn, or a leader without any other quorum would never get one;
 * later a second learner has to come again if the state has moved on.
 */
final class Shipment {
    /** Bytes encoded between two batches of inputs. */
    private static final int SLICE_BYTES = 256 * 1024;
    /** No further slice while this much waits to leave. */
    private static final long ENOUGH_BACKLOG_BYTES = 4L * 1024 * 1024;
    /** What the txns themselves push ahead of the walk is not bounded by it; past this much the learner is too slow. */
    private static final long TOO_MUCH_BACKLOG_BYTES = 256L * 1024 * 1024;

    /** More learners at a time are sent away. */
    private static final int MOST_WAITING = 64;

    private final ZnodeTree tree;
    private final Peers peers;
    private final ArrayDeque<Turn> waiting = new ArrayDeque<>(0);
    private @Nullable Link link;
    private @Nullable SnapshotEncoder encoder;

    Shipment(ZnodeTree tree, Peers peers) {
        this.tree = tree;
        this.peers = peers;
    }

    /** A learner that waits for its turn, and the state that it was promised. */
    private record Turn(Link link, long zxid) {}

    boolean isUnderWay() {
        return encoder != null || !waiting.isEmpty();
    }

    /** Begins to send the state as it is now; none but a learner may be walking the tree. */
    void begin(Link to, long zxid) {
        Invariant.check(zxid == tree.lastZxid(), "a snapshot of another state was asked for", zxid, tree.lastZxid());
        if (waiting.size() == MOST_WAITING) {
            peers.close(to, "snapshots for " + MOST_WAITING + " other learners come first; come again");
            return;
        }
        peers.beginSnapshot(to, zxid);
        waiting.add(new Turn(to, zxid));
        next();
    }

    private void next() {
        while (encoder == null && !waiting.isEmpty()) {
            Turn turn = waiting.remove();
            if (turn.zxid() == tree.lastZxid()) {
                walk(turn.link());
            } else {
                peers.close(turn.link(), "the state has moved on while another learner had its turn; come again");
            }
        }
    }

    private void walk(Link to) {
        link = to;
        ByteSink sink = (bytes, offset, length) -> peers.snapshotBytes(to, bytes, offset, length);
        encoder = new SnapshotEncoder(tree, new SnapshotEncoder.Form.Stream(), sink);
    }

    /** Encodes some more if there is room. */
    void pump() {
        next();
        SnapshotEncoder current = encoder;
        Link to = link;
        if (current == null || to == null) {
            return;
        }
        long backlog = peers.backlogBytes(to);
        if (backlog > TOO_MUCH_BACKLOG_BYTES) {
            peers.close(to, backlog + " bytes of a snapshot wait for a learner that does not take them");
            giveUp();
        } else if (backlog < ENOUGH_BACKLOG_BYTES && current.advance(SLICE_BYTES)) {
            peers.endSnapshot(to);
            encoder = null;
            link = null;
        }
    }

    /** That connection has ended. */
    void ended(Link gone) {
        waiting.removeIf(turn -> turn.link().equals(gone));
        if (gone.equals(link)) {
            giveUp();
        }
    }

    /** Gives up everything: the state has become another. */
    void abandon() {
        waiting.clear();
        giveUp();
    }

    private void giveUp() {
        if (encoder != null) {
            encoder.abandon();
            encoder = null;
            link = null;
        }
    }
}
