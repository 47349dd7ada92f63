package io.quorate.tree.snapshot;

import io.quorate.tree.FrozenWalk;
import io.quorate.tree.NodeDigest;
import io.quorate.tree.StoredZnode;
import io.quorate.tree.ZnodeTree;
import io.quorate.wire.ByteSink;
import io.quorate.wire.JuteWriter;

/**
 * Writes a tree, exactly as it is when the encoder is made, while txns go on changing it (storage format 4.1, quorum
 * protocol 4.6). The walk
 * advances slice by slice on the driver's thread; whatever a txn is about to change or remove is written before that,
 * its ancestors first, so that no second copy of anything is kept.
 */
public final class SnapshotEncoder {
    /** What passing over a znode that is already written counts as, so that every slice ends. */
    private static final int STEP_BYTES = 32;

    private final SealedOutput out;
    private final FrozenWalk walk;
    private final Form form;
    private final long zxid;
    private final long digest;
    private boolean done;

    /** What is around sessions, ACLs and znodes, which are the same in both. */
    public sealed interface Form {
        /**
         * A file: a header before them, seals behind them.
         *
         * @param withDigest whether the section with the digest is written; the tree must keep one then
         * @param withLastZxid whether the section with the last zxid is written
         */
        record File(boolean withDigest, boolean withLastZxid) implements Form {}

        /** What a leader sends to a learner: a signature behind them (quorum protocol 4.6). */
        record Stream() implements Form {}
    }

    /** A file. */
    public SnapshotEncoder(ZnodeTree tree, boolean withDigest, boolean withLastZxid, ByteSink sink) {
        this(tree, new Form.File(withDigest, withLastZxid), sink);
    }

    /**
     * Freezes {@code tree} and writes its sessions and ACLs; only one encoder can be at work on a tree.
     *
     * @param sink takes chunks of about 64 KiB, from {@link #slice} and from the methods that change the tree
     */
    public SnapshotEncoder(ZnodeTree tree, Form form, ByteSink sink) {
        this.out = new SealedOutput(sink);
        this.form = form;
        this.zxid = tree.lastZxid();
        this.digest = tree.digest();
        this.walk = tree.freeze(this::writeZnode);
        if (form instanceof Form.File) {
            JuteWriter writer = out.writer();
            writer.writeInt(SnapshotFormat.MAGIC);
            writer.writeInt(SnapshotFormat.VERSION);
            writer.writeLong(SnapshotFormat.DATABASE_ID);
        }
        writeSessions(tree);
        writeAcls(tree);
    }

    /** The zxid it was frozen at. */
    public long zxid() {
        return zxid;
    }

    /** Bytes written so far, those included that the sink does not have yet. */
    public long size() {
        return out.size();
    }

    /**
     * Writes some more.
     *
     * @param maxBytes about how much; more by one znode at most
     * @return whether all has been written
     */
    public boolean slice(int maxBytes) {
        long start = out.size();
        for (long passed = 0; !done && out.size() - start + passed < maxBytes; passed += STEP_BYTES) {
            if (!walk.step()) {
                writeEnd();
            }
        }
        return done;
    }

    /**
     * Writes slices until the sink has got something, or all has been written: whoever waits to hear that the sink has
     * room again would wait for ever where a slice only passed over znodes that are written already.
     *
     * @param maxBytes about how much a slice is
     * @return whether all has been written
     */
    public boolean advance(int maxBytes) {
        long flushed = out.flushed();
        boolean all = slice(maxBytes);
        while (!all && out.flushed() == flushed) {
            all = slice(maxBytes);
        }
        return all;
    }

    /** Gives up; the tree is free for another. */
    public void abandon() {
        walk.abandon();
        done = true;
    }

    private void writeSessions(ZnodeTree tree) {
        out.writer().writeInt(tree.sessionCount());
        tree.forEachSession((id, timeoutMs) -> {
            out.writer().writeLong(id);
            out.writer().writeInt(timeoutMs);
            out.flushIfFull();
        });
    }

    private void writeAcls(ZnodeTree tree) {
        out.writer().writeInt(tree.aclCount());
        tree.forEachAcl((id, list) -> {
            out.writer().writeLong(id);
            out.writer().writeAcls(list);
            out.flushIfFull();
        });
    }

    private void writeZnode(StoredZnode znode) {
        JuteWriter writer = out.writer();
        writer.writeInt(znode.pathLength);
        writer.writeRaw(znode.path, 0, znode.pathLength);
        byte[] data = znode.data;
        writer.writeInt(data == null ? -1 : data.length);
        if (data != null) {
            out.writeRaw(data);
        }
        writer.writeLong(znode.aclId);
        writer.writeLong(znode.czxid);
        writer.writeLong(znode.mzxid);
        writer.writeLong(znode.ctime);
        writer.writeLong(znode.mtime);
        writer.writeInt(znode.version);
        writer.writeInt(znode.createCount);
        writer.writeInt(znode.aversion);
        writer.writeLong(znode.owner);
        writer.writeLong(znode.pzxid);
        out.flushIfFull();
    }

    private void writeEnd() {
        out.writer().writeString(SnapshotFormat.END);
        switch (form) {
            case Form.File(boolean withDigest, boolean withLastZxid) -> writeSections(withDigest, withLastZxid);
            case Form.Stream _ -> out.writer().writeString(SnapshotFormat.SIGNATURE);
        }
        out.flush();
        done = true;
    }

    /**
     * The digest of a tree that no txn has changed yet is not written, as ZooKeeper does not: zxid 0 stands for none.
     */
    private void writeSections(boolean withDigest, boolean withLastZxid) {
        JuteWriter writer = out.writer();
        out.seal();
        if (withDigest) {
            writer.writeLong(zxid);
            writer.writeInt(NodeDigest.VERSION);
            writer.writeLong(zxid == 0 ? 0 : digest);
            out.seal();
        }
        if (withLastZxid) {
            writer.writeLong(zxid);
            out.seal();
        }
    }
}
