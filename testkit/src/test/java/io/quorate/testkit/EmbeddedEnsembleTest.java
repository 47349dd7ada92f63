package io.quorate.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.Watcher.Event.KeeperState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Every verb of the ensemble, as a real client feels it. */
@Timeout(60)
class EmbeddedEnsembleTest {
    private static final int LIMIT_S = 30;

    @Test
    void whatIsWrittenThroughOneMemberIsReadThroughAnother() throws Exception {
        try (EmbeddedEnsemble ensemble = EmbeddedEnsemble.open(3, 1, Options.inMemory());
                Guest writer = Guest.of(ensemble.connectString(1));
                Guest reader = Guest.of(ensemble.connectString(4))) {
            writer.create("/written", CreateMode.PERSISTENT);

            assertThat(reader.seesNow("/written")).isTrue();
            assertThat(ensemble.members()).containsExactlyInAnyOrder(1, 2, 3, 4);
            assertThat(ensemble.leader()).isBetween(1, 3);
        }
    }

    @Test
    void theOthersGoOnWithoutAKilledLeaderAndItCatchesUpWhenItIsBack() throws Exception {
        try (EmbeddedEnsemble ensemble = EmbeddedEnsemble.open();
                Guest guest = Guest.of(ensemble.connectString())) {
            int killed = ensemble.leader();

            ensemble.kill(killed);
            guest.createStubbornly("/meanwhile");
            assertThat(ensemble.leader()).isNotEqualTo(killed);
            ensemble.restart(killed);
            ensemble.awaitServing();

            try (Guest ofKilled = Guest.of(ensemble.connectString(killed))) {
                assertThat(ofKilled.sees("/meanwhile")).isTrue();
            }
        }
    }

    @Test
    void nobodyIsServedWithoutAQuorum() throws Exception {
        try (EmbeddedEnsemble ensemble = EmbeddedEnsemble.open();
                Guest guest = Guest.of(ensemble.connectString())) {
            ensemble.stop(1);
            ensemble.kill(2);
            ensemble.awaitNotServing(3);

            ensemble.restart(2);
            ensemble.awaitServing();
            guest.createStubbornly("/again");
            assertThat(ensemble.isRunning(1)).isFalse();
        }
    }

    @Test
    void anIsolatedLeaderIsReplacedAndFollowsAfterThePartition() throws Exception {
        try (EmbeddedEnsemble ensemble = EmbeddedEnsemble.open()) {
            int isolated = ensemble.leader();
            Set<Integer> others = new TreeSet<>(ensemble.members());
            others.remove(isolated);

            ensemble.isolate(isolated);
            ensemble.awaitNotServing(isolated);
            others.forEach(ensemble::awaitServing);
            try (Guest guest = Guest.of(ensemble.connectString(others.iterator().next()))) {
                guest.create("/beyond", CreateMode.PERSISTENT);
            }
            ensemble.heal();
            ensemble.awaitServing();

            assertThat(ensemble.leader()).isNotEqualTo(isolated);
            try (Guest guest = Guest.of(ensemble.connectString(isolated))) {
                assertThat(guest.seesNow("/beyond")).isTrue();
            }
        }
    }

    @Test
    void onlyTheSideWithAQuorumGoesOn() throws Exception {
        try (EmbeddedEnsemble ensemble = EmbeddedEnsemble.open(5)) {
            ensemble.partition(Set.of(1, 2));

            ensemble.awaitNotServing(1);
            ensemble.awaitNotServing(2);
            List.of(3, 4, 5).forEach(ensemble::awaitServing);
            assertThat(ensemble.leader()).isGreaterThan(2);

            ensemble.heal();
            ensemble.awaitServing();
        }
    }

    @Test
    void aPausedLeaderIsReplacedAndFollowsWhenItGoesOn() throws Exception {
        try (EmbeddedEnsemble ensemble = EmbeddedEnsemble.open()) {
            int paused = ensemble.leader();

            ensemble.pause(paused);
            int next = ensemble.leader();
            try (Guest guest = Guest.of(ensemble.connectString(next))) {
                guest.create("/meanwhile", CreateMode.PERSISTENT);
                ensemble.resume(paused);
                ensemble.awaitServing();
                try (Guest ofPaused = Guest.of(ensemble.connectString(paused))) {
                    assertThat(ofPaused.seesNow("/meanwhile")).isTrue();
                }
            }
            assertThat(next).isNotEqualTo(paused);
        }
    }

    @Test
    void aSessionExpiresWhereverItsClientIsConnected() throws Exception {
        try (EmbeddedEnsemble ensemble = EmbeddedEnsemble.open()) {
            int follower = ensemble.leader() % 3 + 1;
            try (Guest doomed = Guest.of(ensemble.connectString(follower));
                    Guest other = Guest.of(ensemble.connectString(ensemble.leader()))) {
                doomed.create("/owned", CreateMode.EPHEMERAL);
                ensemble.expire(doomed.session());

                doomed.awaits(KeeperState.Expired);
                assertThat(other.sees("/owned")).isFalse();
            }
        }
    }

    @Test
    void aCutConnectionMovesOnWithItsSession() throws Exception {
        try (EmbeddedEnsemble ensemble = EmbeddedEnsemble.open();
                Guest guest = Guest.of(ensemble.connectString())) {
            guest.create("/owned", CreateMode.EPHEMERAL);

            assertThat(ensemble.cut(guest.session())).isTrue();

            guest.awaits(KeeperState.Disconnected);
            guest.awaits(KeeperState.SyncConnected);
            assertThat(guest.seesNow("/owned")).isTrue();
        }
    }

    @Test
    void oneSlowDiskDelaysNobodyAndAQuorumOfThemDelaysEverybody() throws Exception {
        try (EmbeddedEnsemble ensemble = EmbeddedEnsemble.open()) {
            int leader = ensemble.leader();
            int first = leader % 3 + 1;
            int second = first % 3 + 1;
            try (Guest guest = Guest.of(ensemble.connectString(leader))) {
                ensemble.slowDisk(first, Duration.ofMinutes(1));
                assertThat(guest.createLater("/quick").get(LIMIT_S, TimeUnit.SECONDS))
                        .isZero();

                ensemble.slowDisk(second, Duration.ofMinutes(1));
                CompletableFuture<Integer> slow = guest.createLater("/slow");
                assertThatThrownBy(() -> slow.get(300, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);

                ensemble.slowDisk(second, Duration.ZERO);
                assertThat(slow.get(LIMIT_S, TimeUnit.SECONDS)).isZero();
            }
        }
    }

    @Test
    void aMemberThatIsNotThereIsNamed() {
        try (EmbeddedEnsemble ensemble = EmbeddedEnsemble.open(1)) {
            assertThatThrownBy(() -> ensemble.kill(2))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("there is no member 2, only [1]");
        }
    }
}
