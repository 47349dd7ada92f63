package io.quorate.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.conformance.process.Members;
import io.quorate.conformance.process.ServerKind;
import io.quorate.conformance.process.ServerProcess;
import io.quorate.conformance.process.ServerSettings;
import io.quorate.conformance.transcript.Sweeper;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.ZooKeeper;
import org.junit.jupiter.api.Test;

/** Members of one kind as real processes: what clients are promised while members die, stop, and come back empty. */
final class EnsembleTest {
    private static final int TRAVELLERS = 3;
    /** Enough for every member to pass a zxid whose digest is kept. */
    private static final int WRITES = 120;

    private static final int KILLS = Integer.getInteger("conformance.kills", 3);

    static ServerSettings settings() {
        return ServerSettings.defaults()
                .with("tickTime", 500)
                .with("initLimit", 40)
                .with("syncLimit", 10)
                .with("maxSessionTimeout", 60_000)
                .with("maxClientCnxns", 0)
                .with("4lw.commands.whitelist", "*")
                .with("snapCount", 2_000)
                .with("preAllocSize", 1_024)
                .with("DigestAuthenticationProvider.superDigest", Sweeper.SUPER_DIGEST);
    }

    private static Members three(String name) {
        return Members.laidOut(Workplace.fresh(name), settings(), Collections.nCopies(3, ServerKind.subject()), 0);
    }

    @Test
    void everyMemberServesAndTellsWhatItIs() throws InterruptedException, KeeperException {
        List<ServerKind> kinds = Collections.nCopies(4, ServerKind.subject());
        try (Members members = Members.laidOut(Workplace.fresh("ensemble-served"), settings(), kinds, 1)) {
            members.start();
            for (ServerProcess member : members.all()) {
                try (ZooKeeper client = ApacheClients.connect(member.connectString())) {
                    String path = client.create(
                            "/from-" + member.port(), new byte[0], ZooDefs.Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
                    assertThat(client.exists(path, false)).isNotNull();
                }
            }
            for (ServerProcess member : members.all()) {
                try (ZooKeeper client = ApacheClients.connect(member.connectString())) {
                    client.sync("/", (_, _, _) -> {}, null);
                    assertThat(client.getChildren("/", false)).hasSize(5);
                }
            }
            assertThat(modes(members)).containsExactlyInAnyOrder("leader", "follower", "follower", "observer");
            assertThat(members.member(4).say("srvr")).contains("Mode: observer");
            assertThat(members.member(members.awaitLeader()).say("mntr"))
                    .contains("zk_server_state\tleader", "zk_synced_followers\t2", "zk_synced_observers\t1");
        }
    }

    private static Stream<String> modes(Members members) {
        return members.all().stream().map(member -> member.say("srvr").replaceAll("(?s).*Mode: (\\w+).*", "$1"));
    }

    @Test
    void aMinorityThatIsLeftServesNobody() {
        try (Members members = three("ensemble-minority")) {
            members.start();
            int leader = members.awaitLeader();
            members.member(leader).kill();
            members.member(leader % 3 + 1).kill();
            ServerProcess last = members.member((leader + 1) % 3 + 1);

            String answer = last.say("srvr");
            while (answer.startsWith("Zookeeper version")) {
                answer = last.say("srvr");
            }
            assertThat(answer).startsWith("This ZooKeeper instance is not currently serving requests");
            members.start();
        }
    }

    @Test
    void nothingIsLostWhenLeadersAreKilled() throws InterruptedException {
        try (Members members = three("ensemble-killed")) {
            members.start();
            try (Caravan caravan = Caravan.depart(members, TRAVELLERS)) {
                for (int i = 0; i < KILLS; i++) {
                    caravan.awaitWrites(WRITES);
                    int leader = members.awaitLeader();
                    members.member(leader).kill();
                    caravan.awaitWrites(WRITES);
                    members.start(leader);
                }
                caravan.awaitWrites(WRITES);
                caravan.arrive();
                assertThat(caravan.journeys()).isGreaterThanOrEqualTo(KILLS);
                caravan.check();
            }
        }
    }

    @Test
    void membersMayStopOneAfterTheOtherAndComeBackWithNothing() throws InterruptedException {
        try (Members members = three("ensemble-rolling")) {
            members.start();
            try (Caravan caravan = Caravan.depart(members, TRAVELLERS)) {
                for (int id = 1; id <= members.count(); id++) {
                    caravan.awaitWrites(WRITES);
                    members.member(id).stop();
                    caravan.awaitWrites(WRITES);
                    if (id != 1) {
                        members.wipe(id);
                    }
                    members.start(id);
                }
                caravan.awaitWrites(WRITES);
                caravan.arrive();
                caravan.check();
            }
        }
    }

    @Test
    void aLeaderThatStandsStillIsLeftAndFollowsWhenItGoesOn() throws InterruptedException {
        try (Members members = three("ensemble-frozen")) {
            members.start();
            try (Caravan caravan = Caravan.depart(members, TRAVELLERS)) {
                caravan.awaitWrites(WRITES);
                int leader = members.awaitLeader();
                members.member(leader).freeze();
                int next = awaitOtherLeader(members, leader);
                members.member(leader).goOn();
                caravan.awaitWrites(WRITES);
                members.member(leader).awaitServing();
                caravan.awaitWrites(WRITES);
                caravan.arrive();
                assertThat(next).isNotEqualTo(leader);
                caravan.check();
            }
        }
    }

    private static int awaitOtherLeader(Members members, int than) {
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (true) {
            for (int id = 1; id <= members.count(); id++) {
                if (id != than && members.member(id).say("srvr").contains("Mode: leader")) {
                    return id;
                }
            }
            assertThat(System.nanoTime()).as("somebody else leads").isLessThan(deadline);
        }
    }
}
