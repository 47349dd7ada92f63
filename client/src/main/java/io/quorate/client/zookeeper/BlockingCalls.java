package io.quorate.client.zookeeper;

import io.quorate.client.Children;
import io.quorate.client.Created;
import io.quorate.client.NodeAcl;
import io.quorate.client.NodeData;
import io.quorate.client.Quorate;
import io.quorate.client.QuorateException;
import io.quorate.client.Read;
import io.quorate.client.WatchMode;
import io.quorate.client.zookeeper.Watcher.WatcherType;
import io.quorate.client.zookeeper.data.ACL;
import io.quorate.client.zookeeper.data.ClientInfo;
import io.quorate.client.zookeeper.data.Stat;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The calls of {@link ZooKeeper} that block. A class above it only because one with all its calls would be too long to
 * read; there are no other classes below.
 */
abstract sealed class BlockingCalls permits CallbackCalls {
    final Quorate client;
    final Ears ears;

    BlockingCalls(Quorate client, Ears ears) {
        this.client = client;
        this.ears = ears;
    }

    /**
     * Creates a znode; answers its path.
     *
     * @param path absolute and within the chroot
     * @param data null is not the same as empty
     * @param acl at least one entry
     * @param mode which kind of znode
     * @return the path, with the number of a sequential one
     * @throws KeeperException when it does not succeed; {@link KeeperException#code()} says why
     * @throws InterruptedException when interrupted while waiting; what was asked may still happen
     */
    public String create(String path, byte @Nullable [] data, @Nullable List<ACL> acl, CreateMode mode)
            throws KeeperException, InterruptedException {
        return create(path, data, acl, mode, null);
    }

    /**
     * Creates a znode; answers its path and fills in its Stat.
     *
     * @param path absolute and within the chroot
     * @param data null is not the same as empty
     * @param acl at least one entry
     * @param mode which kind of znode
     * @param stat filled in on success; null when not wanted
     * @return the path, with the number of a sequential one
     * @throws KeeperException when it does not succeed; {@link KeeperException#code()} says why
     * @throws InterruptedException when interrupted while waiting; what was asked may still happen
     */
    public String create(
            String path, byte @Nullable [] data, @Nullable List<ACL> acl, CreateMode mode, @Nullable Stat stat)
            throws KeeperException, InterruptedException {
        return create(path, data, acl, mode, stat, Translation.NO_TTL);
    }

    /**
     * Creates a znode with a time to live in milliseconds; answers its path and fills in its Stat.
     *
     * @param path absolute and within the chroot
     * @param data null is not the same as empty
     * @param acl at least one entry
     * @param mode which kind of znode
     * @param stat filled in on success; null when not wanted
     * @param ttl milliseconds, at least 1
     * @return the path, with the number of a sequential one
     * @throws KeeperException when it does not succeed; {@link KeeperException#code()} says why
     * @throws InterruptedException when interrupted while waiting; what was asked may still happen
     */
    public String create(
            String path,
            byte @Nullable [] data,
            @Nullable List<ACL> acl,
            CreateMode mode,
            @Nullable Stat stat,
            long ttl)
            throws KeeperException, InterruptedException {
        Translation.checkTtl(mode, ttl);
        List<ACL> entries = checked(acl);
        Created created = ask(path, () -> client.create(path, data, Translation.options(entries, mode, ttl)));
        Translation.fill(stat, created.stat());
        return created.path();
    }

    /** The lists that the Apache client does not even send. */
    private static List<ACL> checked(@Nullable List<ACL> acl) throws KeeperException {
        if (acl == null || acl.isEmpty() || acl.stream().anyMatch(Objects::isNull)) {
            throw new KeeperException.InvalidACLException();
        }
        return acl;
    }

    /**
     * Deletes a znode of a version, −1 for any.
     *
     * @param path absolute and within the chroot
     * @param version the version it must have, −1 for any
     * @throws InterruptedException when interrupted while waiting; what was asked may still happen
     * @throws KeeperException when it does not succeed; {@link KeeperException#code()} says why
     */
    public void delete(String path, int version) throws InterruptedException, KeeperException {
        ask(path, () -> {
            client.delete(path, version);
            return path;
        });
    }

