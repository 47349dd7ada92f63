package io.quorate.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.quorate.data.Stat;
import io.quorate.message.Response;
import io.quorate.wire.Protocol;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
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
            (xid, opcode, out) -> out.write(ScriptedServer.reply(xid, new Response.Data(new byte[300], STAT)));
    private static final ScriptedServer.Script FAREWELL_ONLY = (xid, opcode, out) -> {
        if (opcode == Protocol.OP_CLOSE_SESSION) {
            ScriptedServer.OBLIGING.answer(xid, opcode, out);
        }
    };

    @Test
    void aFrameOfAnImpossibleLengthCostsTheConnectionAndNotTheClient() throws Exception {
        ScriptedServer.Script absurd = (xid, opcode, out) -> out.write(new byte[] {0x7f, 1, 2, 3});
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
        ScriptedServer.Script absurd = (xid, opcode, out) -> out.write(new byte[] {0, 0, 0, 2, 9, 9});
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
        ScriptedServer.Script drip = (xid, opcode, out) -> {
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
        ScriptedServer.Script inOneGo = (xid, opcode, out) -> {
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
