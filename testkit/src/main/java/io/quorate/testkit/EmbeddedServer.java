package io.quorate.testkit;

import io.quorate.testkit.network.Ports;
import io.quorate.transport.peer.Routes;
import java.time.Duration;

/**
 * One server of its own within this process. It keeps its port and its data over {@link #kill()}, {@link #stop()} and
 * {@link #restart()}, until {@link #close()}. Several may live at once; they share nothing. Thread-safe.
 *
 * <pre>{@code
 * try (EmbeddedServer server = EmbeddedServer.open();
 *         var client = CuratorFrameworkFactory.newClient(server.connectString(), retryPolicy)) {
 *     ...
 *     server.expire(sessionId);
 * }
 * }</pre>
 */
public final class EmbeddedServer implements AutoCloseable {
    /** How often another port is tried when somebody has taken the one that was free a moment ago. */
    private static final int PORT_TRIES = 5;

    private final Ground ground;
    private final Host host;

    private EmbeddedServer(Ground ground, Host host) {
        this.ground = ground;
        this.host = host;
    }

    /**
     * A server in memory on a free port; it serves when this returns.
     *
     * @return what was started; to be closed
     */
    public static EmbeddedServer open() {
        return open(Options.inMemory());
    }

    /**
     * A server on a free port of loopback; it serves when this returns.
     *
     * @param options where files are, ticks and other settings
     * @return what was started; to be closed
     * @throws ServerFailedException if it cannot start, for instance because a setting is wrong
     */
    public static EmbeddedServer open(Options options) {
        for (int attempt = 1; ; attempt++) {
            try {
                return open(options, Ports.free(1).getFirst());
            } catch (ServerFailedException taken) {
                if (attempt == PORT_TRIES) {
                    throw taken;
                }
            }
        }
    }

    /**
     * A server on this port of loopback.
     *
     * @param options where files are, ticks and other settings
     * @param port of loopback, free at the moment
     * @return what was started; to be closed
     * @throws ServerFailedException if it cannot start, for instance because somebody has that port
     */
    public static EmbeddedServer open(Options options, int port) {
        Ground ground = new Ground(options.home());
        try {
            String text = ZooCfg.text(options, ground.dataDirectory("data"), port);
            Host host = new Host("the server on port " + port, text, 1, ground.disk(), Routes.DIRECT);
            host.start();
            return new EmbeddedServer(ground, host);
        } catch (RuntimeException failed) {
            ground.close();
            throw failed;
        }
    }

    /** {@return where clients connect: {@code 127.0.0.1:port}} */
    public String connectString() {
        return "127.0.0.1:" + host.port();
    }

    /** {@return the port for clients, the same for the whole life of this object} */
    public int port() {
        return host.port();
    }

    /** {@return whether it runs: neither killed nor stopped, nor ended by itself} A paused server runs. */
    public boolean isRunning() {
        return host.isRunning();
    }

    /** Ends it as a process that is killed: connections break, nothing is written any more. */
    public void kill() {
        host.kill();
    }

    /** Ends it in good order; sessions stay on disk, as always. */
    public void stop() {
        host.stop();
    }

    /** Starts it again on the same port and data; stops it first if it runs. It serves when this returns. */
    public void restart() {
        host.stop();
        host.start();
    }

    /**
     * Stops its threads where they are, as a process that the system does not let run: connections stay open, nothing
     * is answered, time goes on.
     */
    public void pause() {
        host.pause();
    }

    /** Lets a paused server go on. Sessions that were silent for too long meanwhile may end now. */
    public void resume() {
        host.resume();
    }

    /**
     * Ends a session as if its time were up; returns when it has ended.
     *
     * @param sessionId of a session of this service
     * @throws IllegalArgumentException if there is no such session
     */
    public void expire(long sessionId) {
        Sessions.expire(host, sessionId);
    }

    /**
     * Breaks the connection of a session, which lives on.
     *
     * @param sessionId of a session of this service
     * @return whether it had one
     */
    public boolean cut(long sessionId) {
        return Sessions.cut(host, sessionId);
    }

    /**
     * From now on every sync of the disk takes so much longer; {@link Duration#ZERO} makes it itself again.
     *
     * @param longer not negative
     */
    public void slowDisk(Duration longer) {
        host.syncTakes(longer);
    }

    /** Ends it, and removes what it has made. */
    @Override
    public void close() {
        host.kill();
        ground.close();
    }

    @Override
    public String toString() {
        return "embedded server at " + connectString();
    }
}
