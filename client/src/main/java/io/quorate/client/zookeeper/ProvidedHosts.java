package io.quorate.client.zookeeper;

import io.quorate.client.ClientOptions;
import io.quorate.client.net.RealWorld;
import io.quorate.client.port.Link;
import io.quorate.client.port.LinkListener;
import io.quorate.client.port.Timer;
import io.quorate.client.port.World;
import io.quorate.client.session.ConnectString;
import io.quorate.client.session.HostPort;
import io.quorate.client.zookeeper.client.HostProvider;
import java.net.InetSocketAddress;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A world in which a program's own {@link HostProvider} says where links lead, whatever server the session would have
 * chosen. The provider is asked on virtual threads, for it may wait, and by one of them at a time.
 */
final class ProvidedHosts implements World {
    private final World world;
    private final HostProvider provider;
    private final ReentrantLock oneAtATime = new ReentrantLock();
    /** Touched on the loop. */
    private @Nullable AwaitedLink newest;

    private volatile InetSocketAddress current;

    private ProvidedHosts(World world, HostProvider provider, InetSocketAddress first) {
        this.world = world;
        this.provider = provider;
        this.current = first;
    }

    /** Over the real world. The first server of the connect string is the one at hand until the provider chooses. */
    static ProvidedHosts over(ClientOptions options, HostProvider provider) {
        InetSocketAddress first = addresses(options.connectString()).getFirst();
        World world = new RealWorld(options.callbacks(), options.limits().maxReplyBytes());
        return new ProvidedHosts(world, provider, first);
    }

    /** The servers of a connect string, their names not resolved. */
    static List<InetSocketAddress> addresses(String connectString) {
        return ConnectString.parse(connectString).servers().stream()
                .map(server -> InetSocketAddress.createUnresolved(server.host(), server.port()))
                .toList();
    }

    @Override
    public Link connect(HostPort server, LinkListener listener) {
        AwaitedLink link = new AwaitedLink(listener);
        newest = link;
        Thread.ofVirtual().name("quorate-client-host-provider").start(() -> {
            try {
                InetSocketAddress chosen = next();
                HostPort host = new HostPort(chosen.getHostString(), chosen.getPort());
                loop().execute(() -> link.lead(host));
            } catch (RuntimeException e) {
                loop().execute(() -> link.lose("its host provider failed: " + e));
            }
        });
        return link;
    }

    private InetSocketAddress next() {
        oneAtATime.lock();
        try {
            current = provider.next(0);
            return current;
        } finally {
            oneAtATime.unlock();
        }
    }

    /** The session is served. */
    void connected() {
        oneAtATime.lock();
        try {
            provider.onConnected();
        } finally {
            oneAtATime.unlock();
        }
    }

    /** Hands the provider other servers, and leaves the present one if it says so. */
    void update(Collection<InetSocketAddress> servers) {
        boolean leaves;
        oneAtATime.lock();
        try {
            leaves = provider.updateServerList(servers, current);
        } finally {
            oneAtATime.unlock();
        }
        if (leaves) {
            loop().execute(() -> {
                if (newest != null) {
                    newest.lose("its host provider wants another server");
                }
            });
        }
    }

    @Override
    public long nanoTime() {
        return world.nanoTime();
    }

    @Override
    public Executor loop() {
        return world.loop();
    }

    @Override
    public Executor callbacks() {
        return world.callbacks();
    }

    @Override
    public Timer after(long delayNanos, Runnable task) {
        return world.after(delayNanos, task);
    }

    @Override
    public RandomGenerator dice() {
        return world.dice();
    }

    @Override
    public void probe(HostPort server, Consumer<Boolean> takesWrites) {
        world.probe(server, takesWrites);
    }

    @Override
    public void close() {
        world.close();
    }

    /** A link whose other end is not known yet. Owned by the loop. */
    private final class AwaitedLink implements Link {
        private final LinkListener listener;
        private @Nullable Link link;
        private boolean over;

        AwaitedLink(LinkListener listener) {
            this.listener = listener;
        }

        void lead(HostPort host) {
            if (!over) {
                link = world.connect(host, listener);
            }
        }

        void lose(String reason) {
            if (!over) {
                close();
                listener.lost(reason);
            }
        }

        @Override
        public void send(byte[] array, int offset, int length) {
            if (link != null) {
                link.send(array, offset, length);
            }
        }

        @Override
        public void close() {
            over = true;
            if (link != null) {
                link.close();
            }
        }
    }
}
