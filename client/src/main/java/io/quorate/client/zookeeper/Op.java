package io.quorate.client.zookeeper;

import io.quorate.client.zookeeper.data.ACL;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One part of a multi. Reads and writes do not go together. */
public abstract sealed class Op {
    private final int type;
    private final String path;

    Op(int type, String path) {
        this.type = type;
        this.path = path;
    }

    /**
     * Creates a znode, by flags.
     *
     * @param path absolute and within the chroot
     * @param data null is not the same as empty
     * @param acl at least one entry
     * @param flags the number of a {@link CreateMode}
     * @return a part for a multi
     */
    public static Op create(String path, byte @Nullable [] data, List<ACL> acl, int flags) {
        return create(path, data, acl, CreateMode.fromFlag(flags, CreateMode.PERSISTENT));
    }

    /**
     * Creates a znode, by flags, with a time to live in milliseconds.
     *
     * @param path absolute and within the chroot
     * @param data null is not the same as empty
     * @param acl at least one entry
     * @param flags the number of a {@link CreateMode}
     * @param ttl milliseconds, at least 1 for the kinds that have one
     * @return a part for a multi
     */
    public static Op create(String path, byte @Nullable [] data, List<ACL> acl, int flags, long ttl) {
        return create(path, data, acl, CreateMode.fromFlag(flags, CreateMode.PERSISTENT), ttl);
    }

    /**
     * Creates a znode.
     *
     * @param path absolute and within the chroot
     * @param data null is not the same as empty
     * @param acl at least one entry
     * @param mode which kind of znode
     * @return a part for a multi
     */
    public static Op create(String path, byte @Nullable [] data, List<ACL> acl, CreateMode mode) {
        return create(path, data, acl, mode, Translation.NO_TTL);
    }

    /**
     * Creates a znode, with a time to live in milliseconds.
     *
     * @param path absolute and within the chroot
     * @param data null is not the same as empty
     * @param acl at least one entry
     * @param mode which kind of znode
     * @param ttl milliseconds, at least 1 for the kinds that have one
     * @return a part for a multi
     */
    public static Op create(String path, byte @Nullable [] data, List<ACL> acl, CreateMode mode, long ttl) {
        return new Create(path, data, acl, mode, ttl);
    }

    /**
     * Creates a znode.
     *
     * @param path absolute and within the chroot
     * @param data null is not the same as empty
     * @param options kind, ACL and time to live
     * @return a part for a multi
     */
    public static Op create(String path, byte @Nullable [] data, CreateOptions options) {
        return create(path, data, options.getAcl(), options.getCreateMode(), options.getTtl());
    }

    /**
     * Deletes a znode of a version, −1 for any.
     *
     * @param path absolute and within the chroot
     * @param version the version it must have, −1 for any
     * @return a part for a multi
     */
    public static Op delete(String path, int version) {
        return new Delete(path, version);
    }

    /**
     * Sets the data of a znode of a version, −1 for any.
     *
     * @param path absolute and within the chroot
     * @param data null is not the same as empty
     * @param version the version it must have, −1 for any
     * @return a part for a multi
     */
    public static Op setData(String path, byte @Nullable [] data, int version) {
        return new SetData(path, data, version);
    }

    /**
     * Demands a version, −1 for any.
     *
     * @param path absolute and within the chroot
     * @param version the version it must have, −1 for any
     * @return a part for a multi
     */
    public static Op check(String path, int version) {
        return new Check(path, version);
    }

    /**
     * Reads the names of children.
     *
     * @param path absolute and within the chroot
     * @return a part for a multi of reads
     */
    public static Op getChildren(String path) {
        return new GetChildren(path);
    }

    /**
     * Reads data.
     *
     * @param path absolute and within the chroot
     * @return a part for a multi of reads
     */
    public static Op getData(String path) {
        return new GetData(path);
    }

    /** {@return number of the operation, of {@link ZooDefs.OpCode}} */
    public int getType() {
        return type;
    }

    /** {@return the znode it is about} */
    public String getPath() {
        return path;
    }

    /** {@return whether it reads or takes part in a transaction} */
    public OpKind getKind() {
        return this instanceof GetChildren || this instanceof GetData ? OpKind.READ : OpKind.TRANSACTION;
    }

    /** The two kinds. */
    public enum OpKind {
        /** Writes or checks. */
        TRANSACTION,
        /** Reads. */
        READ
    }

    /** Creates. */
    public static final class Create extends Op {
        final byte @Nullable [] data;
        final List<ACL> acl;
        final CreateMode mode;
        final long ttl;
        final boolean withStat;

        Create(String path, byte @Nullable [] data, List<ACL> acl, CreateMode mode, long ttl) {
            super(typeOf(mode), path);
            this.data = data;
            this.acl = acl;
            this.mode = mode;
            this.ttl = ttl;
            this.withStat = mode.isContainer() || mode.isTTL();
        }

        private static int typeOf(CreateMode mode) {
            if (mode.isTTL()) {
                return ZooDefs.OpCode.createTTL;
            }
            return mode.isContainer() ? ZooDefs.OpCode.createContainer : ZooDefs.OpCode.create;
        }
    }

    /** Deletes. */
    public static final class Delete extends Op {
        final int version;

        Delete(String path, int version) {
            super(ZooDefs.OpCode.delete, path);
            this.version = version;
        }
    }

    /** Sets data. */
    public static final class SetData extends Op {
        final byte @Nullable [] data;
        final int version;

        SetData(String path, byte @Nullable [] data, int version) {
            super(ZooDefs.OpCode.setData, path);
            this.data = data;
            this.version = version;
        }
    }

    /** Checks a version. */
    public static final class Check extends Op {
        final int version;

        Check(String path, int version) {
            super(ZooDefs.OpCode.check, path);
            this.version = version;
        }
    }

    /** Reads children. */
    public static final class GetChildren extends Op {
        GetChildren(String path) {
            super(ZooDefs.OpCode.getChildren, path);
        }
    }

    /** Reads data. */
    public static final class GetData extends Op {
        GetData(String path) {
            super(ZooDefs.OpCode.getData, path);
        }
    }
}
