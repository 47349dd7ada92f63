package io.quorate.client.zookeeper;

import io.quorate.client.zookeeper.AsyncCallback.MultiCallback;
import io.quorate.client.zookeeper.data.ACL;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A multi in the making. Owned by one thread. */
public class Transaction {
    private final ZooKeeper client;
    private final List<Op> ops = new ArrayList<>();

    Transaction(ZooKeeper client) {
        this.client = client;
    }

    /**
     * And creates a znode.
     *
     * @param path absolute and within the chroot
     * @param data null is not the same as empty
     * @param acl at least one entry
     * @param mode which kind of znode
     * @return this transaction
     */
    public Transaction create(String path, byte @Nullable [] data, List<ACL> acl, CreateMode mode) {
        ops.add(Op.create(path, data, acl, mode));
        return this;
    }

    /**
     * And deletes a znode of a version, −1 for any.
     *
     * @param path absolute and within the chroot
     * @param version the version it must have, −1 for any
     * @return this transaction
     */
    public Transaction delete(String path, int version) {
        ops.add(Op.delete(path, version));
        return this;
    }

    /**
     * And demands a version.
     *
     * @param path absolute and within the chroot
     * @param version the version it must have, −1 for any
     * @return this transaction
     */
    public Transaction check(String path, int version) {
        ops.add(Op.check(path, version));
        return this;
    }

    /**
     * And sets the data of a znode of a version, −1 for any.
     *
     * @param path absolute and within the chroot
     * @param data null is not the same as empty
     * @param version the version it must have, −1 for any
     * @return this transaction
     */
    public Transaction setData(String path, byte @Nullable [] data, int version) {
        ops.add(Op.setData(path, data, version));
        return this;
    }

    /**
     * Does all of it, or nothing.
     *
     * @return one result for each part, in order
     * @throws InterruptedException when interrupted while waiting; what was asked may still happen
     * @throws KeeperException when it does not succeed; {@link KeeperException#code()} says why
     */
    public List<OpResult> commit() throws InterruptedException, KeeperException {
        return client.multi(ops);
    }

    /**
     * Does all of it, or nothing, and tells the callback.
     *
     * @param callback called on the event thread
     * @param ctx handed back to the callback as it is
     */
    public void commit(MultiCallback callback, @Nullable Object ctx) {
        client.multi(ops, callback, ctx);
    }
}
