package io.quorate.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.quorate.client.AuthInfo;
import io.quorate.client.ClientMetrics;
import io.quorate.client.ClientOptions;
import io.quorate.client.CreateOptions;
import io.quorate.client.Quorate;
import io.quorate.client.StateException;
import io.quorate.client.WatchEvent;
import io.quorate.data.Acl;
import io.quorate.data.Permission;
import io.quorate.recipes.Codec;
import io.quorate.recipes.MultiOwnership;
import io.quorate.recipes.Ownership;
import io.quorate.recipes.barrier.AsyncDoubleBarrier;
import io.quorate.recipes.barrier.Barrier;
import io.quorate.recipes.barrier.DoubleBarrier;
import io.quorate.recipes.cache.Scope;
import io.quorate.recipes.cache.ZnodeCache;
import io.quorate.recipes.config.Configuration;
import io.quorate.recipes.config.Subscription;
import io.quorate.recipes.counter.AtomicLong;
import io.quorate.recipes.counter.SharedValue;
import io.quorate.recipes.election.Candidacy;
import io.quorate.recipes.election.Election;
import io.quorate.recipes.group.Group;
import io.quorate.recipes.group.Member;
import io.quorate.recipes.group.Membership;
import io.quorate.recipes.lock.AsyncLock;
import io.quorate.recipes.lock.Lock;
import io.quorate.recipes.lock.MultiLock;
import io.quorate.recipes.lock.ReadWriteLock;
import io.quorate.recipes.lock.Semaphore;
import io.quorate.recipes.naming.Choice;
import io.quorate.recipes.naming.Instance;
import io.quorate.recipes.naming.Instances;
import io.quorate.recipes.naming.Registered;
import io.quorate.recipes.naming.Registry;
import io.quorate.recipes.naming.Strategy;
import io.quorate.recipes.notice.Assignment;
import io.quorate.recipes.notice.Board;
import io.quorate.recipes.queue.Delivery;
import io.quorate.recipes.queue.PriorityQueue;
import io.quorate.recipes.queue.Queue;
import io.quorate.recipes.transaction.Coordinator;
import io.quorate.recipes.transaction.Decision;
import io.quorate.recipes.transaction.Participant;
import io.quorate.recipes.transaction.Participation;
import io.quorate.recipes.transaction.Proposal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.framework.recipes.leader.LeaderLatch;
import org.apache.curator.framework.recipes.locks.InterProcessMutex;
import org.apache.curator.framework.recipes.locks.InterProcessReadWriteLock;
import org.apache.curator.retry.RetryOneTime;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The recipes' blocking faces against both servers: what they promise does not depend on who serves them. */
@On(Profile.OPEN)
final class RecipesTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration BRIEFLY = Duration.ofMillis(200);

    private final ServerPair servers;

    RecipesTest(ServerPair servers) {
        this.servers = servers;
    }

    /** Which of the pair serves. */
    enum Server {
        REFERENCE,
        SUBJECT
    }

    private String hosts(Server server) {
        return switch (server) {
            case REFERENCE -> servers.reference().connectString();
            case SUBJECT -> servers.subject().connectString();
        };
    }

    /** Two clients in an empty room. */
    private final class Two implements AutoCloseable {
        private final String room;
        private final Quorate mine;
        private final Quorate theirs;

        Two(Server server) throws InterruptedException {
            room = hosts(server) + "/recipes-" + System.nanoTime();
            try (Quorate root = Quorate.connect(hosts(server))) {
                root.create(room.substring(room.indexOf('/')), null);
            }
            mine = Quorate.connect(room);
            theirs = Quorate.connect(room);
        }

        @Override
        public void close() {
            mine.close();
            theirs.close();
        }
    }

    @ParameterizedTest
    @EnumSource(Server.class)
    void whatARecipeCreatesIsClosedToOthersWhenItsClientSaysSo(Server server) throws Exception {
        try (Two two = new Two(server)) {
            two.mine.addAuth(AuthInfo.digest("bob", "secret"));
            Quorate closed = two.mine.withAcl(Acl.CREATOR_ALL);
            Queue<String> queue = new Queue<>(closed, "/private/queue", Codec.TEXT);
            queue.put("mine");
            assertThat(two.mine.getAcl("/private/queue").entries())
                    .allMatch(entry -> "digest".equals(entry.scheme()) && entry.perms() == Permission.ALL);
            try (Ownership lock = new Lock(closed, "/private/lock").acquire()) {
                assertThat(lock.isHeld()).isTrue();
                assertThatExceptionOfType(StateException.NoAuth.class)
                        .isThrownBy(() -> new Lock(two.theirs, "/private/lock").tryAcquire(PATIENCE));
            }
            try (Delivery<String> delivery = queue.take()) {
                assertThat(delivery.value()).isEqualTo("mine");
            }
            closed.create("/named", null, CreateOptions.PERSISTENT.withAcl(Acl.READ_ONLY));
            assertThat(two.theirs.getAcl("/named").entries()).isEqualTo(Acl.READ_ONLY);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aLockIsReentrantExclusiveAndCanBeAskedBack(Server server) throws InterruptedException {
        try (Two two = new Two(server)) {
            Lock lock = new Lock(two.mine, "/lock");
            Lock other = new Lock(two.theirs, "/lock");
            Ownership inner;
            try (Ownership outer = lock.acquire()) {
                inner = lock.acquire();
                assertThat(inner.token()).isEqualTo(outer.token());
                assertThat(lock.isHeldByCurrentThread()).isTrue();
                assertThat(other.tryAcquire(Duration.ZERO)).isEmpty();
                assertThat(other.tryAcquire(BRIEFLY)).isEmpty();
            }
            assertThat(inner.isHeld()).as("after the outer hold").isTrue();
            inner.onRevocation(inner::close);
            assertThat(other.revoke()).isTrue();
            try (Ownership theirs = other.tryAcquire(PATIENCE).orElseThrow()) {
                assertThat(theirs.token()).isGreaterThan(inner.token());
                assertThat(lock.contenders()).containsExactly(theirs.path());
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aReadWriteLockIsSharedDowngradedAndNeverUpgraded(Server server) throws InterruptedException {
        try (Two two = new Two(server)) {
            ReadWriteLock lock = new ReadWriteLock(two.mine, "/rw");
            ReadWriteLock other = new ReadWriteLock(two.theirs, "/rw");
            Ownership write = lock.write();
            Ownership read = lock.read();
            assertThat(other.tryRead(BRIEFLY)).isEmpty();
            write.close();
            try (Ownership shared = other.tryRead(PATIENCE).orElseThrow()) {
                assertThat(shared.isHeld()).isTrue();
                assertThatIllegalStateException().isThrownBy(lock::write).withMessageContaining("wait for itself");
            }
            assertThat(other.tryWrite(BRIEFLY)).isEmpty();
            read.close();
            other.tryWrite(PATIENCE).orElseThrow().close();
        }
    }

    @ParameterizedTest
    @EnumSource
    void permitsAndSeveralLocksAreSharedOut(Server server) throws InterruptedException {
        try (Two two = new Two(server)) {
            Semaphore semaphore = new Semaphore(two.mine, "/permits", 2);
            Semaphore other = new Semaphore(two.theirs, "/permits", 2);
            try (MultiOwnership both = semaphore.acquire(2)) {
                assertThat(both.isHeld()).isTrue();
                assertThat(other.tryAcquire(BRIEFLY)).isEmpty();
            }
            other.tryAcquire(PATIENCE).orElseThrow().close();
            MultiLock locks = new MultiLock(two.mine, List.of("/m/b", "/m/a"));
            try (MultiOwnership held = locks.acquire()) {
                assertThat(held.parts()).hasSize(2);
                assertThat(new Lock(two.theirs, "/m/b").tryAcquire(Duration.ZERO))
                        .isEmpty();
            }
            new MultiLock(two.theirs, List.of("/m/a", "/m/b"))
                    .tryAcquire(PATIENCE)
                    .orElseThrow()
                    .close();
        }
    }

    @ParameterizedTest
    @EnumSource
    void oneLeadsAtATimeInBothForms(Server server) throws InterruptedException {
        try (Two two = new Two(server)) {
            Election alice = new Election(two.mine, "/leader", "alice");
            Election bob = new Election(two.theirs, "/leader", "bob");
            BlockingQueue<String> terms = new LinkedBlockingQueue<>();
            try (Ownership lead = alice.lead()) {
                assertThat(bob.leader()).hasValue("alice");
                assertThat(bob.lead(BRIEFLY)).isEmpty();
                assertThat(lead.certainFor()).isPositive();
            }
            Candidacy always = alice.standAlways(lead -> terms.add("alice"));
            assertThat(terms.poll(30, TimeUnit.SECONDS)).isEqualTo("alice");
            try (Ownership lead = bob.lead()) {
                assertThat(bob.candidates()).startsWith("bob");
                assertThat(lead.isHeld()).isTrue();
            }
            always.close();
            Quorate.await(always.ended());
        }
    }

    @ParameterizedTest
    @EnumSource
    void barriersHoldUpAndLetGo(Server server) throws InterruptedException {
        try (Two two = new Two(server)) {
            Barrier barrier = new Barrier(two.mine, "/barrier");
            barrier.raise();
            assertThat(new Barrier(two.theirs, "/barrier").await(BRIEFLY)).isFalse();
            barrier.lift();
            new Barrier(two.theirs, "/barrier").await();
            DoubleBarrier here = new DoubleBarrier(two.mine, "/double", 2);
            DoubleBarrier there = new DoubleBarrier(two.theirs, "/double", 2);
            for (int round = 0; round < 2; round++) {
                CompletableFuture<AsyncDoubleBarrier.Round> first = here.async().enter();
                AsyncDoubleBarrier.Round second = there.enter();
                CompletableFuture<Void> left = Quorate.await(first).leave();
                there.leave(second);
                Quorate.await(left);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatIsPutIsDeliveredAndAcknowledged(Server server) throws InterruptedException {
        try (Two two = new Two(server)) {
            Queue<String> queue = new Queue<>(two.mine, "/queue", Codec.TEXT, 2);
            Queue<String> other = new Queue<>(two.theirs, "/queue", Codec.TEXT, 2);
            queue.put("one");
            queue.put("two");
            CompletableFuture<Void> third = queue.async().put("three");
            for (String expected : List.of("one", "two", "three")) {
                Delivery<String> delivery = other.take();
                assertThat(delivery.value()).isEqualTo(expected);
                Quorate.await(delivery.acknowledge());
            }
            Quorate.await(third);
            assertThat(queue.size()).isZero();
            PriorityQueue<String> priorities = new PriorityQueue<>(two.mine, "/priorities", Codec.TEXT);
            priorities.put("late", 5);
            priorities.put("soon", 1);
            assertThat(priorities.take().value()).isEqualTo("soon");
        }
    }

    @ParameterizedTest
    @EnumSource
    void countersAndValuesLoseNothing(Server server) throws InterruptedException {
        try (Two two = new Two(server)) {
            AtomicLong mine = new AtomicLong(two.mine, "/n");
            AtomicLong theirs = new AtomicLong(two.theirs, "/n");
            List<CompletableFuture<Long>> sums = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                sums.add((i % 2 == 0 ? mine : theirs).async().add(1));
            }
            for (CompletableFuture<Long> sum : sums) {
                Quorate.await(sum);
            }
            assertThat(mine.get()).isEqualTo(40);
            SharedValue<String> value = new SharedValue<>(two.mine, "/value", Codec.TEXT, "a");
            assertThat(value.update(text -> text + "b")).isEqualTo("ab");
        }
    }

    @ParameterizedTest
    @EnumSource
    void membersInstancesSettingsAndCachesAreSeenByOthers(Server server) throws InterruptedException {
        try (Two two = new Two(server)) {
            try (Membership membership = new Group(two.mine, "/group").join("me", new byte[] {1})) {
                assertThat(new Group(two.theirs, "/group").members())
                        .extracting(Member::id)
                        .containsExactly(membership.id());
            }
            Registry registry = new Registry(two.mine, "/services");
            try (Registered registered = registry.register("mail", Instance.at("h:25"));
                    Instances mail = new Registry(two.theirs, "/services").instances("mail");
                    Choice choice = mail.choose(Strategy.RANDOM).orElseThrow()) {
                assertThat(choice.name()).isEqualTo(registered.name());
                assertThat(choice.instance().address()).isEqualTo("h:25");
            }
            BlockingQueue<Long> limits = new LinkedBlockingQueue<>();
            try (Subscription<Long> limit = new Configuration(two.theirs, "/config")
                            .subscribe("limit", Codec.LONG, 1L, setting -> limits.add(setting.value()));
                    ZnodeCache cache = ZnodeCache.start(two.theirs, "/config", Scope.TREE, change -> {})) {
                assertThat(limit.current().value()).isEqualTo(1);
                new Configuration(two.mine, "/config").publish("limit", Codec.LONG, 2L);
                assertThat(limits.poll(30, TimeUnit.SECONDS)).isEqualTo(2);
                Awaiting.until(() -> cache.get("/config/limit").isPresent());
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void tasksAreTakenOverAndTransactionsDecided(Server server) throws InterruptedException {
        try (Two two = new Two(server)) {
            Board board = new Board(two.mine, "/board");
            board.post("copy", new byte[] {1});
            Assignment work = board.work("copy", "alice");
            CompletableFuture<Assignment> standby =
                    new Board(two.theirs, "/board").async().work("copy", "bob");
            Quorate.await(work.report(new byte[] {9}));
            work.close();
            assertThat(Quorate.await(standby).lastProgress()).containsExactly(9);
            BlockingQueue<Decision> heard = new LinkedBlockingQueue<>();
            Participation taking = Participation.begin(two.theirs, "/ledger", "bank", new Willing(heard), PATIENCE);
            Coordinator coordinator = new Coordinator(two.mine, "/ledger");
            assertThat(coordinator.run(List.of("bank"), new byte[] {1}, PATIENCE))
                    .isEqualTo(Decision.COMMIT);
            assertThat(heard.poll(30, TimeUnit.SECONDS)).isEqualTo(Decision.COMMIT);
            assertThat(coordinator.run(List.of("bank", "nobody"), new byte[] {1}, BRIEFLY))
                    .isEqualTo(Decision.ABORT);
            assertThat(heard.poll(30, TimeUnit.SECONDS)).isEqualTo(Decision.ABORT);
            taking.close();
        }
    }

    /** Is always ready, and tells what it hears. */
    private record Willing(BlockingQueue<Decision> heard) implements Participant {
        @Override
        public CompletableFuture<Boolean> prepare(Proposal proposal) {
            return CompletableFuture.completedFuture(true);
        }

        @Override
        public CompletableFuture<Void> decided(Proposal proposal, Decision decision) {
            heard.add(decision);
            return CompletableFuture.completedFuture(null);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aThousandContendersAreServedAndEachReleaseWakesOne(Server server) throws InterruptedException {
        int clients = 20;
        int contenders = 1_000;
        LongAdder events = new LongAdder();
        ClientMetrics counting = new ClientMetrics() {
            @Override
            public void event(WatchEvent event, int listeners) {
                events.add(listeners);
            }
        };
        List<Quorate> all = new ArrayList<>();
        List<CompletableFuture<Void>> served = new ArrayList<>();
        List<Long> tokens = Collections.synchronizedList(new ArrayList<>());
        try (Two two = new Two(server);
                Ownership first = new Lock(two.mine, "/crowd").acquire()) {
            for (int i = 0; i < clients; i++) {
                all.add(Quorate.connect(ClientOptions.of(two.room).withMetrics(counting)));
            }
            for (int i = 0; i < contenders; i++) {
                served.add(new AsyncLock(all.get(i % clients).async(), "/crowd")
                        .acquire()
                        .thenCompose(owned -> {
                            tokens.add(owned.token());
                            return owned.release();
                        }));
            }
            Lock crowd = new Lock(two.mine, "/crowd");
            Awaiting.until(() -> contendersOf(crowd) == contenders + 1);
            assertThat(events.sum()).as("wake-ups while all come").isZero();
            first.close();
            for (CompletableFuture<Void> each : served) {
                Quorate.await(each);
            }
            assertThat(tokens).hasSize(contenders).isSorted().doesNotHaveDuplicates();
            // Each release wakes the next in line; and the owner hears of the end of its own znode.
            assertThat(events.sum()).isBetween((long) contenders, 2L * contenders);
        } finally {
            all.forEach(Quorate::close);
        }
    }

    private static int contendersOf(Lock lock) {
        try {
            return lock.contenders().size();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @EnumSource
    void curatorsProgramsStandInTheSameLine(Server server) throws Exception {
        try (Two two = new Two(server);
                CuratorFramework curator = CuratorFrameworkFactory.newClient(two.room, new RetryOneTime(100))) {
            curator.start();
            InterProcessMutex theirs = new InterProcessMutex(curator, "/lock");
            Lock ours = new Lock(two.mine, "/lock");
            theirs.acquire();
            assertThat(ours.tryAcquire(BRIEFLY)).isEmpty();
            CompletableFuture<Ownership> waiting = ours.async().acquire();
            theirs.release();
            Ownership owned = waiting.get(30, TimeUnit.SECONDS);
            assertThat(theirs.acquire(200, TimeUnit.MILLISECONDS)).isFalse();
            owned.close();
            assertThat(theirs.acquire(30, TimeUnit.SECONDS)).isTrue();
            theirs.release();
        }
    }

    @ParameterizedTest
    @EnumSource
    void curatorsReadersWritersAndLeadersDoToo(Server server) throws Exception {
        try (Two two = new Two(server);
                CuratorFramework curator = CuratorFrameworkFactory.newClient(two.room, new RetryOneTime(100))) {
            curator.start();
            InterProcessReadWriteLock theirs = new InterProcessReadWriteLock(curator, "/rw");
            ReadWriteLock ours = new ReadWriteLock(two.mine, "/rw");
            theirs.readLock().acquire();
            Ownership shared = ours.tryRead(PATIENCE).orElseThrow();
            CompletableFuture<Ownership> writing = ours.async().writing().acquire();
            theirs.readLock().release();
            shared.close();
            Ownership written = writing.get(30, TimeUnit.SECONDS);
            assertThat(theirs.readLock().acquire(200, TimeUnit.MILLISECONDS)).isFalse();
            written.close();
            assertThat(theirs.writeLock().acquire(30, TimeUnit.SECONDS)).isTrue();
            assertThat(ours.tryRead(BRIEFLY)).isEmpty();
            theirs.writeLock().release();

            Election election = new Election(two.mine, "/leader", "ours");
            Ownership lead = election.lead();
            try (LeaderLatch latch = new LeaderLatch(curator, "/leader", "theirs")) {
                latch.start();
                Awaiting.until(() -> candidates(election) == 2);
                assertThat(latch.hasLeadership()).isFalse();
                lead.close();
                assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
                assertThat(election.leader()).hasValue("theirs");
            }
        }
    }

    private static int candidates(Election election) {
        try {
            return election.candidates().size();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
