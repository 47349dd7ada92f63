package io.quorate.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.quorate.client.AsyncQuorate;
import io.quorate.client.AuthInfo;
import io.quorate.client.ClientLimits;
import io.quorate.client.ClientOptions;
import io.quorate.client.CreateOptions;
import io.quorate.client.Created;
import io.quorate.client.Op;
import io.quorate.client.OpResult;
import io.quorate.client.Quorate;
import io.quorate.client.Read;
import io.quorate.client.ReadOp;
import io.quorate.client.ReadResult;
import io.quorate.client.Registration;
import io.quorate.client.StateException;
import io.quorate.client.UnrecoverableException;
import io.quorate.client.WatchEvent;
import io.quorate.client.WatchMode;
import io.quorate.data.Acl;
import io.quorate.data.CreateMode;
import io.quorate.data.ErrorCode;
import io.quorate.data.Permission;
import io.quorate.data.Stat;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Our own client against both servers: what it promises does not depend on who serves it. */
@On(Profile.OPEN)
final class OwnClientTest {
    private static final int WAIT_SECONDS = 30;
    /** More names than one frame of the usual size holds. */
    private static final int MANY = 12_000;

    private final ServerPair servers;

    OwnClientTest(ServerPair servers) {
        this.servers = servers;
    }

    /** Which of the pair serves. */
    enum Server {
        REFERENCE,
        SUBJECT
    }

    private Quorate connect(Server server) throws InterruptedException {
        return Quorate.connect(room(server));
    }

    /** An empty znode as a chroot. */
    private String room(Server server) throws InterruptedException {
        String hosts = hosts(server);
        String room = "/own-" + System.nanoTime();
        try (Quorate root = Quorate.connect(hosts)) {
            root.create(room, null);
        }
        return hosts + room;
    }

    private String hosts(Server server) {
        return switch (server) {
            case REFERENCE -> servers.reference().connectString();
            case SUBJECT -> servers.subject().connectString();
        };
    }

