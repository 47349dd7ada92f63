package io.quorate.replica;

import io.quorate.replica.ReplicaConfig.SnapshotRules;
import io.quorate.replica.port.Journal;
import io.quorate.replica.port.Snapshots;
import io.quorate.tree.ZnodeTree;
import io.quorate.tree.snapshot.SnapshotEncoder;
import java.util.Random;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Decides when a snapshot is due and feeds it, slice by slice, to the door that writes it. The walk is done between
 * inputs and goes on only while the door has room, so that neither the txns nor the memory wait for the disk.
 */
final class SnapshotTurn {
    /** Bytes encoded between two batches of inputs: some tens of microseconds. */
    private static final int SLICE_BYTES = 64 * 1024;
    /** No further slice while this much waits to be written. */
    private static final long ENOUGH_BACKLOG_BYTES = 1024 * 1024;
    /**
     * What the txns themselves push ahead of the walk is not bounded by it; past this much the snapshot is given up.
     */
    private static final long TOO_MUCH_BACKLOG_BYTES = 256L * 1024 * 1024;

    private final ZnodeTree tree;
    private final SnapshotRules rules;
    private final Journal journal;
    private final Snapshots door;
    private final Consumer<Told> told;
    private final Random dice;
    private @Nullable SnapshotEncoder encoder;
    private boolean writing;
    /** One is due and waits until it may begin. */
    private boolean due;
    /** All is handed over; it may get its name once the log is durable up to its zxid. */
    private boolean whole;

    private long writingZxid;
    private long wholeZxid;
    private long durableZxid;
    private long begunMs;
    private long txnsSince;
    private long bytesSince;
    private long txnLimit;
    private long byteLimit;
    private long lastZxid = -1;
    private long lastWallMs = -1;

    SnapshotTurn(ZnodeTree tree, SnapshotRules rules, Journal journal, Snapshots door, Consumer<Told> told) {
        this.tree = tree;
        this.rules = rules;
        this.journal = journal;
        this.door = door;
        this.told = told;
        this.dice = new Random(rules.seed());
        draw();
    }

    /** Txns that are in the log since the snapshot on disk, as found at start. */
    void inherit(long zxid, long txns) {
        lastZxid = zxid;
        txnsSince = txns;
        durableZxid = tree.lastZxid();
    }

    /** The disk has another history now, of which the newest snapshot and the txns since are these. */
    void restored(long zxid, long txns) {
        giveUp("the history it was of has been replaced");
        inherit(zxid, txns);
    }

    /** The log is durable up to here. */
    void persisted(long zxid) {
        durableZxid = Math.max(durableZxid, zxid);
    }

    /** A txn has been appended. */
    void appended(int bytes) {
        txnsSince++;
        bytesSince += bytes;
        if (txnsSince > txnLimit || (rules.logBytes() > 0 && bytesSince > byteLimit)) {
            want();
        }
    }

    /** One is to begin as soon as it may; the log begins a new file. */
    void want() {
        txnsSince = 0;
        bytesSince = 0;
        draw();
        journal.roll();
        due = true;
    }

    /** Gives up a walk that is under way, so that somebody else can walk; another one follows. */
    void giveWay() {
        if (encoder != null) {
            giveUp("a learner needs a snapshot first");
            due = true;
        }
    }

    private void giveUp(String reason) {
        SnapshotEncoder current = encoder;
        if (current == null && !whole) {
            return;
        }
        if (current != null) {
            current.abandon();
        }
        encoder = null;
        whole = false;
        writing = false;
        door.abandon();
        told.accept(new Told.SnapshotFailed(tree.lastZxid(), reason));
    }

    /**
     * Begins one that is due, or encodes some more if there is room.
     *
     * @param mayBegin whether the state is decided and nobody else walks the tree
     */
    void pump(boolean mayBegin, long nowMs) {
        if (due && mayBegin) {
            begin(nowMs);
        }
        SnapshotEncoder current = encoder;
        if (current != null) {
            encode(current);
        }
        if (whole && durableZxid >= wholeZxid) {
            whole = false;
            door.end();
        }
    }

    private void begin(long nowMs) {
        due = false;
        if (writing) {
            told.accept(new Told.SnapshotFailed(tree.lastZxid(), "the one before it is still being written; skipped"));
            return;
        }
        writing = true;
        writingZxid = tree.lastZxid();
        begunMs = nowMs;
        door.begin(tree.lastZxid());
        encoder = new SnapshotEncoder(tree, rules.withDigest(), rules.withLastZxid(), door);
        told.accept(new Told.SnapshotBegun(tree.lastZxid()));
    }

    private void encode(SnapshotEncoder current) {
        long backlog = door.backlogBytes();
        if (backlog > TOO_MUCH_BACKLOG_BYTES) {
            giveUp(backlog + " bytes wait for a disk that does not keep up; given up");
        } else if (backlog < ENOUGH_BACKLOG_BYTES && current.advance(SLICE_BYTES)) {
            encoder = null;
            whole = true;
            wholeZxid = current.zxid();
        }
    }

    void taken(long zxid, long bytes, long nowMs, long wallMs) {
        writing = writing && zxid != writingZxid;
        lastZxid = Math.max(lastZxid, zxid);
        lastWallMs = wallMs;
        told.accept(new Told.SnapshotTaken(zxid, bytes, nowMs - begunMs));
    }

    /** One could not be written; it may be one that was given up before the present one began. */
    void failed(long zxid, String reason) {
        if (zxid == writingZxid) {
            if (encoder != null) {
                encoder.abandon();
                encoder = null;
            }
            whole = false;
            writing = false;
        }
        told.accept(new Told.SnapshotFailed(zxid, reason));
    }

    long lastZxid() {
        return lastZxid;
    }

    long lastWallMs() {
        return lastWallMs;
    }

    private void draw() {
        int half = Math.max(1, rules.txns() / 2);
        txnLimit = (long) half + dice.nextInt(half);
        long halfBytes = Math.max(1, rules.logBytes() / 2);
        byteLimit = halfBytes + dice.nextLong(halfBytes);
    }
}