    /**
     * Does all parts, or none; or reads all of them.
     *
     * @param ops all writes and checks, or all reads
     * @return one result for each part, in order
     * @throws InterruptedException when interrupted while waiting; what was asked may still happen
     * @throws KeeperException when it does not succeed; {@link KeeperException#code()} says why
     */
    public List<OpResult> multi(Iterable<Op> ops) throws InterruptedException, KeeperException {
        List<Op> parts = listOf(ops);
        boolean reads = Translation.areReads(parts);
        if (parts.isEmpty()) {
            return List.of();
        }
        try {
            return reads
                    ? Translation.readResults(client.readAll(Translation.reads(parts)))
                    : Translation.results(parts, client.transaction(Translation.writes(parts)));
        } catch (QuorateException failure) {
            throw Translation.multiFailure(parts, failure);
        }
    }

    static List<Op> listOf(Iterable<Op> ops) {
        List<Op> parts = new ArrayList<>();
        ops.forEach(parts::add);
        return parts;
    }

    /**
     * {@return the Stat of a znode, null when there is none; the watcher is told once when that changes}
     *
     * @param path absolute and within the chroot
     * @param watcher told once when that changes; null for nobody
     * @throws KeeperException when it does not succeed; {@link KeeperException#code()} says why
     * @throws InterruptedException when interrupted while waiting; what was asked may still happen
     */
    public @Nullable Stat exists(String path, @Nullable Watcher watcher) throws KeeperException, InterruptedException {
        return existing(path, ears.read(watcher));
    }

    /**
     * {@return the Stat of a znode, null when there is none}
     *
     * @param path absolute and within the chroot
     * @param watch whether the watcher of everything is told once when that changes
     * @throws KeeperException when it does not succeed; {@link KeeperException#code()} says why
     * @throws InterruptedException when interrupted while waiting; what was asked may still happen
     */
    public @Nullable Stat exists(String path, boolean watch) throws KeeperException, InterruptedException {
        return existing(path, ears.read(watch));
    }

    private @Nullable Stat existing(String path, Read read) throws KeeperException, InterruptedException {
        return ask(path, () -> client.exists(path, read)).map(Translation::stat).orElse(null);
    }

    /**
     * {@return the data of a znode, and its Stat into {@code stat}; the watcher is told once when the data changes}
     *
     * @param path absolute and within the chroot
     * @param watcher told once when that changes; null for nobody
     * @param stat filled in on success; null when not wanted
     * @throws KeeperException when it does not succeed; {@link KeeperException#code()} says why
     * @throws InterruptedException when interrupted while waiting; what was asked may still happen
     */
    public byte @Nullable [] getData(String path, @Nullable Watcher watcher, @Nullable Stat stat)
            throws KeeperException, InterruptedException {
        return data(path, ears.read(watcher), stat);
    }

    /**
     * {@return the data of a znode, and its Stat into {@code stat}}
     *
     * @param path absolute and within the chroot
     * @param watch whether the watcher of everything is told once when that changes
     * @param stat filled in on success; null when not wanted
     * @throws KeeperException when it does not succeed; {@link KeeperException#code()} says why
     * @throws InterruptedException when interrupted while waiting; what was asked may still happen
     */
    public byte @Nullable [] getData(String path, boolean watch, @Nullable Stat stat)
            throws KeeperException, InterruptedException {
        return data(path, ears.read(watch), stat);
    }

    private byte @Nullable [] data(String path, Read read, @Nullable Stat stat)
            throws KeeperException, InterruptedException {
        NodeData node = ask(path, () -> client.get(path, read));
        Translation.fill(stat, node.stat());
        return node.data();
    }

    /**
     * {@return the members of the ensemble as text}
     *
     * @param watcher told once when that changes; null for nobody
     * @param stat filled in on success; null when not wanted
     * @throws KeeperException when it does not succeed; {@link KeeperException#code()} says why
     * @throws InterruptedException when interrupted while waiting; what was asked may still happen
     */
    public byte @Nullable [] getConfig(@Nullable Watcher watcher, @Nullable Stat stat)
            throws KeeperException, InterruptedException {
        return config(ears.read(watcher), stat);
    }

    /**
     * {@return the members of the ensemble as text}
     *
     * @param watch whether the watcher of everything is told once when that changes
     * @param stat filled in on success; null when not wanted
     * @throws KeeperException when it does not succeed; {@link KeeperException#code()} says why
     * @throws InterruptedException when interrupted while waiting; what was asked may still happen
     */
    public byte @Nullable [] getConfig(boolean watch, @Nullable Stat stat)
            throws KeeperException, InterruptedException {
        return config(ears.read(watch), stat);
    }

    private byte @Nullable [] config(Read read, @Nullable Stat stat) throws KeeperException, InterruptedException {
        NodeData node = ask(ZooDefs.CONFIG_NODE, () -> client.config(read));
        Translation.fill(stat, node.stat());
        return node.data();
    }

