package io.quorate.client.zookeeper.admin;

import io.quorate.client.Reconfiguration;
import io.quorate.client.zookeeper.AsyncCallback.DataCallback;
import io.quorate.client.zookeeper.KeeperException;
import io.quorate.client.zookeeper.Watcher;
import io.quorate.client.zookeeper.ZooKeeper;
import io.quorate.client.zookeeper.client.ZKClientConfig;
import io.quorate.client.zookeeper.data.Stat;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A client that may change the members of the ensemble as well. */
@SuppressWarnings("try") // programs expect that closing can be interrupted
public class ZooKeeperAdmin extends ZooKeeper {

    /**
     * A client of these servers; {@code watcher} is told of everything.
     *
     * @param connectString {@code host:port,host:port/chroot}
     * @param sessionTimeout milliseconds; the server cuts it to what it allows
     * @param watcher told of state changes, and of events of calls that ask for the default watcher; null for nobody
     * @throws IOException never; declared because programs catch it
     */
    public ZooKeeperAdmin(String connectString, int sessionTimeout, @Nullable Watcher watcher) throws IOException {
        super(connectString, sessionTimeout, watcher);
    }

    /**
     * The same with settings.
     *
     * @param connectString {@code host:port,host:port/chroot}
     * @param sessionTimeout milliseconds; the server cuts it to what it allows
     * @param watcher told of state changes, and of events of calls that ask for the default watcher; null for nobody
     * @param config settings; see {@link io.quorate.client.zookeeper.client.ZKClientConfig}
     * @throws IOException never; declared because programs catch it
     */
    public ZooKeeperAdmin(String connectString, int sessionTimeout, @Nullable Watcher watcher, ZKClientConfig config)
            throws IOException {
        super(connectString, sessionTimeout, watcher, config);
    }

    /**
     * The same, perhaps served by a member without a quorum.
     *
     * @param connectString {@code host:port,host:port/chroot}
     * @param sessionTimeout milliseconds; the server cuts it to what it allows
     * @param watcher told of state changes, and of events of calls that ask for the default watcher; null for nobody
     * @param canBeReadOnly whether a member without a quorum will do for reads
     * @throws IOException never; declared because programs catch it
     */
    public ZooKeeperAdmin(String connectString, int sessionTimeout, @Nullable Watcher watcher, boolean canBeReadOnly)
            throws IOException {
        super(connectString, sessionTimeout, watcher, canBeReadOnly);
    }

    /**
     * The same with settings.
     *
     * @param connectString {@code host:port,host:port/chroot}
     * @param sessionTimeout milliseconds; the server cuts it to what it allows
     * @param watcher told of state changes, and of events of calls that ask for the default watcher; null for nobody
     * @param canBeReadOnly whether a member without a quorum will do for reads
     * @param config settings; see {@link io.quorate.client.zookeeper.client.ZKClientConfig}
     * @throws IOException never; declared because programs catch it
     */
    public ZooKeeperAdmin(
            String connectString,
            int sessionTimeout,
            @Nullable Watcher watcher,
            boolean canBeReadOnly,
            ZKClientConfig config)
            throws IOException {
        super(connectString, sessionTimeout, watcher, canBeReadOnly, config);
    }

    /**
     * Changes the members; answers the new configuration and fills in its Stat.
     *
     * @param joiningServers server lines to add or change, a text with commas or a list; null for none
     * @param leavingServers server ids to remove, a text with commas or a list; null for none
     * @param newMembers server lines of the whole new configuration; null when it is told by differences
     * @param fromConfig version of the configuration to be replaced, −1 for any
     * @param stat filled in on success; null when not wanted
     * @return the new configuration as text
     * @throws KeeperException when it does not succeed
     * @throws InterruptedException when interrupted while waiting; what was asked may still happen
     */
    public byte @Nullable [] reconfigure(
            @Nullable String joiningServers,
            @Nullable String leavingServers,
            @Nullable String newMembers,
            long fromConfig,
            @Nullable Stat stat)
            throws KeeperException, InterruptedException {
        return reconfigured(new Reconfiguration(joiningServers, leavingServers, newMembers, fromConfig), stat);
    }

    /**
     * Changes the members; answers the new configuration and fills in its Stat.
     *
     * @param joiningServers server lines to add or change, a text with commas or a list; null for none
     * @param leavingServers server ids to remove, a text with commas or a list; null for none
     * @param newMembers server lines of the whole new configuration; null when it is told by differences
     * @param fromConfig version of the configuration to be replaced, −1 for any
     * @param stat filled in on success; null when not wanted
     * @return the new configuration as text
     * @throws KeeperException when it does not succeed
     * @throws InterruptedException when interrupted while waiting; what was asked may still happen
     */
    public byte @Nullable [] reconfigure(
            @Nullable List<String> joiningServers,
            @Nullable List<String> leavingServers,
            @Nullable List<String> newMembers,
            long fromConfig,
            @Nullable Stat stat)
            throws KeeperException, InterruptedException {
        return reconfigure(joined(joiningServers), joined(leavingServers), joined(newMembers), fromConfig, stat);
    }

    /**
     * Changes the members and tells the new configuration.
     *
     * @param joiningServers server lines to add or change, a text with commas or a list; null for none
     * @param leavingServers server ids to remove, a text with commas or a list; null for none
     * @param newMembers server lines of the whole new configuration; null when it is told by differences
     * @param fromConfig version of the configuration to be replaced, −1 for any
     * @param callback called on the event thread
     * @param ctx handed back to the callback as it is
     */
    public void reconfigure(
            @Nullable String joiningServers,
            @Nullable String leavingServers,
            @Nullable String newMembers,
            long fromConfig,
            DataCallback callback,
            @Nullable Object ctx) {
        reconfigured(new Reconfiguration(joiningServers, leavingServers, newMembers, fromConfig), callback, ctx);
    }

    /**
     * Changes the members and tells the new configuration.
     *
     * @param joiningServers server lines to add or change, a text with commas or a list; null for none
     * @param leavingServers server ids to remove, a text with commas or a list; null for none
     * @param newMembers server lines of the whole new configuration; null when it is told by differences
     * @param fromConfig version of the configuration to be replaced, −1 for any
     * @param callback called on the event thread
     * @param ctx handed back to the callback as it is
     */
    public void reconfigure(
            @Nullable List<String> joiningServers,
            @Nullable List<String> leavingServers,
            @Nullable List<String> newMembers,
            long fromConfig,
            DataCallback callback,
            @Nullable Object ctx) {
        reconfigure(joined(joiningServers), joined(leavingServers), joined(newMembers), fromConfig, callback, ctx);
    }

    private static @Nullable String joined(@Nullable List<String> members) {
        return members == null ? null : String.join(",", members);
    }
}
