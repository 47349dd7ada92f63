import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.LongAdder;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Watcher.Event.KeeperState;
import org.apache.zookeeper.ZooDefs.Ids;
import org.apache.zookeeper.ZooKeeper;

/**
 * A load on one client of org.apache.zookeeper, run as a source file by {@code bin/quorate bench clients}. Each line on
 * its input is a number of milliseconds to work; each line it answers, the operations done in them.
 */
public final class ApacheLoad {
    private static final int SESSION_MS = 30_000;
    private static final int DATA_BYTES = 100;
    /** Reads first, whatever is measured: writes wait for the disk, and would be measured before they are compiled. */
    private static final long WARM_UP_MS = 4_000;

    private final ZooKeeper client;
    private final String path;
    private final boolean writes;
    private final int depth;
    private final LongAdder done = new LongAdder();

    private ApacheLoad(ZooKeeper client, String path, boolean writes, int depth) {
        this.client = client;
        this.path = path;
        this.writes = writes;
        this.depth = depth;
    }

    /** Takes the server, {@code async} or {@code blocking}, {@code get} or {@code set}, and the depth. */
    public static void main(String[] arguments) throws Exception {
        CountDownLatch connected = new CountDownLatch(1);
        try (ZooKeeper client = new ZooKeeper(arguments[0], SESSION_MS, event -> {
            if (event.getState() == KeeperState.SyncConnected) {
                connected.countDown();
            }
        })) {
            connected.await();
            String path =
                    client.create("/load-", new byte[DATA_BYTES], Ids.OPEN_ACL_UNSAFE, CreateMode.EPHEMERAL_SEQUENTIAL);
            ApacheLoad load = new ApacheLoad(client, path, arguments[2].equals("set"), Integer.parseInt(arguments[3]));
            new ApacheLoad(client, path, false, Integer.parseInt(arguments[3])).work(arguments[1], WARM_UP_MS);
            BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                load.work(arguments[1], Long.parseLong(line.trim()));
                System.out.println(load.done.sum());
            }
        }
    }

    private void work(String way, long millis) throws InterruptedException {
        long end = System.nanoTime() + millis * 1_000_000;
        done.reset();
        if (way.equals("async")) {
            withCallbacks(end);
        } else {
            withThreads(end);
        }
    }

    private void withCallbacks(long end) throws InterruptedException {
        Semaphore room = new Semaphore(depth);
        byte[] data = new byte[DATA_BYTES];
        while (System.nanoTime() - end < 0) {
            room.acquire();
            if (writes) {
                client.setData(path, data, -1, (rc, where, context, stat) -> answered(rc, room), null);
            } else {
                client.getData(path, false, (rc, where, context, found, stat) -> answered(rc, room), null);
            }
        }
        room.acquire(depth);
    }

    private void answered(int rc, Semaphore room) {
        if (rc != 0) {
            throw new IllegalStateException("answer " + rc);
        }
        done.increment();
        room.release();
    }

    private void withThreads(long end) throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < depth; i++) {
            threads.add(Thread.ofPlatform().start(() -> call(end)));
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private void call(long end) {
        byte[] data = new byte[DATA_BYTES];
        try {
            while (System.nanoTime() - end < 0) {
                if (writes) {
                    client.setData(path, data, -1);
                } else {
                    client.getData(path, false, null);
                }
                done.increment();
            }
        } catch (KeeperException | InterruptedException e) {
            throw new IllegalStateException("the load cannot go on", e);
        }
    }
}
