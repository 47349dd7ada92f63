package io.quorate.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.conformance.process.ServerProcess;
import io.quorate.conformance.raw.AclEntry;
import io.quorate.conformance.raw.Handshake;
import io.quorate.conformance.raw.Op;
import io.quorate.conformance.raw.Request;
import io.quorate.conformance.transcript.Conversation;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a server does when nothing is configured: no TTL, bounds from tickTime 3000, one four-letter word. */
@On(Profile.DEFAULTS)
final class DefaultsTest {
    private final ServerPair servers;

    DefaultsTest(ServerPair servers) {
        this.servers = servers;
    }

    @Test
    void theBoundsOfTheTimeoutFollowTheTick() {
        servers.compare(world -> {
            for (int timeout : new int[] {-5, 0, 5_999, 6_000, 30_000, 60_000, 60_001}) {
                world.connect("a", Handshake.newSession(timeout)).close();
            }
        });
    }

    @Test
    void ttlModesAreUnimplemented() {
        servers.compare(world -> {
            Conversation a = world.connect("a");
            for (int flags : new int[] {Request.TTL, Request.TTL_SEQUENTIAL}) {
                for (int op : new int[] {Op.CREATE, Op.CREATE2, Op.CREATE_CONTAINER}) {
                    a.call(Request.create(op, "/ttl", null, AclEntry.OPEN, flags));
                    a.call(Request.create(op, "", null, List.of(), flags));
                }
                a.call(Request.createTtl("/ttl", "", AclEntry.OPEN, flags, 1_000));
                a.call(Request.createTtl("/ttl", "", List.of(), flags, -1));
                a.call(Request.createTtl("/missing/ttl", "", AclEntry.OPEN, flags, 0));
                a.call(Request.multi(Request.createTtl("/ttl", "", AclEntry.OPEN, flags, 1_000)));
            }
            a.call(Request.createTtl("/ttl", "", AclEntry.OPEN, Request.PERSISTENT, 1_000));
            a.call(Request.createTtl("/ttl", "", AclEntry.OPEN, 9, 1_000));
            a.call(Request.createContainer("/box")).call(Request.getData("/box", false));
        });
    }

    @Test
    void onlySrvrIsWhitelisted() {
        for (String word : List.of("ruok", "stat", "mntr", "conf", "isro", "dump", "wchc", "gtmk", "envi", "hash")) {
            assertThat(FourLetterWordsTest.say(servers.subject(), word))
                    .isEqualTo(FourLetterWordsTest.say(servers.reference(), word))
                    .contains(word + " is not executed because it is not in the whitelist.");
        }
        for (ServerProcess server : List.of(servers.reference(), servers.subject())) {
            assertThat(FourLetterWordsTest.say(server, "srvr")).contains("Mode: standalone");
        }
    }

    @Test
    void anEmptiedContainerIsReapedAndItsWatchersHearOfIt() {
        servers.compare(world -> {
            Conversation a = world.connect("a");
            a.call(Request.createContainer("/box")).call(Request.createContainer("/unused"));
            a.call(Request.create("/box/x", ""))
                    .call(Request.addWatch("/box", 1))
                    .call(Request.getChildren("/", true));
            a.call(Request.delete("/box/x", -1));
            a.awaitEvent().awaitEvent();
            a.call(Request.getChildren("/", false)).call(Request.exists("/unused", false));
        });
    }

    @Test
    void quotasAreNotEnforcedUnlessAskedFor() {
        servers.compare(world -> {
            Conversation a = world.connect("a");
            a.call(Request.create("/q", "")).call(Request.create("/zookeeper/quota/q", ""));
            a.call(Request.create(
                    "/zookeeper/quota/q/zookeeper_limits", "count=1,bytes=1=;byteHardLimit=1;countHardLimit=1"));
            a.call(Request.create("/zookeeper/quota/q/zookeeper_stats", "count=0,bytes=0"));
            a.call(Request.create("/q/a", "long data")).call(Request.setData("/q", "long data", -1));
            a.call(Request.getData("/zookeeper/quota/q/zookeeper_stats", false));
        });
    }
}
