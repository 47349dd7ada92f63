package io.quorate.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.quorate.data.EventType;
import io.quorate.data.Stat;
import io.quorate.message.ReadRequest;
import io.quorate.message.Response;
import io.quorate.message.SessionRequest;
import io.quorate.message.WriteRequest;
import io.quorate.wire.JuteWriter;
import io.quorate.wire.ResponseCodec;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The client over a real socket, against a server that does as it is told. */
final class ClientOnASocketTest {
    private static final int WAIT_SECONDS = 20;
    private static final Stat STAT = new Stat(1, 1, 0, 0, 3, 0, 0, 0, 0, 0, 1);
    private static final ScriptedServer.Script DATA =
            (xid, request, out) -> out.write(ScriptedServer.reply(xid, new Response.Data(new byte[300], STAT)));
    private static final ScriptedServer.Script FAREWELL_ONLY = (xid, request, out) -> {
        if (request instanceof SessionRequest.CloseSession) {
            ScriptedServer.OBLIGING.answer(xid, request, out);
        }
    };

    @Test
    void aFrameOfAnImpossibleLengthCostsTheConnectionAndNotTheClient() throws Exception {
        ScriptedServer.Script absurd = (xid, request, out) -> out.write(new byte[] {0x7f, 1, 2, 3});
        try (ScriptedServer server = new ScriptedServer(absurd, DATA);
                Quorate zk = Quorate.connect(server.connectString())) {
            assertThat(zk.get("/a").version()).isEqualTo(3);
            assertThat(server.connections()).isEqualTo(2);
            assertThat(zk.async().history())
                    .filteredOn(entry -> entry.what().contains("are accepted (ClientLimits.maxReplyBytes)"))
                    .hasSize(2);
        }
    }

    @Test
    void aWriteThatGetsAnAbsurdAnswerFailsOnceAndSaysWhy() throws Exception {
        ScriptedServer.Script absurd = (xid, request, out) -> out.write(new byte[] {0, 0, 0, 2, 9, 9});
        try (ScriptedServer server = new ScriptedServer(absurd, DATA);
                Quorate zk = Quorate.connect(server.connectString())) {
            assertThatExceptionOfType(RecoverableException.ConnectionLoss.class)
                    .isThrownBy(() -> zk.set("/a", null))
                    .withMessageContainingAll("setData of /a", "makes no sense", "may or may not have happened")
                    .satisfies(loss -> assertThat(loss.mayHaveHappened()).isTrue());
            assertThat(zk.get("/a").version()).isEqualTo(3);
        }
    }

    @Test
    void aReplyThatComesInPiecesIsReadWhole() throws Exception {
        ScriptedServer.Script drip = (xid, request, out) -> {
            for (byte each : ScriptedServer.reply(xid, new Response.Data(new byte[300], STAT))) {
                out.write(each);
                out.flush();
            }
        };
        try (ScriptedServer server = new ScriptedServer(drip);
                Quorate zk = Quorate.connect(server.connectString())) {
            assertThat(zk.get("/a").data()).hasSize(300);
        }
    }

