package io.quorate.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.conformance.process.Members;
import io.quorate.conformance.process.Network;
import io.quorate.conformance.process.ServerKind;
import io.quorate.conformance.process.ServerProcess;
import io.quorate.conformance.process.ServerSettings;
import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Five members that cannot always hear each other, while their clients hear all of them: one client begins at each
 * member, and so on each side of every cut.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PartitionTest {
    private static final int MEMBERS = 5;
    private static final int WRITES = Company.WRITES;
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(20);

    private final Members members = Members.networked(
            Workplace.fresh("partitions"), settings(), Collections.nCopies(MEMBERS, ServerKind.subject()), 0);
    private final Network network = members.network();

    /** Members that are not heard of for a second and a half are taken for gone. */
    static ServerSettings settings() {
        return EnsembleTest.settings()
                .with("tickTime", 250)
                .with("syncLimit", 6)
                .with("initLimit", 20);
    }

    @BeforeAll
    void start() {
        members.start();
    }

    @AfterEach
    void heal() {
        network.heal();
    }

    @AfterAll
    void end() {
        members.close();
    }

    private void underLoad(String root, Company.Trouble trouble) throws InterruptedException, IOException {
        new Company(members, MEMBERS).underLoad(root, trouble);
    }

    private void awaitServing() {
        members.all().forEach(member -> member.awaitServing());
    }

    private void awaitNoService(int id) {
        awaitNoService(members.member(id));
    }

    static void awaitNoService(ServerProcess member) {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (member.say("srvr").startsWith("Zookeeper version")) {
            assertThat(System.nanoTime())
                    .as("%s, which hears no quorum, stops serving", member)
                    .isLessThan(deadline);
            LockSupport.parkNanos(POLL.toNanos());
        }
    }

    @Test
    void aLeaderWithoutItsQuorumIsReplacedAndFollowsAfterwards() throws InterruptedException, IOException {
        underLoad("/leader-alone", caravan -> {
            int leader = members.awaitLeader();
            network.part(List.of(leader));
            awaitNoService(leader);
            assertThat(members.awaitLeader(members.idsWithout(leader))).isNotEqualTo(leader);
            caravan.awaitWrites(WRITES);
            network.heal();
            awaitServing();
            assertThat(members.leads(leader)).isFalse();
        });
    }

    @Test
    void aLeaderAmongTheFewIsReplacedByOneAmongTheMany() throws InterruptedException, IOException {
        underLoad("/minority", caravan -> {
            int leader = members.awaitLeader();
            List<Integer> few = List.of(leader, members.idsWithout(leader).getFirst());
            network.part(few);
            few.forEach(this::awaitNoService);
            caravan.awaitWrites(WRITES);
            network.heal();
            awaitServing();
        });
    }

    /** A follower that hears nobody, or that nobody hears, is lost to the ensemble and no trouble for it. */
    @Test
    void aFollowerBehindAOneWayCutDisturbsNobody() throws InterruptedException, IOException {
        underLoad("/one-way", caravan -> {
            int leader = members.awaitLeader();
            List<Integer> others = members.idsWithout(leader);
            int deaf = others.getFirst();
            int mute = others.getLast();
            members.idsWithout(deaf).forEach(from -> network.cut(from, deaf));
            awaitNoService(deaf);
            members.idsWithout(mute).forEach(to -> network.cut(mute, to));
            awaitNoService(mute);
            caravan.awaitWrites(WRITES);
            assertThat(members.leads(leader)).isTrue();
            network.heal();
            awaitServing();
            assertThat(members.leads(leader)).isTrue();
        });
    }

    /** The leader's followers do not hear it, but it hears them; then the other way round. */
    @Test
    void aLeaderBehindAOneWayCutIsReplaced() throws InterruptedException, IOException {
        underLoad("/half-leader", caravan -> {
            int unheard = members.awaitLeader();
            members.idsWithout(unheard).forEach(to -> network.cut(unheard, to));
            int deaf = members.awaitLeader(members.idsWithout(unheard));
            network.heal();
            awaitServing();
            members.idsWithout(deaf).forEach(from -> network.cut(from, deaf));
            members.awaitLeader(members.idsWithout(deaf));
            caravan.awaitWrites(WRITES);
            network.heal();
            awaitServing();
        });
    }

    /** One member hears both halves, which do not hear each other. */
    @Test
    void aBridgeBetweenTwoHalvesKeepsTheServiceUp() throws InterruptedException, IOException {
        underLoad("/bridge", caravan -> {
            int leader = members.awaitLeader();
            List<Integer> others = members.idsWithout(leader);
            int bridge = others.getFirst();
            for (int left : List.of(leader, others.get(1))) {
                for (int right : others.subList(2, others.size())) {
                    network.cut(left, right);
                    network.cut(right, left);
                }
            }
            others.subList(2, others.size()).forEach(this::awaitNoService);
            caravan.awaitWrites(WRITES);
            assertThat(members.member(bridge).say("srvr")).startsWith("Zookeeper version");
            network.heal();
            awaitServing();
        });
    }

    @Test
    void linksThatBreakAndDragAreBorne() throws InterruptedException, IOException {
        underLoad("/flapping", caravan -> {
            int leader = members.awaitLeader();
            List<Integer> others = members.idsWithout(leader);
            network.delay(leader, others.get(1), Duration.ofMillis(30));
            network.delay(others.get(2), leader, Duration.ofMillis(60));
            for (int i = 0; i < 8; i++) {
                network.reset(leader, others.getFirst());
                caravan.awaitWrites(5);
                network.cut(leader, others.getFirst());
                caravan.awaitWrites(5);
                network.heal(leader, others.getFirst());
            }
            network.heal();
            awaitServing();
        });
    }
}
