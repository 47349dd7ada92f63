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

    /** And creates a znode. */
    public Transaction create(String path, byte @Nullable [] data, List<ACL> acl, CreateMode mode) {
        ops.add(Op.create(path, data, acl, mode));
        return this;
    }

    /** And deletes a znode of a version, −1 for any. */
    public Transaction delete(String path, int version) {
        ops.add(Op.delete(path, version));
        return this;
    }

    /** And demands a version. */
    public Transaction check(String path, int version) {
        ops.add(Op.check(path, version));
        return this;
    }

    /** And sets the data of a znode of a version, −1 for any. */
    public Transaction setData(String path, byte @Nullable [] data, int version) {
        ops.add(Op.setData(path, data, version));
        return this;
    }

    /** Does all of it, or nothing. */
    public List<OpResult> commit() throws InterruptedException, KeeperException {
        return client.multi(ops);
    }

    /** Does all of it, or nothing, and tells the callback. */
    public void commit(MultiCallback callback, @Nullable Object ctx) {
        client.multi(ops, callback, ctx);
    }
}
