package io.quorate.testkit;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.WatchedEvent;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.ZooKeeper;

/** Apache's client, which tells what it hears of its connection. */
final class Guest implements AutoCloseable {
    private static final long LIMIT_S = 30;

    private final BlockingQueue<Watcher.Event.KeeperState> heard = new LinkedBlockingQueue<>();
    private final ZooKeeper client;

    /** Connected when this returns. */
    static Guest of(String connectString, Duration sessionTimeout) throws Exception {
        Guest guest = new Guest(connectString, (int) sessionTimeout.toMillis());
        guest.awaits(Watcher.Event.KeeperState.SyncConnected);
        return guest;
    }

    static Guest of(String connectString) throws Exception {
        return of(connectString, Duration.ofSeconds(20));
    }

    private Guest(String connectString, int timeoutMs) throws Exception {
        client = new ZooKeeper(connectString, timeoutMs, this::hear);
    }

    private void hear(WatchedEvent event) {
        if (event.getType() == Watcher.Event.EventType.None) {
            heard.add(event.getState());
        }
    }

    /** Passes over what it has heard until this. */
    void awaits(Watcher.Event.KeeperState state) throws InterruptedException, TimeoutException {
        Watcher.Event.KeeperState next;
        do {
            next = heard.poll(LIMIT_S, TimeUnit.SECONDS);
            if (next == null) {
                throw new TimeoutException("not " + state + " within " + LIMIT_S + " s");
            }
        } while (next != state);
    }

    long session() {
        return client.getSessionId();
    }

    void create(String path, CreateMode mode) throws KeeperException, InterruptedException {
        client.create(path, new byte[0], ZooDefs.Ids.OPEN_ACL_UNSAFE, mode);
    }

    boolean sees(String path) throws KeeperException, InterruptedException {
        return client.exists(path, false) != null;
    }

    /** Not older than anything that was acknowledged. */
    boolean seesNow(String path) throws Exception {
        CompletableFuture<Integer> synced = new CompletableFuture<>();
        client.sync(path, (code, _, _) -> synced.complete(code), null);
        synced.get(LIMIT_S, TimeUnit.SECONDS);
        return sees(path);
    }

    /** Tries again for as long as the connection is lost. */
    void createStubbornly(String path) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_S);
        while (true) {
            try {
                create(path, CreateMode.PERSISTENT);
                return;
            } catch (KeeperException.NodeExistsException ours) {
                return;
            } catch (KeeperException.ConnectionLossException lost) {
                if (System.nanoTime() > deadline) {
                    throw lost;
                }
            }
        }
    }

    CompletableFuture<Boolean> seesLater(String path) {
        CompletableFuture<Boolean> answer = new CompletableFuture<>();
        client.exists(path, false, (code, _, _, _) -> answer.complete(code == 0), null);
        return answer;
    }

    CompletableFuture<Integer> createLater(String path) {
        CompletableFuture<Integer> answer = new CompletableFuture<>();
        client.create(
                path,
                new byte[0],
                ZooDefs.Ids.OPEN_ACL_UNSAFE,
                CreateMode.PERSISTENT,
                (code, _, _, _) -> answer.complete(code),
                null);
        return answer;
    }

    @Override
    public void close() throws InterruptedException {
        client.close();
    }
}