    /**
     * Sets the data of a znode of a version, −1 for any.
     *
     * @param path absolute and within the chroot
     * @param data null is not the same as empty
     * @param version the version it must have, −1 for any
     * @return the Stat after the change
     * @throws KeeperException when it does not succeed; {@link KeeperException#code()} says why
     * @throws InterruptedException when interrupted while waiting; what was asked may still happen
     */
    public Stat setData(String path, byte @Nullable [] data, int version) throws KeeperException, InterruptedException {
        return Translation.stat(ask(path, () -> client.set(path, data, version)));
    }

    /**
     * {@return the ACL of a znode, and its Stat into {@code stat}}
     *
     * @param path absolute and within the chroot
     * @param stat filled in on success; null when not wanted
     * @throws KeeperException when it does not succeed; {@link KeeperException#code()} says why
     * @throws InterruptedException when interrupted while waiting; what was asked may still happen
     */
    public List<ACL> getACL(String path, @Nullable Stat stat) throws KeeperException, InterruptedException {
        NodeAcl acl = ask(path, () -> client.getAcl(path));
        Translation.fill(stat, acl.stat());
        return Translation.fromAcls(acl.entries());
    }

    /**
     * Sets the ACL of a znode whose ACL has a version, −1 for any.
     *
     * @param path absolute and within the chroot
     * @param acl at least one entry
     * @param aclVersion the version of the ACL it must have, −1 for any
     * @return the Stat after the change
     * @throws KeeperException when it does not succeed; {@link KeeperException#code()} says why
     * @throws InterruptedException when interrupted while waiting; what was asked may still happen
     */
    public Stat setACL(String path, @Nullable List<ACL> acl, int aclVersion)
            throws KeeperException, InterruptedException {
        List<ACL> entries = checked(acl);
        return Translation.stat(ask(path, () -> client.setAcl(path, Translation.acls(entries), aclVersion)));
    }

    /**
     * {@return the names of the children; the watcher is told once when they change}
     *
     * @param path absolute and within the chroot
     * @param watcher told once when that changes; null for nobody
     * @throws KeeperException when it does not succeed; {@link KeeperException#code()} says why
     * @throws InterruptedException when interrupted while waiting; what was asked may still happen
     */
    public List<String> getChildren(String path, @Nullable Watcher watcher)
            throws KeeperException, InterruptedException {
        return children(path, ears.read(watcher), null);
    }

    /**
     * {@return the names of the children}
     *
     * @param path absolute and within the chroot
     * @param watch whether the watcher of everything is told once when that changes
     * @throws KeeperException when it does not succeed; {@link KeeperException#code()} says why
     * @throws InterruptedException when interrupted while waiting; what was asked may still happen
     */
    public List<String> getChildren(String path, boolean watch) throws KeeperException, InterruptedException {
        return children(path, ears.read(watch), null);
    }

    /**
     * {@return the names of the children, and the Stat into {@code stat}; the watcher is told once when they change}
     *
     * @param path absolute and within the chroot
     * @param watcher told once when that changes; null for nobody
     * @param stat filled in on success; null when not wanted
     * @throws KeeperException when it does not succeed; {@link KeeperException#code()} says why
     * @throws InterruptedException when interrupted while waiting; what was asked may still happen
     */
    public List<String> getChildren(String path, @Nullable Watcher watcher, @Nullable Stat stat)
            throws KeeperException, InterruptedException {
        return children(path, ears.read(watcher), stat);
    }

    /**
     * {@return the names of the children, and the Stat into {@code stat}}
     *
     * @param path absolute and within the chroot
     * @param watch whether the watcher of everything is told once when that changes
     * @param stat filled in on success; null when not wanted
     * @throws KeeperException when it does not succeed; {@link KeeperException#code()} says why
     * @throws InterruptedException when interrupted while waiting; what was asked may still happen
     */
    public List<String> getChildren(String path, boolean watch, @Nullable Stat stat)
            throws KeeperException, InterruptedException {
        return children(path, ears.read(watch), stat);
    }

    /** As there, the caller gets a list of its own that it may change. */
    private List<String> children(String path, Read read, @Nullable Stat stat)
            throws KeeperException, InterruptedException {
        Children children = ask(path, () -> client.children(path, read));
        Translation.fill(stat, children.stat());
        return new ArrayList<>(children.names());
    }

