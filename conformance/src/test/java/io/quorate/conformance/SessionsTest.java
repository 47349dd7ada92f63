package io.quorate.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.conformance.raw.Handshake;
import io.quorate.conformance.raw.Request;
import io.quorate.conformance.transcript.Conversation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Sessions live, end and take their ephemerals with them (client protocol 6). */
@On(Profile.OPEN)
final class SessionsTest {
    private static final long TICK_MS = 500;
    private static final long SLACK_MS = 1_500;

    private final ServerPair servers;

    SessionsTest(ServerPair servers) {
        this.servers = servers;
    }

    @Test
    void aSilentSessionExpiresWithinATickAndItsConnectionIsClosed() {
        List<Long> waits = new ArrayList<>();
        servers.compare(world -> {
            Conversation watcher = world.connect("watcher");
            Conversation brief = world.connect("brief", Handshake.newSession(1_000));
            brief.call(Request.create("/e1", "", Request.EPHEMERAL));
            brief.call(Request.create("/e2", "", Request.EPHEMERAL));
            watcher.call(Request.addWatch("/", 1));
            brief.call(Request.ping());
            long from = System.nanoTime();
            watcher.awaitEvent();
            waits.add(Duration.ofNanos(System.nanoTime() - from).toMillis());
            watcher.awaitEvent().hear();
            brief.awaitEnd();
            watcher.call(Request.getChildren("/", false));
            world.connect("late", brief.resumption(1_000)).awaitEnd();
        });
        assertThat(waits)
                .hasSize(2)
                .allSatisfy(waited -> assertThat(waited).isBetween(1_000L - 20, 1_000 + TICK_MS + SLACK_MS));
    }

    @Test
    void aSessionWithoutAConnectionExpiresToo() {
        servers.compare(world -> {
            Conversation watcher = world.connect("watcher");
            Conversation brief = world.connect("brief", Handshake.newSession(1_000));
            brief.call(Request.create("/e", "", Request.EPHEMERAL));
            watcher.call(Request.exists("/e", true));
            brief.drop();
            watcher.awaitEvent().hear();
        });
    }

    @Test
    void pingsKeepASessionAlive() {
        servers.compare(world -> {
            Conversation brief = world.connect("brief", Handshake.newSession(600));
            brief.call(Request.create("/e", "", Request.EPHEMERAL));
            Conversation other = world.connect("other");
            world.patience(Duration.ofMillis(200));
            for (int i = 0; i < 12; i++) {
                brief.awaitEvent();
                brief.call(Request.ping());
            }
            world.patience(Duration.ofSeconds(10));
            other.call(Request.getChildren("/", false));
            world.note("still there");
            brief.close();
        });
    }

    @Test
    void theTimeoutOfAResumptionIsTheOneThatCounts() {
        servers.compare(world -> {
            Conversation watcher = world.connect("watcher");
            Conversation slow = world.connect("slow", Handshake.newSession(30_000));
            slow.call(Request.create("/e", "", Request.EPHEMERAL));
            watcher.call(Request.exists("/e", true));
            slow.drop();
            world.connect("quick", slow.resumption(700));
            watcher.awaitEvent().hear();
        });
    }

    @Test
    void closingASessionRemovesItsEphemeralsAtOneZxid() {
        servers.compare(world -> {
            Conversation watcher = world.connect("watcher");
            Conversation a = world.connect("a");
            a.call(Request.create("/p", ""));
            List<Request> many = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                many.add(Request.create("/p/e-", "", Request.EPHEMERAL_SEQUENTIAL));
            }
            a.callAll(many);
            watcher.call(Request.addWatch("/p", 1));
            a.close();
            watcher.hear().call(Request.getChildren2("/p", false));
        });
    }

    @Test
    void requestsPipelinedBeforeACloseAreDone() {
        servers.compare(world -> {
            Conversation a = world.connect("a");
            a.send(
                    Request.create("/left", "", Request.PERSISTENT),
                    Request.create("/taken", "", Request.EPHEMERAL),
                    Request.getChildren("/", false),
                    Request.closeSession());
            a.awaitEnd();
            world.connect("b").call(Request.getChildren("/", false));
        });
    }

    @Test
    void aMovedSessionLeavesItsOldConnectionBehind() {
        servers.compare(world -> {
            Conversation a = world.connect("a");
            a.call(Request.create("/e", "", Request.EPHEMERAL));
            for (int i = 0; i < 5; i++) {
                Conversation next = world.connect("next", a.resumption(30_000));
                a.awaitEnd();
                next.call(Request.getEphemerals("/")).call(Request.setData("/e", "x", i));
                a = next;
            }
            a.close();
        });
    }

    @Test
    void manySessionsComeAndGo() {
        servers.compare(world -> {
            Conversation steady = world.connect("steady");
            steady.call(Request.create("/many", ""));
            for (int i = 0; i < 60; i++) {
                Conversation each = world.connect("s" + i);
                each.call(Request.create("/many/e", "", Request.EPHEMERAL_SEQUENTIAL));
                if (i % 3 == 0) {
                    each.close();
                } else if (i % 3 == 1) {
                    each.drop();
                }
            }
            steady.call(Request.getChildren("/many", false));
        });
    }
}
