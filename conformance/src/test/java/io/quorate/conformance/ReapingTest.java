package io.quorate.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.conformance.process.ServerKind;
import io.quorate.conformance.process.ServerProcess;
import io.quorate.conformance.process.ServerSettings;
import io.quorate.conformance.raw.AclEntry;
import io.quorate.conformance.raw.Handshake;
import io.quorate.conformance.raw.Op;
import io.quorate.conformance.raw.Request;
import io.quorate.conformance.transcript.Conversation;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The server itself removes TTL znodes whose time is over and containers that are empty (client protocol 2.7); the
 * profile's reaper comes every 200 ms and takes a container that was never used after 1.5 s.
 */
@On(Profile.REAPING)
final class ReapingTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final long BRIEF_MS = 400;

    private final ServerPair servers;

    ReapingTest(ServerPair servers) {
        this.servers = servers;
    }

    @Test
    void aTtlZnodeGoesWhenItsTimeIsOverAndItsWatchersHearOfIt() {
        servers.compareAtOnce(world -> {
            Conversation a = world.connect("a");
            a.call(Request.create("/p", ""));
            a.call(ttl("/p/t", BRIEF_MS)).call(Request.exists("/p/t", true)).call(Request.getChildren("/p", true));
            a.awaitEvent().awaitEvent();
            a.call(Request.getChildren2("/p", false)).call(Request.exists("/p/t", false));
        });
    }

    @Test
    void theShortestTtlAndASequentialOne() {
        servers.compareAtOnce(world -> {
            Conversation a = world.connect("a");
            a.call(Request.create("/p", "")).call(Request.addWatch("/p", 0));
            a.call(ttl("/p/one", 1)).awaitEvent();
            a.call(Request.createTtl("/p/s-", "", AclEntry.OPEN, Request.TTL_SEQUENTIAL, BRIEF_MS));
            a.awaitEvent().call(Request.create("/p/s-", "", Request.SEQUENTIAL));
            a.call(Request.getChildren2("/p", false));
        });
    }

    @Test
    void writingATtlZnodeStartsItsTimeAgain() {
        servers.compareAtOnce(world -> {
            Conversation a = world.connect("a");
            a.call(ttl("/t", 2_000)).call(Request.getData("/t", false));
            world.patience(Duration.ofMillis(300));
            for (int i = 0; i < 8; i++) {
                a.call(Request.setData("/t", "again", i)).awaitEvent();
            }
            world.patience(LIMIT);
            a.call(Request.exists("/t", true)).awaitEvent();
        });
    }

    @Test
    void aTtlZnodeWithChildrenStaysUntilTheyAreGone() {
        servers.compareAtOnce(world -> {
            Conversation a = world.connect("a");
            a.call(ttl("/t", BRIEF_MS)).call(Request.create("/t/kid", ""));
            // When this one is gone the reaper has come by after both were due.
            a.call(ttl("/later", 3 * BRIEF_MS))
                    .call(Request.exists("/later", true))
                    .awaitEvent();
            a.call(Request.exists("/t", true))
                    .call(Request.delete("/t/kid", -1))
                    .awaitEvent();
            a.call(Request.getChildren("/", false));
        });
    }

    @Test
    void noAccessListHoldsTheReaperBack() {
        servers.compareAtOnce(world -> {
            Conversation a = world.connect("a");
            a.call(Request.create("/p", ""));
            a.call(Request.create(
                    Op.CREATE_CONTAINER, "/p/box", null, AclEntry.world(AclEntry.READ | AclEntry.CREATE), 4));
            a.call(Request.createTtl("/p/t", "", AclEntry.world(AclEntry.READ), Request.TTL, BRIEF_MS));
            a.call(Request.setAcl("/p", AclEntry.world(AclEntry.READ), -1));
            a.call(Request.exists("/p/t", true)).awaitEvent();
            a.call(Request.exists("/p/box", true)).awaitEvent();
            a.call(Request.getChildren2("/p", false));
        });
    }

    @Test
    void anEmptiedContainerGoesAndTheContainerAroundItAfterwards() {
        servers.compareAtOnce(world -> {
            Conversation a = world.connect("a");
            a.callAll(List.of(
                    Request.createContainer("/outer"),
                    Request.createContainer("/outer/inner"),
                    Request.create("/outer/inner/x", ""),
                    Request.addWatch("/outer", 1)));
            a.call(Request.delete("/outer/inner/x", -1));
            a.awaitEvent().awaitEvent().call(Request.getChildren("/", false));
            a.call(Request.create("/outer/inner/y", ""));
        });
    }

    @Test
    void aContainerThatItsLastEphemeralLeftGoes() {
        servers.compareAtOnce(world -> {
            Conversation a = world.connect("a");
            Conversation b = world.connect("b");
            a.call(Request.createContainer("/box")).call(Request.create("/box/stays", "", Request.EPHEMERAL));
            b.call(Request.create("/box/goes", "", Request.EPHEMERAL)).close();
            // A container that was never used goes 1.5 s after it was made: by then the box was looked at, and kept.
            a.call(Request.createContainer("/unused"))
                    .call(Request.exists("/unused", true))
                    .awaitEvent();
            a.call(Request.exists("/box", true))
                    .call(Request.delete("/box/stays", 0))
                    .awaitEvent();
            a.call(Request.getChildren("/", false));
        });
    }

    /** Departure C.6. */
    @Test
    void theContainerFlagOfCreateMakesAContainer() {
        Scenario scenario = world -> {
            Conversation a = world.connect("a");
            for (String path : List.of("/box", "/box2")) {
                a.call(Request.create(path.equals("/box") ? Op.CREATE : Op.CREATE2, path, null, AclEntry.OPEN, 4));
                a.call(Request.create(path + "/x", "")).call(Request.delete(path + "/x", -1));
            }
            // Made and emptied after the others: when it has gone they have been looked at.
            a.call(Request.createContainer("/real")).call(Request.create("/real/x", ""));
            a.call(Request.exists("/real", true))
                    .call(Request.delete("/real/x", -1))
                    .awaitEvent();
            a.call(Request.getChildren("/", false));
        };
        assertThat(servers.referenceSays(scenario).getLast()).endsWith("ok [box, box2, zookeeper]");
        assertThat(servers.subjectSays(scenario).getLast())
                .endsWith(
                        servers.subject().kind() == ServerKind.QUORATE
                                ? "ok [zookeeper]"
                                : "ok [box, box2, zookeeper]");
    }

    @ParameterizedTest
    @EnumSource
    void whatWasDueIsTakenAfterAKillToo(ServerKind kind) {
        ServerSettings settings = Profile.REAPING.settings();
        try (ServerProcess server = ServerProcess.start(kind, Workplace.fresh("reaping-" + kind.word()), settings)) {
            try (Talk talk = new Talk(server.address(), Handshake.newSession(30_000))) {
                List<Request> left = List.of(
                        Request.create("/stays", ""),
                        ttl("/t", 1_000),
                        ttl("/long", 1_000_000),
                        Request.createContainer("/box"),
                        Request.create("/box/x", ""),
                        Request.delete("/box/x", -1));
                assertThat(talk.tryAskAll(left)).hasSameSizeAs(left);
            }
            server.kill();
            server.startAgain(settings);
            try (Talk talk = new Talk(server.address(), Handshake.newSession(30_000))) {
                long deadline = System.nanoTime() + LIMIT.toNanos();
                for (String due : List.of("/t", "/box")) {
                    while (talk.ask(Request.exists(due, false)).ok()) {
                        assertThat(System.nanoTime())
                                .as(due + " is still there")
                                .isLessThan(deadline);
                    }
                }
                assertThat(talk.ask(Request.exists("/long", false)).ok()).isTrue();
                assertThat(talk.ask(Request.exists("/stays", false)).ok()).isTrue();
            }
        }
    }

    private static Request ttl(String path, long ms) {
        return Request.createTtl(path, "ttl", AclEntry.OPEN, Request.TTL, ms);
    }
}
