package io.quorate.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.conformance.process.ServerProcess;
import io.quorate.conformance.transcript.World;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.framework.recipes.atomic.DistributedAtomicLong;
import org.apache.curator.framework.recipes.barriers.DistributedDoubleBarrier;
import org.apache.curator.framework.recipes.cache.CuratorCache;
import org.apache.curator.framework.recipes.leader.LeaderLatch;
import org.apache.curator.framework.recipes.locks.InterProcessMutex;
import org.apache.curator.framework.recipes.locks.InterProcessReadWriteLock;
import org.apache.curator.framework.recipes.locks.InterProcessSemaphoreV2;
import org.apache.curator.framework.recipes.locks.Lease;
import org.apache.curator.framework.recipes.nodes.PersistentNode;
import org.apache.curator.framework.recipes.queue.SimpleDistributedQueue;
import org.apache.curator.framework.recipes.shared.SharedCount;
import org.apache.curator.retry.RetryOneTime;
import org.apache.zookeeper.CreateMode;
import org.junit.jupiter.api.Test;

/** Curator's recipes, one program against both servers: locks, latches, caches, barriers, counters, nodes. */
@On(Profile.OPEN)
final class CuratorTest {
    private static final int SECONDS = 20;

    private final ServerPair servers;

    CuratorTest(ServerPair servers) {
        this.servers = servers;
    }

    @FunctionalInterface
    private interface Recipe {
        void run(CuratorFramework first, CuratorFramework second, List<String> diary) throws Exception;
    }

