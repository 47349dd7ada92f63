package io.quorate.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.conformance.process.Members;
import io.quorate.conformance.process.ServerKind;
import io.quorate.conformance.process.ServerProcess;
import io.quorate.conformance.raw.Handshake;
import io.quorate.conformance.raw.RawClient;
import io.quorate.conformance.raw.Received;
import io.quorate.conformance.raw.Request;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A follower and an observer of one kind among voters of the other kind that lead them: both are killed and brought up
 * to date in each of the three ways, which the servers' own words confirm, under load.
 */
final class CatchUpTest {
    private static final int TRAVELLERS = 2;
    private static final int FOLLOWER = 3;
    private static final int OBSERVER = 4;
    private static final List<Integer> LEARNERS = List.of(FOLLOWER, OBSERVER);
    private static final List<Integer> LEADERS = List.of(1, 2);
    /** More than all writes of a run: whoever knows some of them can be sent the others from memory. */
    private static final int KEPT_IN_MEMORY = 100_000;

    private static final int DOOMED = 20;
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final Duration POLL = Duration.ofMillis(10);

    @ParameterizedTest
    @EnumSource
    void learnersAreBroughtUpToDateByTheOtherKind(ServerKind learners) throws InterruptedException, IOException {
        ServerKind leaders = learners == ServerKind.QUORATE ? ServerKind.APACHE_ZOOKEEPER : ServerKind.QUORATE;
        try (Members members = Members.laidOut(
                Workplace.fresh("catch-up-" + learners.word()),
                EnsembleTest.settings().with("snapshotSizeFactor", -1).with("commitLogCount", KEPT_IN_MEMORY),
                List.of(leaders, leaders, learners, learners),
                1)) {
            leaveSomethingUndecided(members);
            members.restore(OBSERVER, members.member(FOLLOWER).dataDirectory());
            CatchUp.TRUNC.bring(members, LEARNERS);
            assertNothingUndecidedIsLeft(members);
            new Company(members, TRAVELLERS).underLoad("/catch-up", caravan -> {
                kill(members);
                caravan.awaitWrites(Company.WRITES);
                CatchUp.DIFF.bring(members, LEARNERS);

                kill(members);
                LEARNERS.forEach(members::wipe);
                caravan.awaitWrites(Company.WRITES);
                CatchUp.SNAP.bring(members, LEARNERS);
            });
            assertThat(LEADERS).contains(members.awaitLeader());
            assertThat(members.member(OBSERVER).say("srvr")).contains("Mode: observer");
        }
    }

    private static void kill(Members members) {
        LEARNERS.forEach(id -> members.member(id).kill());
    }

    /**
     * Of equal histories the voter with the highest number leads first: it logs what nobody else hears of, and dies.
     * The others begin a new epoch, in which nothing is written: what was left can then be cut off.
     */
    private static void leaveSomethingUndecided(Members members) throws IOException {
        members.begin(LEADERS.getFirst());
        members.start(FOLLOWER);
        members.start();
        assertThat(members.awaitLeader()).isEqualTo(FOLLOWER);
        ServerProcess leader = members.member(FOLLOWER);
        try (RawClient client = new RawClient(leader.address())) {
            client.send(Handshake.newSession(60_000).frame());
            assertThat(client.read(LIMIT)).isInstanceOf(Received.Frame.class);
            LEADERS.forEach(id -> members.member(id).freeze());
            for (int i = 1; i <= DOOMED; i++) {
                client.send(Request.create("/doomed-" + i, "").frame(i));
            }
            awaitLogged(leader.dataDirectory().resolve("version-2"), "/doomed-" + DOOMED);
        }
        members.all().forEach(ServerProcess::kill);
        LEADERS.forEach(members::begin);
        LEADERS.forEach(id -> members.member(id).awaitServing());
    }

    private static void awaitLogged(Path directory, String path) throws IOException {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (!isLogged(directory, path)) {
            assertThat(System.nanoTime()).as("%s is in the log", path).isLessThan(deadline);
            LockSupport.parkNanos(POLL.toNanos());
        }
    }

    private static boolean isLogged(Path directory, String path) throws IOException {
        try (DirectoryStream<Path> logs = Files.newDirectoryStream(directory, "log.*")) {
            for (Path log : logs) {
                if (Files.readString(log, StandardCharsets.ISO_8859_1).contains(path)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static void assertNothingUndecidedIsLeft(Members members) {
        for (ServerProcess member : members.all()) {
            try (Talk talk = new Talk(member.address(), Handshake.newSession(30_000))) {
                for (int i = 1; i <= DOOMED; i++) {
                    assertThat(talk.ask(Request.exists("/doomed-" + i, false)).err())
                            .as("/doomed-%d at %s, where nobody else had heard of it", i, member)
                            .isEqualTo(-101);
                }
            }
        }
    }
}
