package io.quorate.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.conformance.process.Members;
import io.quorate.conformance.process.ServerKind;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The promise of the README: an ensemble moves over without a stop, and back again. */
final class RollingMigrationTest {
    private static final int TRAVELLERS = 3;
    private static final int WRITES = 120;

    /** Three ZooKeepers become three Quorates, one at a time, and three ZooKeepers again, and no session ends. */
    @Test
    void anEnsembleMovesOverAndBackUnderLoad() throws InterruptedException {
        List<ServerKind> kinds = Collections.nCopies(3, ServerKind.APACHE_ZOOKEEPER);
        try (Members members = Members.laidOut(Workplace.fresh("migration"), EnsembleTest.settings(), kinds, 0)) {
            members.start();
            try (Caravan caravan = Caravan.depart(members, TRAVELLERS)) {
                for (ServerKind next : List.of(ServerKind.subject(), ServerKind.APACHE_ZOOKEEPER)) {
                    for (int id = 1; id <= members.count(); id++) {
                        caravan.awaitWrites(WRITES);
                        members.member(id).stop();
                        members.become(id, next);
                        members.start(id);
                    }
                    assertThat(members.all()).allMatch(member -> member.kind() == next);
                }
                caravan.awaitWrites(WRITES);
                caravan.arrive();
                assertThat(caravan.journeys()).isGreaterThanOrEqualTo(2 * TRAVELLERS);
                caravan.check();
            }
        }
    }
}