    @Test
    void aLockIsHeldByOneAndPassedOn() throws Exception {
        compare((first, second, diary) -> {
            InterProcessMutex mine = new InterProcessMutex(first, "/lock");
            InterProcessMutex yours = new InterProcessMutex(second, "/lock");
            diary.add("mine " + mine.acquire(SECONDS, TimeUnit.SECONDS));
            diary.add("yours at once " + yours.acquire(50, TimeUnit.MILLISECONDS));
            CountDownLatch passed = new CountDownLatch(1);
            Thread waiter = Thread.ofVirtual().start(() -> {
                try {
                    if (yours.acquire(SECONDS, TimeUnit.SECONDS)) {
                        yours.release();
                        passed.countDown();
                    }
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            });
            mine.release();
            diary.add("passed on " + passed.await(SECONDS, TimeUnit.SECONDS));
            waiter.join();
            InterProcessReadWriteLock shared = new InterProcessReadWriteLock(first, "/rw");
            InterProcessReadWriteLock other = new InterProcessReadWriteLock(second, "/rw");
            diary.add("read " + shared.readLock().acquire(SECONDS, TimeUnit.SECONDS));
            diary.add("read too " + other.readLock().acquire(SECONDS, TimeUnit.SECONDS));
            diary.add("write " + other.writeLock().acquire(50, TimeUnit.MILLISECONDS));
            shared.readLock().release();
            other.readLock().release();
            diary.add("write " + other.writeLock().acquire(SECONDS, TimeUnit.SECONDS));
            other.writeLock().release();
        });
    }

    @Test
    void leadershipMovesOnWhenTheLeaderLeaves() throws Exception {
        compare((first, second, diary) -> {
            try (LeaderLatch two = new LeaderLatch(second, "/latch", "two")) {
                try (LeaderLatch one = new LeaderLatch(first, "/latch", "one")) {
                    one.start();
                    diary.add("one leads " + one.await(SECONDS, TimeUnit.SECONDS));
                    two.start();
                    diary.add("two leads " + two.hasLeadership() + ", leader "
                            + two.getLeader().getId());
                }
                diary.add("two leads " + two.await(SECONDS, TimeUnit.SECONDS));
            }
        });
    }

    @Test
    void aCacheFollowsTheTree() throws Exception {
        compare((first, second, diary) -> {
            ConcurrentSkipListSet<String> seen = new ConcurrentSkipListSet<>();
            CountDownLatch last = new CountDownLatch(1);
            try (CuratorCache cache = CuratorCache.build(first, "/cache")) {
                cache.listenable().addListener((type, before, now) -> {
                    seen.add(type + " " + (now == null ? before : now).getPath());
                    if (type.name().equals("NODE_DELETED") && before.getPath().equals("/cache/last")) {
                        last.countDown();
                    }
                });
                second.create().forPath("/cache", bytes("root"));
                CountDownLatch initialized = new CountDownLatch(1);
                cache.listenable().addListener(new Initialized(initialized));
                cache.start();
                diary.add("initialized " + initialized.await(SECONDS, TimeUnit.SECONDS));
                for (int i = 0; i < 20; i++) {
                    second.create().forPath("/cache/n" + i, bytes("x"));
                }
                second.setData().forPath("/cache/n3", bytes("changed"));
                second.delete().forPath("/cache/n4");
                second.create().forPath("/cache/last");
                // A znode that is gone before the cache has read it was never in the cache.
                diary.add("last seen " + await(() -> seen.contains("NODE_CREATED /cache/last")));
                second.delete().forPath("/cache/last");
                diary.add("last " + last.await(SECONDS, TimeUnit.SECONDS));
                diary.add("size " + cache.size());
            }
            seen.removeIf(line -> line.startsWith("NODE_CHANGED"));
            diary.addAll(seen);
        });
    }

    private record Initialized(CountDownLatch latch)
            implements org.apache.curator.framework.recipes.cache.CuratorCacheListener {
        @Override
        public void event(
                Type type,
                org.apache.curator.framework.recipes.cache.ChildData before,
                org.apache.curator.framework.recipes.cache.ChildData now) {
            // Only the end of the first reading counts here.
        }

        @Override
        public void initialized() {
            latch.countDown();
        }
    }

    @Test
    void countersBarriersSemaphoresAndQueuesWork() throws Exception {
        compare((first, second, diary) -> {
            DistributedAtomicLong mine = new DistributedAtomicLong(first, "/long", new RetryOneTime(1));
            DistributedAtomicLong yours = new DistributedAtomicLong(second, "/long", new RetryOneTime(1));
            for (int i = 0; i < 10; i++) {
                mine.increment();
                diary.add("counter " + yours.add(10L).postValue());
            }
            try (SharedCount count = new SharedCount(first, "/count", 5)) {
                count.start();
                diary.add("count " + count.getCount() + " " + count.trySetCount(count.getVersionedValue(), 6));
            }
            DistributedDoubleBarrier left = new DistributedDoubleBarrier(first, "/barrier", 2);
            DistributedDoubleBarrier right = new DistributedDoubleBarrier(second, "/barrier", 2);
            Thread other = Thread.ofVirtual().start(() -> {
                try {
                    right.enter(SECONDS, TimeUnit.SECONDS);
                    right.leave(SECONDS, TimeUnit.SECONDS);
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            });
            diary.add("entered " + left.enter(SECONDS, TimeUnit.SECONDS));
            diary.add("left " + left.leave(SECONDS, TimeUnit.SECONDS));
            other.join();
            InterProcessSemaphoreV2 semaphore = new InterProcessSemaphoreV2(first, "/semaphore", 2);
            Lease one = semaphore.acquire(SECONDS, TimeUnit.SECONDS);
            Lease two = semaphore.acquire(SECONDS, TimeUnit.SECONDS);
            diary.add("third lease " + semaphore.acquire(50, TimeUnit.MILLISECONDS));
            semaphore.returnLease(one);
            semaphore.returnLease(two);
            SimpleDistributedQueue queue = new SimpleDistributedQueue(first, "/queue");
            for (int i = 0; i < 5; i++) {
                queue.offer(bytes("item " + i));
            }
            SimpleDistributedQueue end = new SimpleDistributedQueue(second, "/queue");
            for (int i = 0; i < 5; i++) {
                diary.add(new String(end.take(), StandardCharsets.UTF_8));
            }
            diary.add("empty " + (end.poll(10, TimeUnit.MILLISECONDS) == null));
        });
    }

    @Test
    void aPersistentNodeComesBackAndGoesWithItsOwner() throws Exception {
        compare((first, second, diary) -> {
            try (PersistentNode node = new PersistentNode(first, CreateMode.EPHEMERAL, false, "/here", bytes("me"))) {
                node.start();
                diary.add("made " + node.waitForInitialCreate(SECONDS, TimeUnit.SECONDS));
                long before = second.checkExists().forPath("/here").getCzxid();
                second.delete().forPath("/here");
                diary.add("back "
                        + await(() -> {
                            var stat = second.checkExists().forPath("/here");
                            return stat != null && stat.getCzxid() > before;
                        }));
                node.setData(bytes("changed"));
                diary.add("changed "
                        + await(() ->
                                Arrays.equals(bytes("changed"), second.getData().forPath("/here"))));
            }
            diary.add("gone " + await(() -> second.checkExists().forPath("/here") == null));
            second.create()
                    .creatingParentContainersIfNeeded()
                    .withProtection()
                    .withMode(CreateMode.EPHEMERAL_SEQUENTIAL)
                    .forPath("/a/b/c-");
            diary.add("protected " + second.getChildren().forPath("/a/b").size());
            diary.add("results "
                    + second.transaction()
                            .forOperations(
                                    second.transactionOp().create().forPath("/t", bytes("1")),
                                    second.transactionOp()
                                            .setData()
                                            .withVersion(0)
                                            .forPath("/t", bytes("2")),
                                    second.transactionOp()
                                            .check()
                                            .withVersion(1)
                                            .forPath("/t"))
                            .size());
            second.delete().deletingChildrenIfNeeded().forPath("/a");
        });
    }

    @FunctionalInterface
    private interface Condition {
        boolean holds() throws Exception;
    }

    private static boolean await(Condition condition) throws Exception {
        long deadline = System.nanoTime() + Duration.ofSeconds(SECONDS).toNanos();
        while (!condition.holds()) {
            if (System.nanoTime() > deadline) {
                return false;
            }
        }
        return true;
    }

    private void compare(Recipe recipe) throws Exception {
        List<String> expected = run(servers.reference(), recipe);
        assertThat(expected).isNotEmpty();
        assertThat(run(servers.subject(), recipe)).isEqualTo(expected);
    }

    private static List<String> run(ServerProcess server, Recipe recipe) throws Exception {
        List<String> diary = new ArrayList<>();
        try (World ignored = new World(server.address());
                CuratorFramework first = client(server);
                CuratorFramework second = client(server)) {
            recipe.run(first, second, diary);
        }
        return diary;
    }

    private static CuratorFramework client(ServerProcess server) throws InterruptedException {
        CuratorFramework client = CuratorFrameworkFactory.newClient(server.connectString(), new RetryOneTime(100));
        client.start();
        assertThat(client.blockUntilConnected(SECONDS, TimeUnit.SECONDS))
                .as("connected to " + server)
                .isTrue();
        return client;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
