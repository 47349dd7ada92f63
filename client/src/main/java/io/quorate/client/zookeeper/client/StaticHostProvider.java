package io.quorate.client.zookeeper.client;

import io.quorate.client.session.HostPort;
import io.quorate.client.session.ServerList;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Servers in an order drawn once, walked round and round; a change of the list moves as many clients as keeps all
 * servers equally used (client protocol 11.2). Each choice resolves the name anew. Safe for use by every thread.
 */
public final class StaticHostProvider implements HostProvider {
    private final ServerList servers;
    /** Choices since the last connection. */
    private int tried;

    /**
     * In an order of its own.
     *
     * @param serverAddresses at least one
     */
    public StaticHostProvider(Collection<InetSocketAddress> serverAddresses) {
        this(serverAddresses, System.nanoTime() ^ serverAddresses.hashCode());
    }

    /**
     * In an order that is the same for the same seed.
     *
     * @param serverAddresses at least one
     * @param randomnessSeed any
     */
    public StaticHostProvider(Collection<InetSocketAddress> serverAddresses, long randomnessSeed) {
        this.servers = new ServerList(listOf(serverAddresses), new Random(randomnessSeed));
    }

    private static List<HostPort> listOf(Collection<InetSocketAddress> addresses) {
        if (addresses.isEmpty()) {
            throw new IllegalArgumentException("a host provider without servers");
        }
        List<HostPort> list = new ArrayList<>(addresses.size());
        for (InetSocketAddress address : addresses) {
            list.add(new HostPort(address.getHostString(), address.getPort()));
        }
        return list;
    }

    @Override
    public synchronized int size() {
        return servers.size();
    }

    @Override
    public InetSocketAddress next(long spinDelay) {
        if (hasTriedAll() && spinDelay > 0) {
            LockSupport.parkNanos(this, TimeUnit.MILLISECONDS.toNanos(spinDelay));
        }
        HostPort chosen = choose();
        return new InetSocketAddress(chosen.host(), chosen.port());
    }

    private synchronized boolean hasTriedAll() {
        return tried > 0 && tried % servers.size() == 0;
    }

    private synchronized HostPort choose() {
        tried++;
        return servers.choose();
    }

    @Override
    public synchronized void onConnected() {
        tried = 0;
        servers.connected();
    }

    /** The server at hand is known from the choices made, so {@code currentHost} is not asked. */
    @Override
    public synchronized boolean updateServerList(
            Collection<InetSocketAddress> serverAddresses, InetSocketAddress currentHost) {
        tried = 0;
        return servers.update(listOf(serverAddresses));
    }
}
