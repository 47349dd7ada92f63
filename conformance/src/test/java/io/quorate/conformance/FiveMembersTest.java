package io.quorate.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.conformance.process.Members;
import io.quorate.conformance.process.ServerKind;
import io.quorate.conformance.process.ServerProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Five members, of which two at a time may be gone, under load. Each test begins and ends with all five serving. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class FiveMembersTest {
    private static final int MEMBERS = 5;
    private static final int TRAVELLERS = 3;
    private static final int WRITES = Company.WRITES;

    private final Members members = Members.laidOut(
            Workplace.fresh("five"), EnsembleTest.settings(), Collections.nCopies(MEMBERS, ServerKind.subject()), 0);

    @BeforeAll
    void start() {
        members.start();
    }

    @AfterAll
    void end() {
        members.close();
    }

    private void underLoad(String root, Company.Trouble trouble) throws InterruptedException, IOException {
        new Company(members, TRAVELLERS).underLoad(root, trouble);
    }

    @Test
    void theLeaderAndAnotherMayBeKilledAtOnce() throws InterruptedException, IOException {
        underLoad("/minority", caravan -> {
            for (int i = 0; i < 2; i++) {
                int leader = members.awaitLeader();
                int other = members.idsWithout(leader).get(i);
                members.member(leader).kill();
                members.member(other).kill();
                caravan.awaitWrites(WRITES);
                members.start();
                caravan.awaitWrites(WRITES);
            }
        });
    }

    @Test
    void allMayBeKilledAtOnceAndComeBackWithEverything() throws InterruptedException, IOException {
        underLoad("/all", _ -> {
            members.all().forEach(ServerProcess::kill);
            members.start();
        });
    }

    @Test
    void oneAfterTheOtherIsStartedAnew() throws InterruptedException, IOException {
        underLoad("/rolling", caravan -> {
            for (int id : members.ids()) {
                members.member(id).stop();
                members.start(id);
                caravan.awaitWrites(1);
            }
        });
    }

    @Test
    void aMinorityComesBackWithNothing() throws InterruptedException, IOException {
        underLoad("/wiped", caravan -> {
            List<Integer> gone = List.of(
                    members.awaitLeader(),
                    members.idsWithout(members.awaitLeader()).getFirst());
            gone.forEach(id -> members.member(id).kill());
            gone.forEach(members::wipe);
            caravan.awaitWrites(WRITES);
            members.start();
        });
    }

    /** Whoever restores a backup has promised what it knows nothing of any more. */
    @Test
    void aMemberThatIsSetBackCatchesUpAndLosesNothing() throws InterruptedException, IOException {
        underLoad("/set-back", caravan -> {
            int leader = members.awaitLeader();
            members.member(leader).stop();
            Path old = Workplace.copy(members.member(leader).dataDirectory(), "five-old-directory");
            members.start(leader);
            caravan.awaitWrites(WRITES);
            members.member(leader).kill();
            caravan.awaitWrites(WRITES);
            members.restore(leader, old);
            members.start(leader);
            caravan.awaitWrites(WRITES);
            members.member(members.awaitLeader()).kill();
            caravan.awaitWrites(WRITES);
            members.start();
        });
        assertThat(members.awaitLeader()).isIn(members.ids());
    }
}
