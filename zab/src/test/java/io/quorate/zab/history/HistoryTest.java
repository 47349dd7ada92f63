package io.quorate.zab.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quorate.zab.Effect;
import io.quorate.zab.Link;
import io.quorate.zab.Payload;
import io.quorate.zab.Proposal;
import io.quorate.zab.Recovered;
import io.quorate.zab.Recovered.LogExtent;
import io.quorate.zab.ZabConfig;
import io.quorate.zab.Zxid;
import io.quorate.zab.part.Turn;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class HistoryTest {
    private final List<Effect> effects = new ArrayList<>();
    private final Turn turn = new Turn(0, effects::add);

    @Test
    void aHoleIsRefusedWhereItWouldArise() {
        History history = durable(0, 0, 0).history();
        history.append(proposal(1, 1), turn);
        assertThatThrownBy(() -> history.append(proposal(1, 3), turn))
                .as("ZOOKEEPER-4925")
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("a hole in the log");
    }

    @Test
    void aRecoveredLogWithAHoleIsRefused() {
        List<LogExtent> runs = List.of(new LogExtent(z(1, 1), z(1, 4)), new LogExtent(z(2, 3), z(2, 5)));
        Recovered recovered = new Recovered(2, 2, z(2, 5), runs, 0, true);
        assertThatThrownBy(() -> new Durable(recovered, limits(4)))
                .as("ZOOKEEPER-2846")
                .hasMessageContaining("a hole between two runs");
    }

    @Test
    void deliversEachOnceAndInOrder() {
        History history = durable(0, 0, 0).history();
        for (int counter = 1; counter <= 5; counter++) {
            history.append(proposal(1, counter), turn);
        }
        effects.clear();
        history.deliverThrough(z(1, 2), turn);
        history.deliverThrough(z(1, 2), turn);
        history.deliverThrough(z(1, 4), turn);
        assertThat(effects)
                .extracting(Effect::toString)
                .containsExactly(
                        "Deliver[proposal=(1,1)]",
                        "Deliver[proposal=(1,2)]",
                        "Deliver[proposal=(1,3)]",
                        "Deliver[proposal=(1,4)]");
        assertThat(history.undelivered()).isEqualTo(1);
        assertThat(history.nextToDeliver()).isEqualTo(proposal(1, 5));
    }

    @Test
    void memoryIsBoundedByCountAndByBytesButKeepsTheUndelivered() {
        History history = durable(0, 0, 0).history();
        for (int counter = 1; counter <= 100; counter++) {
            history.append(proposal(1, counter), turn);
        }
        history.deliverThrough(z(1, 90), turn);
        List<Proposal> held = new ArrayList<>();
        history.each(0, z(1, 100), held::add);
        assertThat(held).hasSize(4 + 10).startsWith(proposal(1, 87));
    }

    @Test
    void isNotQuietBeforeTheDiskHasAnsweredEverything() {
        Durable durable = durable(1, 1, z(1, 3));
        assertThat(durable.isQuiet()).isTrue();
        durable.history().append(proposal(1, 4), turn);
        assertThat(durable.isQuiet()).isFalse();
        durable.history().persisted(z(1, 4));
        assertThat(durable.isQuiet()).isTrue();
        durable.saveAccepted(2, turn);
        assertThat(durable.isQuiet()).isFalse();
        assertThat(durable.acceptedEpoch()).as("not before it is saved").isEqualTo(1);
        durable.acceptedSaved(2);
        assertThat(durable.isQuiet()).isTrue();
    }

    @Test
    void aCutThatCannotBeMadeLeavesEverythingAsItWas() {
        Durable durable = durable(1, 1, z(1, 3));
        durable.history().truncate(z(1, 2), turn);
        durable.history().truncateRefused(z(1, 2), turn);
        assertThat(durable.history().claimed()).isEqualTo(z(1, 3));
        assertThat(durable.isQuiet()).isTrue();
    }

    @Test
    void aSnapshotAloneIsNoReasonToBelieveAMember() {
        Durable durable = new Durable(new Recovered(1, 1, z(1, 3), List.of(), 0, false), limits(4));
        durable.history().receive(Link.accepted(1), z(2, 7), turn);
        durable.history().received(z(2, 7));
        durable.history().install(z(2, 7), turn);
        durable.history().installed(z(2, 7));
        assertThat(durable.history().claimed()).as("not before it is told so").isEqualTo(Zxid.UNKNOWN);
        durable.history().trust();
        assertThat(durable.history().claimed()).isEqualTo(z(2, 7));
    }

    @Test
    void whoseEpochIsDurableIsBelievedWhateverItDoesMeanwhile() {
        Durable durable = new Durable(new Recovered(2, 0, 0, List.of(), 0, false), limits(4));
        durable.history().receive(Link.accepted(1), z(1, 7), turn);
        durable.history().received(z(1, 7));
        durable.history().install(z(1, 7), turn);
        durable.history().installed(z(1, 7));
        durable.saveCurrent(2, turn);
        assertThat(durable.history().claimed()).isEqualTo(Zxid.UNKNOWN);
        durable.currentSaved(2);
        assertThat(durable.history().claimed()).isEqualTo(z(1, 7));
    }

    @Test
    void aSnapshotThatBrokeOffChangesNothing() {
        Durable durable = durable(1, 1, z(1, 3));
        durable.history().receive(Link.accepted(1), z(2, 7), turn);
        durable.history().abandonSnapshot(turn);
        durable.history().received(z(2, 7));
        assertThat(durable.isQuiet()).isFalse();
        durable.history().dropped();
        assertThat(durable.history().last()).as("ZOOKEEPER-3642").isEqualTo(z(1, 3));
    }

    @Test
    void anEpochIsNeitherPromisedTwiceNorBegunUnpromised() {
        Durable durable = durable(3, 2, z(2, 3));
        assertThatThrownBy(() -> durable.saveAccepted(3, turn)).hasMessageContaining("promised once");
        assertThatThrownBy(() -> durable.saveCurrent(4, turn)).hasMessageContaining("not promised");
    }

    @Test
    void aHistoryThatIsAheadOfItsEpochRaisesIt() {
        Durable durable = durable(3, 1, z(2, 3));
        assertThat(durable.repairEpoch(turn)).as("ZOOKEEPER-1653").isTrue();
        durable.currentSaved(2);
        assertThat(durable.currentEpoch()).isEqualTo(2);
        assertThat(durable.repairEpoch(turn)).isFalse();
    }

    @Test
    void directoriesThatContradictThemselvesAreRefused() {
        assertThatThrownBy(() -> new Recovered(1, 2, 0, List.of(), 0, true)).hasMessageContaining("is older than");
        assertThatThrownBy(() -> new Recovered(1, 1, z(2, 1), List.of(), 0, true))
                .hasMessageContaining("after acceptedEpoch");
        assertThatThrownBy(() -> new LogExtent(z(1, 1), z(2, 1))).hasMessageContaining("no run of txns");
    }

    private static Durable durable(long accepted, long current, long last) {
        return new Durable(new Recovered(accepted, current, last, List.of(), last, true), limits(4));
    }

    private static ZabConfig.Limits limits(int recent) {
        return new ZabConfig.Limits(recent, 1 << 10, 64, 64, ZabConfig.Limits.LAST_COUNTER, false);
    }

    private static Proposal proposal(long epoch, long counter) {
        return new Proposal(z(epoch, counter), Payload.EMPTY);
    }

    private static long z(long epoch, long counter) {
        return Zxid.of(epoch, counter);
    }
}
