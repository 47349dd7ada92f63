package io.quorate.tree.snapshot;

import io.quorate.data.Acl;
import io.quorate.tree.NodeDigest;
import io.quorate.tree.StoredZnode;
import io.quorate.tree.TreeLimits;
import io.quorate.tree.TreeLoader;
import io.quorate.tree.ZnodeTree;
import io.quorate.wire.ByteSource;
import io.quorate.wire.MalformedException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a snapshot into a new tree (storage format 4.1, 4.2). Which of the sections at the end are there is seen from
 * how many bytes remain, so it does not matter under which settings the snapshot was written.
 */
public final class SnapshotDecoder {
    /** Bytes that are looked at to tell one section from two. */
    private static final int LOOK_AHEAD = 64;

    private final SealedInput in;
    private final TreeLoader loader;
    private final StoredZnode znode = new StoredZnode();

    private SnapshotDecoder(SealedInput in, TreeLoader loader) {
        this.in = in;
        this.loader = loader;
    }

    /**
     * Reads all of it and checks its seals.
     *
     * @param zxid the zxid in the file's name: what the tree is at least up to
     * @param maxLength longest string or buffer accepted, in bytes
     * @throws MalformedException if it is not a whole and undamaged snapshot; it says what is wrong, and at which byte
     */
    public static Loaded read(ByteSource source, long zxid, int maxLength, TreeLimits limits) {
        return new SnapshotDecoder(new SealedInput(source, maxLength), new TreeLoader(limits, zxid)).read();
    }

    private Loaded read() {
        readHeader();
        readSessions();
        readAcls();
        int znodes = 0;
        while (readZnode()) {
            znodes++;
        }
        if (znodes == 0) {
            throw in.malformed("the snapshot has no znodes, not even the root", 0);
        }
        in.readSeal("sessions, ACLs and znodes");
        long digestZxid = 0;
        long digest = 0;
        int remaining = in.remaining(LOOK_AHEAD);
        if (remaining != 0 && remaining != SnapshotFormat.LAST_ZXID_SECTION_BYTES) {
            long zxid = in.readLong();
            int version = in.readInt();
            long value = readDigest(version);
            in.readSeal("the digest");
            if (version == NodeDigest.VERSION) {
                digestZxid = zxid;
                digest = value;
            }
            remaining = in.remaining(LOOK_AHEAD);
        }
        if (remaining != 0) {
            in.readLong();
            in.readSeal("the last zxid");
        }
        if (in.remaining(1) != 0) {
            throw in.malformed("there are bytes behind the last section", 0);
        }
        return new Loaded(loader.finish(), digestZxid, digest, loader.znodesWithoutAcl());
    }

    private void readHeader() {
        int magic = in.readInt();
        if (magic != SnapshotFormat.MAGIC) {
            throw in.malformed(
                    "mismatching magic headers: 0x" + Integer.toHexString(magic) + " instead of 0x"
                            + Integer.toHexString(SnapshotFormat.MAGIC) + ", so this is not a snapshot",
                    -Integer.BYTES);
        }
        in.readInt();
        in.readLong();
    }

    private void readSessions() {
        int count = readCount("sessions");
        for (int i = 0; i < count; i++) {
            loader.session(in.readLong(), in.readInt());
        }
    }

    private void readAcls() {
        int count = readCount("ACLs");
        for (int i = 0; i < count; i++) {
            long id = in.readLong();
            int entries = readCount("entries of ACL " + id);
            List<Acl> list = new ArrayList<>(1);
            for (int j = 0; j < entries; j++) {
                list.add(new Acl(in.readInt(), in.readString("a scheme"), in.readString("an id")));
            }
            loader.acl(id, list);
        }
    }

    private int readCount(String what) {
        int count = in.readInt();
        if (count < 0) {
            throw in.malformed("there cannot be " + count + " " + what, -Integer.BYTES);
        }
        return count;
    }

    /** Reads one more; false at the end of the table. */
    private boolean readZnode() {
        long start = in.offset();
        int length = in.readLength("a path");
        if (length < 0) {
            throw in.malformed("a znode's path is null", -Integer.BYTES);
        }
        znode.path = in.readInto(znode.path, length);
        znode.pathLength = length;
        if (length == 1 && znode.path[0] == '/') {
            return false;
        }
        znode.data = in.readBuffer("the data of a znode");
        znode.aclId = in.readLong();
        znode.czxid = in.readLong();
        znode.mzxid = in.readLong();
        znode.ctime = in.readLong();
        znode.mtime = in.readLong();
        znode.version = in.readInt();
        znode.createCount = in.readInt();
        znode.aversion = in.readInt();
        znode.owner = in.readLong();
        znode.pzxid = in.readLong();
        place(start);
        return true;
    }

    private void place(long start) {
        switch (loader.znode(znode)) {
            case PLACED -> {}
            case NO_PARENT -> throw refused("Invalid Datatree, unable to find the parent of path", start);
            case DUPLICATE -> throw refused("there are two znodes of the same path", start);
            case BAD_PATH -> throw refused("no znode can have the path", start);
        }
    }

    private MalformedException refused(String message, long start) {
        String path = new String(znode.path, 0, znode.pathLength, StandardCharsets.UTF_8);
        return in.malformed(message + " \"" + path + "\"", (int) (start - in.offset()));
    }

    /** Very old versions have hex digits. Only the current one can be compared with. */
    private long readDigest(int version) {
        if (version < SnapshotFormat.FIRST_BINARY_DIGEST) {
            in.readString("the digest");
            return 0;
        }
        return in.readLong();
    }

    /**
     * A snapshot, read.
     *
     * @param tree the tree; {@code lastZxid} is the file's
     * @param digestZxid zxid at which {@code digest} must hold, 0 if the snapshot carries none
     * @param digest the digest of the tree at that zxid
     * @param znodesWithoutAcl how many znodes refer to an ACL that the snapshot does not have; until the log has given
     *     them one, they let nobody but the super user in
     */
    public record Loaded(ZnodeTree tree, long digestZxid, long digest, int znodesWithoutAcl) {}
}