    @ParameterizedTest
    @EnumSource
    void everyKindOfZnodeIsCreatedReadChangedAndDeleted(Server server) throws InterruptedException {
        try (Quorate zk = connect(server)) {
            zk.create("/a", bytes("one"));
            for (CreateMode mode : CreateMode.values()) {
                CreateOptions options =
                        mode.isTtl() ? CreateOptions.ofTtl(mode, Duration.ofHours(1)) : CreateOptions.of(mode);
                Created made = zk.create("/a/" + mode, null, options);
                assertThat(made.path()).startsWith("/a/" + mode);
                assertThat(made.stat().ephemeralOwner() == zk.sessionId()).isEqualTo(mode.isEphemeral());
            }
            assertThat(zk.children("/a").names()).hasSize(CreateMode.values().length);
            assertThat(zk.allChildrenNumber("/a")).isEqualTo(CreateMode.values().length);
            assertThat(zk.ephemerals("/")).hasSize(2).allMatch(path -> path.startsWith("/a/EPHEMERAL"));
            Stat changed = zk.set("/a", bytes("two"), 0);
            assertThat(zk.get("/a").text()).isEqualTo("two");
            assertThat(zk.get("/a").stat().mzxid()).isEqualTo(changed.mzxid());
            zk.delete("/a/CONTAINER", 0);
            assertThat(zk.exists("/a/CONTAINER")).isEmpty();
            assertThat(zk.config(Read.PLAIN).stat()).isNotNull();
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatTheStateForbidsIsToldByItsNameAndItsCircumstances(Server server) throws InterruptedException {
        try (Quorate zk = connect(server)) {
            zk.create("/a", null);
            zk.create("/a/b", null);
            assertThatExceptionOfType(StateException.NoNode.class)
                    .isThrownBy(() -> zk.get("/none"))
                    .withMessageContainingAll("getData", "/none", "127.0.0.1", "0x");
            assertThatExceptionOfType(StateException.NodeExists.class).isThrownBy(() -> zk.create("/a", null));
            assertThatExceptionOfType(StateException.BadVersion.class).isThrownBy(() -> zk.set("/a", null, 7));
            assertThatExceptionOfType(StateException.NotEmpty.class).isThrownBy(() -> zk.delete("/a"));
            assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> zk.get("a"));
            assertThatExceptionOfType(StateException.RequestTooLong.class)
                    .isThrownBy(() -> zk.set("/a", new byte[ClientLimits.DEFAULT.maxRequestBytes()]));
            assertThatExceptionOfType(StateException.BadVersion.class)
                    .isThrownBy(() -> zk.transaction(Op.delete("/a/b"), Op.check("/a", 9)))
                    .satisfies(e -> assertThat(e.results())
                            .containsExactly(
                                    new OpResult.Failed(ErrorCode.OK), new OpResult.Failed(ErrorCode.BAD_VERSION)));
            assertThat(zk.exists("/a/b")).isPresent();
        }
    }

    @ParameterizedTest
    @EnumSource
    void manyAreWrittenAndReadInOneRequest(Server server) throws InterruptedException {
        try (Quorate zk = connect(server)) {
            List<OpResult> done =
                    zk.transaction(Op.create("/a", bytes("x")), Op.create("/a/b", null), Op.check("/a", 0));
            assertThat(((OpResult.Created) done.get(1)).path()).isEqualTo("/a/b");
            List<ReadResult> read =
                    zk.readAll(List.of(new ReadOp.Data("/a"), new ReadOp.ChildNames("/a"), new ReadOp.Data("/none")));
            assertThat(((ReadResult.Data) read.get(0)).node().text()).isEqualTo("x");
            assertThat(read.get(1)).isEqualTo(new ReadResult.ChildNames(List.of("b")));
            assertThat(read.get(2)).isEqualTo(new ReadResult.Failed(ErrorCode.NO_NODE));
        }
    }

    @ParameterizedTest
    @EnumSource
    void identitiesAreProvedAndHeeded(Server server) throws InterruptedException {
        try (Quorate zk = connect(server)) {
            zk.addAuth(AuthInfo.digest("bob", "secret"));
            assertThat(zk.whoAmI())
                    .anyMatch(who -> who.scheme().equals("digest") && who.id().equals("bob"));
            CreateOptions mine = CreateOptions.PERSISTENT.withAcl(List.of(new Acl(Permission.ALL, "auth", "")));
            zk.create("/mine", bytes("m"), mine);
            assertThat(zk.getAcl("/mine").entries().getFirst().id()).startsWith("bob:");
            zk.setAcl("/mine", Acl.READ_ONLY, 0);
            assertThatExceptionOfType(StateException.NoAuth.class).isThrownBy(() -> zk.set("/mine", null));
        }
    }

    @ParameterizedTest
    @EnumSource
    void watchesTellWhatTheyWatchAndGoWhenTheyAreRemoved(Server server) throws InterruptedException {
        BlockingQueue<WatchEvent> heard = new LinkedBlockingQueue<>();
        try (Quorate zk = connect(server)) {
            zk.exists("/a", Read.watched(heard::add));
            zk.create("/a", null);
            assertThat(next(heard)).satisfies(event -> {
                assertThat(event.type()).isEqualTo(WatchEvent.Type.CREATED);
                assertThat(event.path()).isEqualTo("/a");
            });
            Registration watch = zk.addWatch("/a", WatchMode.RECURSIVE, heard::add);
            zk.create("/a/b", null);
            zk.set("/a/b", bytes("x"));
            assertThat(next(heard).path()).isEqualTo("/a/b");
            assertThat(next(heard).type()).isEqualTo(WatchEvent.Type.DATA_CHANGED);
            watch.close();
            assertThat(next(heard).type()).isEqualTo(WatchEvent.Type.REMOVED);
            zk.delete("/a/b");
            zk.sync();
            assertThat(heard).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aPublisherGivesWhatIsAskedForAndEndsWithTheClient(Server server) throws InterruptedException {
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        try (Quorate zk = connect(server)) {
            zk.async().watch("/", WatchMode.RECURSIVE).subscribe(new TwoAtATime(heard));
            assertThat(heard.poll(WAIT_SECONDS, TimeUnit.SECONDS)).isEqualTo("subscribed");
            zk.sync();
            for (int i = 0; i < 4; i++) {
                zk.create("/n" + i, null);
            }
            for (int i = 0; i < 4; i++) {
                assertThat(heard.poll(WAIT_SECONDS, TimeUnit.SECONDS)).isEqualTo("CREATED /n" + i);
            }
        }
        assertThat(heard.poll(WAIT_SECONDS, TimeUnit.SECONDS)).isEqualTo("complete");
    }

    @ParameterizedTest
    @EnumSource
    void theLatestReadSeesWhatAnotherClientHasBeenTold(Server server) throws InterruptedException {
        try (Quorate reader = connect(server);
                Quorate writer = Quorate.connect(hosts(server))) {
            String counter = writer.create("/counter-", null, CreateOptions.PERSISTENT_SEQUENTIAL)
                    .path();
            try (Quorate fresh = Quorate.connect(hosts(server))) {
                for (int i = 0; i < 50; i++) {
                    int version = writer.set(counter, bytes("" + i)).version();
                    assertThat(fresh.get(counter, Read.latest()).version()).isEqualTo(version);
                }
            }
            assertThat(reader.isAlive()).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aHugeListingIsReadWholeAndShownInPages(Server server) throws InterruptedException {
        String filler = "x".repeat(100);
        try (Quorate zk = connect(server)) {
            AsyncQuorate async = zk.async();
            zk.create("/many", null);
            List<CompletableFuture<?>> made = new ArrayList<>();
            for (int i = 0; i < MANY; i++) {
                made.add(async.create("/many/" + filler + i, null));
            }
            Quorate.await(CompletableFuture.allOf(made.toArray(CompletableFuture[]::new)));
            List<String> seen = new ArrayList<>();
            List<Integer> pages = new ArrayList<>();
            Quorate.await(async.childPages("/many", 5_000, page -> {
                seen.addAll(page);
                pages.add(page.size());
            }));
            assertThat(seen).hasSize(MANY).doesNotHaveDuplicates();
            assertThat(pages).containsExactly(5_000, 5_000, 2_000);
        }
    }

    @ParameterizedTest
    @EnumSource
    void ancestorsAreMadeOnDemand(Server server) throws InterruptedException {
        try (Quorate zk = connect(server)) {
            CreateOptions deep = CreateOptions.EPHEMERAL_SEQUENTIAL.asGuarded().creatingParents();
            Created made = zk.create("/x/y/z/leaf-", bytes("l"), deep);
            assertThat(made.path()).startsWith("/x/y/z/_c_").contains("-leaf-");
            assertThat(zk.get(made.path()).text()).isEqualTo("l");
        }
    }

    @ParameterizedTest
    @EnumSource
    void anotherClientCarriesTheSessionOn(Server server) throws InterruptedException {
        String room = room(server);
        try (Quorate first = Quorate.connect(room)) {
            first.create("/e", null, CreateOptions.EPHEMERAL);
            ClientOptions carrying =
                    ClientOptions.of(room).withResume(first.credentials().orElseThrow());
            try (Quorate second = Quorate.connect(carrying)) {
                assertThat(second.ephemerals("/")).containsExactly("/e");
                assertThat(second.sessionId()).isEqualTo(first.sessionId());
            }
        }
    }

    @Test
    void aClosedClientSaysSo() throws InterruptedException {
        Quorate zk = connect(Server.SUBJECT);
        zk.close();
        assertThatExceptionOfType(UnrecoverableException.Closed.class).isThrownBy(() -> zk.get("/"));
        assertThat(zk.isAlive()).isFalse();
    }

    private static WatchEvent next(BlockingQueue<WatchEvent> heard) throws InterruptedException {
        WatchEvent event = heard.poll(WAIT_SECONDS, TimeUnit.SECONDS);
        assertThat(event).as("an event within %d s", WAIT_SECONDS).isNotNull();
        return event;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Writes down what it is given, and asks for two events whenever it has none left. */
    private static final class TwoAtATime implements Flow.Subscriber<WatchEvent> {
        private final BlockingQueue<String> heard;
        private Flow.@Nullable Subscription subscription;
        private int left;

        TwoAtATime(BlockingQueue<String> heard) {
            this.heard = heard;
        }

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            this.subscription = subscription;
            ask(subscription);
            heard.add("subscribed");
        }

        private void ask(Flow.Subscription of) {
            left = 2;
            of.request(2);
        }

        @Override
        public void onNext(WatchEvent event) {
            heard.add(event.type() + " " + event.path());
            if (--left == 0 && subscription != null) {
                ask(subscription);
            }
        }

        @Override
        public void onError(Throwable thrown) {
            heard.add("error " + thrown);
        }

        @Override
        public void onComplete() {
            heard.add("complete");
        }
    }
}
