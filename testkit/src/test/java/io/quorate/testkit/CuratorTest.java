package io.quorate.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.framework.recipes.locks.InterProcessMutex;
import org.apache.curator.framework.state.ConnectionState;
import org.apache.curator.retry.RetryForever;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A program on Curator, over the kit in the place of Curator's own TestingServer. */
@Timeout(60)
class CuratorTest {
    private static final String PATH = "/locks/one";
    private static final int LIMIT_S = 30;
    private static final int RETRY_MS = 20;

    @Test
    void aLockIsHeldOverARestartAndLostWithTheSession() throws Exception {
        try (EmbeddedServer server = EmbeddedServer.open();
                CuratorFramework owner = started(server);
                CuratorFramework rival = started(server)) {
            BlockingQueue<ConnectionState> states = new LinkedBlockingQueue<>();
            owner.getConnectionStateListenable().addListener((_, state) -> states.add(state));
            InterProcessMutex owned = new InterProcessMutex(owner, PATH);
            InterProcessMutex wanted = new InterProcessMutex(rival, PATH);

            assertThat(owned.acquire(LIMIT_S, TimeUnit.SECONDS)).isTrue();
            server.kill();
            server.restart();
            awaits(states, ConnectionState.RECONNECTED);
            assertThat(wanted.acquire(200, TimeUnit.MILLISECONDS)).isFalse();

            server.expire(owner.getZookeeperClient().getZooKeeper().getSessionId());

            assertThat(wanted.acquire(LIMIT_S, TimeUnit.SECONDS)).isTrue();
            awaits(states, ConnectionState.LOST);
            wanted.release();
        }
    }

    private static CuratorFramework started(EmbeddedServer server) {
        CuratorFramework client = CuratorFrameworkFactory.newClient(server.connectString(), new RetryForever(RETRY_MS));
        client.start();
        return client;
    }

    private static void awaits(BlockingQueue<ConnectionState> states, ConnectionState wanted)
            throws InterruptedException {
        ConnectionState next;
        do {
            next = states.poll(LIMIT_S, TimeUnit.SECONDS);
            assertThat(next)
                    .as("the state after which " + wanted + " was to come")
                    .isNotNull();
        } while (next != wanted);
    }
}