    @Test
    void manyRepliesInOnePacketAreAllHandedOnInOrder() throws Exception {
        List<byte[]> held = new ArrayList<>();
        ScriptedServer.Script inOneGo = (xid, request, out) -> {
            held.add(ScriptedServer.reply(xid, new Response.Data(new byte[xid], STAT)));
            if (held.size() == 100) {
                writeTogether(held, out);
            }
        };
        try (ScriptedServer server = new ScriptedServer(inOneGo);
                AsyncQuorate zk = AsyncQuorate.connect(server.connectString())) {
            List<Integer> order = new ArrayList<>();
            List<CompletableFuture<?>> all = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                all.add(zk.get("/a").thenAccept(node -> order.add(node.data() == null ? -1 : node.data().length)));
            }
            await(CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)));
            assertThat(order).hasSize(100).isSorted();
        }
    }

    private static void writeTogether(List<byte[]> frames, OutputStream out) throws IOException {
        int length = frames.stream().mapToInt(frame -> frame.length).sum();
        byte[] packet = new byte[length];
        int at = 0;
        for (byte[] frame : frames) {
            System.arraycopy(frame, 0, packet, at, frame.length);
            at += frame.length;
        }
        out.write(packet);
    }

    @Test
    void aGuardedCreateWhoseAnswerWasLostIsFoundAgainAndNotRepeated() throws Exception {
        Queue<String> created = new ConcurrentLinkedQueue<>();
        ScriptedServer.Script takesItAndHangsUp = (xid, request, out) -> {
            if (request instanceof WriteRequest.Create create) {
                created.add(create.path() + "0000000007");
                out.close();
            }
        };
        ScriptedServer.Script knowsIt = (xid, request, out) -> out.write(ScriptedServer.reply(
                xid,
                switch (request) {
                    case ReadRequest.GetChildren unused ->
                        new Response.Names(List.of("other", created.element().substring(1)), STAT);
                    case ReadRequest.Exists unused -> new Response.StatOnly(STAT);
                    case WriteRequest.Create create -> new Response.Created("/created-twice", STAT);
                    case SessionRequest.Sync sync -> new Response.Path(sync.path());
                    default -> Response.Empty.INSTANCE;
                }));
        try (ScriptedServer server = new ScriptedServer(takesItAndHangsUp, knowsIt);
                Quorate zk = Quorate.connect(server.connectString())) {
            Created made = zk.create("/item-", null, CreateOptions.EPHEMERAL_SEQUENTIAL.asGuarded());
            assertThat(made).isEqualTo(new Created(created.element(), STAT));
        }
    }

    @Test
    void aGuardedCreateThatNeverArrivedIsAskedAgainUnderTheSameName() throws Exception {
        Queue<String> asked = new ConcurrentLinkedQueue<>();
        ScriptedServer.Script hangsUp = (xid, request, out) -> {
            if (request instanceof WriteRequest.Create create) {
                asked.add(create.path());
                out.close();
            }
        };
        ScriptedServer.Script createsIt = (xid, request, out) -> out.write(ScriptedServer.reply(
                xid,
                switch (request) {
                    case ReadRequest.GetChildren unused -> new Response.Names(List.of("other"), STAT);
                    case WriteRequest.Create create -> new Response.Created(create.path(), STAT);
                    case SessionRequest.Sync sync -> new Response.Path(sync.path());
                    default -> Response.Empty.INSTANCE;
                }));
        try (ScriptedServer server = new ScriptedServer(hangsUp, createsIt);
                Quorate zk = Quorate.connect(server.connectString())) {
            Created made = zk.create("/item", null, CreateOptions.PERSISTENT.asGuarded());
            assertThat(made.path()).isEqualTo(asked.element()).matches("/_c_[0-9a-f]{32}-item");
        }
    }

    @Test
    void aSubscriberThatAsksTooSlowlyFindsAGapInPlaceOfWhatItMissed() throws Exception {
        int events = 3_000;
        ScriptedServer.Script tellsALot = (xid, request, out) -> {
            if (request instanceof ReadRequest.GetData) {
                JuteWriter frames = new JuteWriter(events * 40);
                for (int i = 0; i < events; i++) {
                    ResponseCodec.writeEventFrame(frames, i, EventType.NODE_DATA_CHANGED, "/a");
                }
                out.write(frames.array(), 0, frames.size());
                DATA.answer(xid, request, out);
            } else {
                out.write(ScriptedServer.reply(
                        xid,
                        request instanceof ReadRequest.AddWatch ? new Response.WatchAdded() : Response.Empty.INSTANCE));
            }
        };
        LinkedBlockingQueue<WatchEvent> heard = new LinkedBlockingQueue<>();
        CompletableFuture<Flow.Subscription> subscribed = new CompletableFuture<>();
        try (ScriptedServer server = new ScriptedServer(tellsALot);
                Quorate zk = Quorate.connect(server.connectString())) {
            zk.async().watch("/a", WatchMode.PERSISTENT).subscribe(new Hearer(heard, subscribed));
            Flow.Subscription subscription = subscribed.get(WAIT_SECONDS, TimeUnit.SECONDS);
            // The watch was asked for on the callback executor before this read is.
            await(CompletableFuture.runAsync(() -> {}, zk.async().surroundings().callbacks()));
            // Its future completes behind the events on that executor.
            await(zk.async().get("/a"));
            subscription.request(Long.MAX_VALUE);
            WatchEvent first = heard.poll(WAIT_SECONDS, TimeUnit.SECONDS);
            assertThat(first).isNotNull();
            assertThat(first.type()).isEqualTo(WatchEvent.Type.GAP);
            WatchEvent last = first;
            while (last.zxid() != events - 1) {
                last = heard.poll(WAIT_SECONDS, TimeUnit.SECONDS);
                assertThat(last).isNotNull();
            }
        }
    }

    /** Asks for nothing by itself. */
    private record Hearer(Queue<WatchEvent> heard, CompletableFuture<Flow.Subscription> subscribed)
            implements Flow.Subscriber<WatchEvent> {
        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            subscribed.complete(subscription);
        }

        @Override
        public void onNext(WatchEvent event) {
            heard.add(event);
        }

        @Override
        public void onError(Throwable thrown) {
            throw new AssertionError("the watch ended badly", thrown);
        }

        @Override
        public void onComplete() {}
    }

    @Test
    void moreOperationsThanTheLimitAreRefusedAtOnce() throws Exception {
        ClientLimits few = new ClientLimits(4096, 4096, 4, 8);
        try (ScriptedServer server = new ScriptedServer(FAREWELL_ONLY);
                AsyncQuorate zk = AsyncQuorate.connect(
                        ClientOptions.of(server.connectString()).withLimits(few))) {
            List<CompletableFuture<NodeData>> open = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                open.add(zk.get("/a"));
            }
            assertThatExceptionOfType(ExecutionException.class)
                    .isThrownBy(() -> zk.get("/a").get(0, TimeUnit.SECONDS))
                    .withCauseInstanceOf(RecoverableException.TooManyRequests.class);
            await(zk.closeAsync());
            for (CompletableFuture<NodeData> each : open) {
                assertThat(each).isCompletedExceptionally();
            }
        }
    }

    @Test
    void aListenerThatFailsKeepsNobodyElseFromHearing() throws Exception {
        LinkedBlockingQueue<ConnectionEvent.Kind> heard = new LinkedBlockingQueue<>();
        try (ScriptedServer server = new ScriptedServer(DATA);
                AsyncQuorate zk = AsyncQuorate.connect(server.connectString())) {
            zk.listen(event -> {
                throw new IllegalStateException("a listener that always fails");
            });
            zk.listen(event -> heard.add(event.kind()));
            assertThat(heard.poll(WAIT_SECONDS, TimeUnit.SECONDS)).isEqualTo(ConnectionEvent.Kind.CONNECTED);
            await(zk.closeAsync());
            assertThat(heard.poll(WAIT_SECONDS, TimeUnit.SECONDS)).isEqualTo(ConnectionEvent.Kind.CLOSED);
        }
    }

    @Test
    void metricsCountAnswersBytesAndSlowCallbacks() throws Exception {
        LinkedBlockingQueue<String> counted = new LinkedBlockingQueue<>();
        ClientMetrics metrics = new ClientMetrics() {
            @Override
            public void answered(String operation, @Nullable QuorateException e, long nanos) {
                counted.add(operation + (e == null ? " well" : " badly"));
            }

            @Override
            public void slowCallback(long nanos) {
                counted.add("slow");
            }
        };
        try (ScriptedServer server = new ScriptedServer(DATA);
                AsyncQuorate zk = AsyncQuorate.connect(ClientOptions.of(server.connectString())
                        .withMetrics(metrics)
                        .withSlowCallback(Duration.ofMillis(1)))) {
            await(zk.get("/a").thenAccept(node -> spinFor(Duration.ofMillis(5))));
            assertThat(counted.poll(WAIT_SECONDS, TimeUnit.SECONDS)).isEqualTo("getData well");
            assertThat(counted.poll(WAIT_SECONDS, TimeUnit.SECONDS)).isEqualTo("slow");
        }
    }

    private static void spinFor(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() - end < 0) {
            Thread.onSpinWait();
        }
    }

    @Test
    void closingDoesNotWaitForAServerThatIsSilent() throws Exception {
        try (ScriptedServer server = new ScriptedServer(ScriptedServer.SILENCE)) {
            AsyncQuorate zk = AsyncQuorate.connect(server.connectString());
            CompletableFuture<NodeData> open = zk.get("/a");
            await(zk.closeAsync());
            assertThat(open).isCompletedExceptionally();
            assertThat(zk.state()).isEqualTo(ConnectionState.CLOSED);
            assertThatExceptionOfType(ExecutionException.class)
                    .isThrownBy(() -> zk.get("/a").get(WAIT_SECONDS, TimeUnit.SECONDS))
                    .withCauseInstanceOf(UnrecoverableException.Closed.class);
        }
    }

    @Test
    void aThreadThatWaitsCanBeInterrupted() throws Exception {
        try (ScriptedServer server = new ScriptedServer(FAREWELL_ONLY);
                Quorate zk = Quorate.connect(server.connectString())) {
            LinkedBlockingQueue<String> ended = new LinkedBlockingQueue<>();
            Thread caller = Thread.ofVirtual().start(() -> {
                try {
                    zk.get("/a");
                } catch (InterruptedException e) {
                    ended.add(String.valueOf(e.getMessage()));
                }
            });
            caller.interrupt();
            assertThat(ended.poll(WAIT_SECONDS, TimeUnit.SECONDS)).contains("getData of /a");
        }
    }

    private static void await(CompletableFuture<?> future)
            throws InterruptedException, ExecutionException, TimeoutException {
        future.get(WAIT_SECONDS, TimeUnit.SECONDS);
    }
}
