package io.quorate.testkit;

import io.quorate.replica.ReplicaView;
import io.quorate.server.Assembly;
import io.quorate.server.RunningServer;
import io.quorate.server.StartException;
import io.quorate.server.config.ConfigReader;
import io.quorate.server.config.ServerConfig;
import io.quorate.storage.disk.Disk;
import io.quorate.testkit.disk.DiskSpeed;
import io.quorate.testkit.disk.MemberDisk;
import io.quorate.transport.peer.Routes;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The machine of one member: its disk and its place in the network stay, while the server on it lives and dies.
 * Thread-safe.
 */
final class Host {
    private static final Logger LOG = LoggerFactory.getLogger(Host.class);
    private static final int LOOK_LIMIT_S = 20;

    private final String name;
    private final ServerConfig config;
    private final Disk disk;
    private final Routes routes;
    private final DiskSpeed speed = new DiskSpeed();
    private @Nullable Life life;
    private @Nullable Throwable failure;

    /** One life of the server. */
    private static final class Life {
        final MemberDisk disk;

        @Nullable
        RunningServer server;

        @Nullable
        Runnable resumption;

        Life(MemberDisk disk) {
            this.disk = disk;
        }
    }

    /**
     * A machine on which nothing runs.
     *
     * @param name for messages
     * @param text zoo.cfg
     * @param id which of the members there it is
     */
    Host(String name, String text, int id, Disk disk, Routes routes) {
        this.name = name;
        this.disk = disk;
        this.routes = routes;
        config = new ConfigReader(Map.of()).text(text, id);
    }

    /** Starts the server; returns when it listens. */
    synchronized void start() {
        if (life != null) {
            throw new IllegalStateException(name + " runs already: kill or stop it first");
        }
        Life fresh = new Life(new MemberDisk(disk, speed));
        Assembly assembly = new Assembly(
                config,
                new HashMap<>(),
                new Assembly.World(fresh.disk, routes),
                // The thread that met it may be one that has to end first.
                cause -> Thread.ofVirtual().start(() -> failed(fresh, cause)));
        try {
            fresh.server = assembly.start();
        } catch (StartException refused) {
            throw new ServerFailedException(name + " did not start: " + refused.getMessage(), refused);
        }
        failure = null;
        life = fresh;
    }

    /** What ends a process in production ends one life here. */
    private synchronized void failed(Life whose, Throwable cause) {
        if (whose.equals(life)) {
            LOG.error("{} ends by itself", name, cause);
            failure = cause;
            kill();
        }
    }

    /** Ends it in good order. */
    synchronized void stop() {
        Life ending = life;
        if (ending != null) {
            resume();
            life = null;
            server(ending).close();
        }
    }

    /** Ends it as a killed process. */
    synchronized void kill() {
        Life ending = life;
        if (ending != null) {
            ending.disk.kill();
            resume();
            life = null;
            server(ending).halt();
        }
    }

    synchronized boolean isRunning() {
        return life != null;
    }

    /** Running, and not paused. */
    synchronized boolean isAwake() {
        return life != null && life.resumption == null;
    }

    synchronized void pause() {
        Life paused = living();
        if (paused.resumption == null) {
            try {
                paused.resumption = server(paused).standStill();
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while " + name + " was being paused", stop);
            }
        }
    }

    synchronized void resume() {
        Life paused = life;
        if (paused != null && paused.resumption != null) {
            paused.resumption.run();
            paused.resumption = null;
        }
    }

    void syncTakes(Duration longer) {
        speed.syncTakes(longer);
    }

    /** Port for clients. */
    int port() {
        var address = config.clients().address();
        if (address == null) {
            throw new IllegalStateException(name + " has no port for clients: remove clientPort from the settings");
        }
        return address.getPort();
    }

    /** What of a replica between two inputs; not while it is paused. */
    <T> T look(Function<ReplicaView, T> visitor) {
        return server().look(visitor).orTimeout(LOOK_LIMIT_S, TimeUnit.SECONDS).join();
    }

    /** Whether clients are served just now. */
    boolean serves() {
        return isAwake() && look(view -> view.role() == null || view.role().serves());
    }

    /** The server that runs here. */
    synchronized RunningServer server() {
        return server(living());
    }

    private Life living() {
        Life living = life;
        if (living == null) {
            Throwable cause = failure;
            if (cause != null) {
                throw new ServerFailedException(name + " has ended by itself: " + cause.getMessage(), cause);
            }
            throw new IllegalStateException(name + " is down: restart it first");
        }
        return living;
    }

    private static RunningServer server(Life whose) {
        RunningServer server = whose.server;
        if (server == null) {
            throw new IllegalStateException("a life without a server");
        }
        return server;
    }

    @Override
    public String toString() {
        return name;
    }
}
