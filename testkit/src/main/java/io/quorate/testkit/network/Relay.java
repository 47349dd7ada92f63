package io.quorate.testkit.network;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries the connections that one member makes to one port of another. While the way is blocked what is under way
 * waits, and new connections are refused, as beyond a broken cable. Thread-safe.
 */
final class Relay implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Relay.class);
    private static final int BACKLOG = 64;
    private static final int CHUNK_BYTES = 64 * 1024;
    private static final int CONNECT_MS = 2_000;

    private final Traffic traffic;
    private final Traffic.Way way;
    private final InetSocketAddress target;
    private final ExecutorService threads;
    private final ServerSocket door;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    /** Listens from now on; every connection takes two of the threads. */
    Relay(Traffic traffic, Traffic.Way way, InetSocketAddress target, ExecutorService threads) throws IOException {
        this.traffic = traffic;
        this.way = way;
        this.target = target;
        this.threads = threads;
        door = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
        threads.execute(this::accept);
    }

    /** Where the member has to connect instead. */
    InetSocketAddress address() {
        return new InetSocketAddress(door.getInetAddress(), door.getLocalPort());
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                Socket near = door.accept();
                open.add(near);
                threads.execute(() -> connect(near));
            } catch (IOException | RejectedExecutionException over) {
                if (!door.isClosed()) {
                    LOG.warn("the relay from member {} to member {} ends", way.from(), way.to(), over);
                    close();
                }
            }
        }
    }

    private void connect(Socket near) {
        Socket far = new Socket();
        open.add(far);
        if (!traffic.isOpenBothWays(way)) {
            end(near, far);
            return;
        }
        try {
            near.setTcpNoDelay(true);
            far.setTcpNoDelay(true);
            far.connect(target, CONNECT_MS);
            threads.execute(() -> carry(far, near, way.back()));
        } catch (IOException | RejectedExecutionException refused) {
            LOG.debug("no connection from member {} to member {}: {}", way.from(), way.to(), refused.getMessage());
            end(near, far);
            return;
        }
        carry(near, far, way);
    }

    /** All bytes of one direction, and its end. */
    private void carry(Socket from, Socket to, Traffic.Way direction) {
        byte[] chunk = new byte[CHUNK_BYTES];
        try {
            int count;
            do {
                count = from.getInputStream().read(chunk);
                traffic.pass(direction);
                if (count > 0) {
                    to.getOutputStream().write(chunk, 0, count);
                }
            } while (count >= 0);
            to.shutdownOutput();
            if (from.isOutputShutdown()) {
                end(from, to);
            }
        } catch (IOException broken) {
            LOG.debug("a connection between members {} and {} broke: {}", way.from(), way.to(), broken.getMessage());
            end(from, to);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            end(from, to);
        }
    }

    private void end(Socket one, Socket other) {
        closeQuietly(one);
        closeQuietly(other);
        open.remove(one);
        open.remove(other);
    }

    private static void closeQuietly(AutoCloseable closeable) {
        try {
            closeable.close();
        } catch (Exception e) {
            LOG.warn("{} could not be closed", closeable, e);
        }
    }

    /** Listens no more and ends every connection. */
    @Override
    public void close() {
        closeQuietly(door);
        open.forEach(Relay::closeQuietly);
        open.clear();
    }
}
