package io.quorate.conformance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.ZooKeeper;

/** Connected clients of org.apache.zookeeper. */
final class ApacheClients {
    private static final int TIMEOUT_MS = 30_000;
    private static final int CONNECT_SECONDS = 30;

    private ApacheClients() {}

    static ZooKeeper connect(String server) throws InterruptedException {
        return connect(server, _ -> {});
    }

    /** A client whose default watcher is told everything, the connection included. */
    static ZooKeeper connect(String server, Watcher watcher) throws InterruptedException {
        CountDownLatch connected = new CountDownLatch(1);
        ZooKeeper client;
        try {
            client = new ZooKeeper(server, TIMEOUT_MS, event -> {
                if (event.getState() == Watcher.Event.KeeperState.SyncConnected) {
                    connected.countDown();
                }
                watcher.process(event);
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (!connected.await(CONNECT_SECONDS, TimeUnit.SECONDS)) {
            client.close();
            throw new AssertionError("no session at " + server + " within " + CONNECT_SECONDS + " s");
        }
        return client;
    }

    static ZooKeeper superUser(String server) throws InterruptedException {
        ZooKeeper client = connect(server);
        client.addAuthInfo("digest", "super:test".getBytes(StandardCharsets.UTF_8));
        return client;
    }
}
