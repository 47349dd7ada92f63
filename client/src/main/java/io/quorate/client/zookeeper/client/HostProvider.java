package io.quorate.client.zookeeper.client;

import java.net.InetSocketAddress;
import java.util.Collection;

/**
 * Chooses which server a client connects to next. The client calls one method at a time, from threads of its own and
 * from those that change the list; {@link #next} may wait.
 */
public interface HostProvider {

    /** {@return how many servers there are to choose from, at least 1} */
    int size();

    /**
     * {@return the server to try now}
     *
     * @param spinDelay milliseconds to wait when all servers have been tried since the last connection; this client
     *     makes its own pauses and hands in 0
     */
    InetSocketAddress next(long spinDelay);

    /** The server chosen last now serves the session. */
    void onConnected();

    /**
     * Replaces the servers.
     *
     * @param serverAddresses the new ones
     * @param currentHost the one at hand, or the one tried last
     * @return whether the client must leave it for another one
     */
    boolean updateServerList(Collection<InetSocketAddress> serverAddresses, InetSocketAddress currentHost);
}