    /**
     * {@return how many znodes are below this one}
     *
     * @param path absolute and within the chroot
     * @throws KeeperException when it does not succeed; {@link KeeperException#code()} says why
     * @throws InterruptedException when interrupted while waiting; what was asked may still happen
     */
    public int getAllChildrenNumber(String path) throws KeeperException, InterruptedException {
        return ask(path, () -> client.allChildrenNumber(path));
    }

    /**
     * {@return the ephemerals of this session}
     *
     * @throws KeeperException when it does not succeed; {@link KeeperException#code()} says why
     * @throws InterruptedException when interrupted while waiting; what was asked may still happen
     */
    public List<String> getEphemerals() throws KeeperException, InterruptedException {
        return getEphemerals("/");
    }

    /**
     * {@return the ephemerals of this session whose paths start like this}
     *
     * @param prefix what the paths start with
     * @throws KeeperException when it does not succeed; {@link KeeperException#code()} says why
     * @throws InterruptedException when interrupted while waiting; what was asked may still happen
     */
    public List<String> getEphemerals(String prefix) throws KeeperException, InterruptedException {
        return new ArrayList<>(ask(prefix, () -> client.ephemerals(prefix)));
    }

    /**
     * Returns when the server has seen all writes that were acknowledged before.
     *
     * @param path any; the whole tree is brought up to date
     * @throws KeeperException when it does not succeed; {@link KeeperException#code()} says why
     * @throws InterruptedException when interrupted while waiting; what was asked may still happen
     */
    public void sync(String path) throws KeeperException, InterruptedException {
        ask(path, () -> {
            client.sync();
            return path;
        });
    }

    /**
     * Removes one watcher.
     *
     * @param path absolute and within the chroot
     * @param watcher the one that was set
     * @param type which of its watches
     * @param local whether it goes even when the server cannot be asked
     * @throws InterruptedException when interrupted while waiting; what was asked may still happen
     * @throws KeeperException when it does not succeed; {@link KeeperException#code()} says why
     */
    public void removeWatches(String path, Watcher watcher, WatcherType type, boolean local)
            throws InterruptedException, KeeperException {
        ask(path, () -> {
            client.removeWatch(path, Ears.kindOf(type), ears.listener(watcher), local);
            return path;
        });
    }

    /**
     * Removes all watchers of a kind.
     *
     * @param path absolute and within the chroot
     * @param type which of its watches
     * @param local whether it goes even when the server cannot be asked
     * @throws InterruptedException when interrupted while waiting; what was asked may still happen
     * @throws KeeperException when it does not succeed; {@link KeeperException#code()} says why
     */
    public void removeAllWatches(String path, WatcherType type, boolean local)
            throws InterruptedException, KeeperException {
        ask(path, () -> {
            client.removeWatches(path, Ears.kindOf(type), local);
            return path;
        });
    }

    /**
     * Sets a watch that stays.
     *
     * @param path absolute and within the chroot
     * @param watcher told of every change until it is removed
     * @param mode whether what is below counts too
     * @throws KeeperException when it does not succeed; {@link KeeperException#code()} says why
     * @throws InterruptedException when interrupted while waiting; what was asked may still happen
     */
    public void addWatch(String path, Watcher watcher, AddWatchMode mode) throws KeeperException, InterruptedException {
        ask(path, () -> client.addWatch(path, modeOf(mode), ears.listener(watcher)));
    }

    /**
     * Sets a watch that stays, for the watcher of everything.
     *
     * @param path absolute and within the chroot
     * @param mode whether what is below counts too
     * @throws KeeperException when it does not succeed; {@link KeeperException#code()} says why
     * @throws InterruptedException when interrupted while waiting; what was asked may still happen
     */
    public void addWatch(String path, AddWatchMode mode) throws KeeperException, InterruptedException {
        addWatch(path, ears.everythings(), mode);
    }

    static WatchMode modeOf(AddWatchMode mode) {
        return switch (mode) {
            case PERSISTENT -> WatchMode.PERSISTENT;
            case PERSISTENT_RECURSIVE -> WatchMode.RECURSIVE;
        };
    }

    /**
     * {@return who the server takes this connection for}
     *
     * @throws InterruptedException when interrupted while waiting; what was asked may still happen
     */
    public List<ClientInfo> whoAmI() throws InterruptedException {
        return Translation.clients(client.whoAmI());
    }

    final <T> T ask(@Nullable String path, Call<T> call) throws KeeperException, InterruptedException {
        try {
            return call.make();
        } catch (QuorateException failure) {
            throw Translation.exception(failure, path);
        }
    }

    @FunctionalInterface
    interface Call<T> {
        T make() throws InterruptedException;
    }
}
