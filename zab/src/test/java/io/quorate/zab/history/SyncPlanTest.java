package io.quorate.zab.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.zab.Payload;
import io.quorate.zab.Proposal;
import io.quorate.zab.Recovered;
import io.quorate.zab.ZabConfig;
import io.quorate.zab.Zxid;
import io.quorate.zab.history.SyncPlan.Diff;
import io.quorate.zab.history.SyncPlan.Snap;
import io.quorate.zab.history.SyncPlan.Trunc;
import io.quorate.zab.part.Turn;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** The table of quorum protocol 4.5, row by row, and against a second version that walks through lists. */
final class SyncPlanTest {
    private static final long NEVER = Long.MAX_VALUE;

    @Test
    void aLearnerThatHasEverythingGetsNothing() {
        assertThat(leader(4, 0, "1.1-9").plan(z(1, 9))).isEqualTo(new Diff(z(1, 9), z(1, 9)));
    }

    @Test
    void aLearnerBeyondTheLeadersEndLosesWhatIsBeyondWhateverItsEpoch() {
        assertThat(leader(4, 0, "1.1-9").plan(z(1, 10))).isEqualTo(new Trunc(z(1, 9)));
        assertThat(leader(4, 0, "1.1-9").plan(z(3, 2))).isEqualTo(new Trunc(z(1, 9)));
    }

    @Test
    void aLearnerInsideTheWindowGetsTheRestFromMemory() {
        assertThat(leader(4, NEVER, "1.1-9").plan(z(1, 6))).isEqualTo(new Diff(z(1, 9), z(1, 6)));
    }

    @Test
    void aLearnerBehindTheWindowGetsTheRestFromTheLogIfThatIsCheap() {
        assertThat(leader(4, 0, "1.1-9").plan(z(1, 2))).isEqualTo(new Diff(z(1, 9), z(1, 2)));
        assertThat(leader(4, z(1, 2), "1.1-9").plan(z(1, 2))).isEqualTo(new Diff(z(1, 9), z(1, 2)));
    }

    @Test
    void aLearnerBehindTheWindowReceivesASnapshotIfTheLogIsNoUse() {
        assertThat(leader(4, NEVER, "1.1-9").plan(z(1, 2))).isEqualTo(new Snap());
        assertThat(leader(4, z(1, 3), "1.1-9").plan(z(1, 2))).isEqualTo(new Snap());
        assertThat(leader(4, 0, "1.1-9").plan(0)).as("the log begins after it").isEqualTo(new Snap());
    }

    @Test
    void aPhantomBetweenTheLeadersEpochsIsNotKept() {
        Leader leader = leader(20, 0, "1.1-5 2.1-3");
        assertThat(leader.plan(z(1, 6)))
                .as("ZOOKEEPER-1154: a plain DIFF would keep (1,6); TRUNC may not cross an epoch")
                .isEqualTo(new Snap());
        assertThat(leader.plan(z(1, 5))).isEqualTo(new Diff(z(2, 3), z(1, 5)));
    }

    @Test
    void theBeginningOfAnEpochIsNoTxnAndNothingToLose() {
        Leader leader = leader(20, 0, "1.1-5 2.1-3");
        assertThat(leader.plan(z(2, 0))).isEqualTo(new Diff(z(2, 3), z(2, 0)));
        assertThat(leader.plan(z(3, 0))).as("beyond the end, but no txn").isEqualTo(new Snap());
        assertThat(leader.planAt(z(3, 0), z(3, 0)))
                .as("a leader that has established epoch 3 without a txn is there itself")
                .isEqualTo(new Diff(z(3, 0), z(3, 0)));
    }

    @Test
    void whoDoesNotKnowWhatItHasReceivesASnapshot() {
        assertThat(leader(4, 0, "1.1-9").plan(Zxid.UNKNOWN)).isEqualTo(new Snap());
        assertThat(leader(4, 0, "").plan(Zxid.UNKNOWN)).isEqualTo(new Snap());
    }

    @Test
    void anEmptyMemberThatJoinsAnEmptyLeaderNeedsNothing() {
        assertThat(leader(4, 0, "").plan(0)).isEqualTo(new Diff(0, 0));
    }

    @Test
    void aLearnerAtTheSnapshotThatIsAllALeaderHasNeedsNothing() {
        Recovered recovered = new Recovered(1, 1, z(1, 3), List.of(), z(1, 3), true);
        History history = new Durable(recovered, leader(4, 0, "").limits).history();
        assertThat(history.plan(z(1, 3), z(2, 0), z(1, 3))).isEqualTo(new Diff(z(1, 3), z(1, 3)));
        assertThat(history.plan(z(1, 2), z(2, 0), z(1, 3))).isEqualTo(new Snap());
    }

    @Test
    void everybodyReceivesASnapshotWhereThatIsDemanded() {
        SyncPlan.Offer offer = new SyncPlan.Offer(true, z(1, 9), z(1, 1), z(1, 9), 0);
        assertThat(SyncPlan.decide(z(1, 9), offer, leader(20, 0, "1.1-9").history))
                .isEqualTo(new Snap());
    }

    @Test
    void decidesAsTheListsDo() {
        SplittableRandom dice = new SplittableRandom(45);
        int[] kinds = new int[3];
        for (int i = 0; i < 20_000; i++) {
            StringBuilder runs = new StringBuilder();
            for (int epoch = 1; epoch <= 4; epoch++) {
                if (dice.nextBoolean()) {
                    runs.append(epoch).append(".1-").append(1 + dice.nextInt(5)).append(' ');
                }
            }
            Leader leader = leader(
                    1 + dice.nextInt(8),
                    dice.nextBoolean() ? 0 : NEVER,
                    runs.toString().trim());
            long theirs = z(dice.nextInt(6), dice.nextInt(7));
            SyncPlan plan = leader.plan(theirs);
            assertThat(plan).as("%s of %s", Zxid.text(theirs), runs).isEqualTo(leader.naive(theirs));
            kinds[plan instanceof Diff ? 0 : plan instanceof Trunc ? 1 : 2]++;
        }
        assertThat(Arrays.stream(kinds).min().orElse(0)).isGreaterThan(500);
    }

    private static long z(long epoch, long counter) {
        return Zxid.of(epoch, counter);
    }

    /** @param runs {@code epoch.first-last}, separated by blanks */
    private static Leader leader(int recent, long logReaches, String runs) {
        ZabConfig.Limits limits =
                new ZabConfig.Limits(recent, 1 << 20, 1000, 1000, ZabConfig.Limits.LAST_COUNTER, false);
        History history = new Durable(Recovered.empty(), limits).history();
        List<Long> all = new ArrayList<>();
        for (String run : runs.isEmpty() ? new String[0] : runs.split(" ", -1)) {
            String[] parts = run.split("[.-]", -1);
            LongStream.rangeClosed(Long.parseLong(parts[1]), Long.parseLong(parts[2]))
                    .forEach(counter -> all.add(z(Long.parseLong(parts[0]), counter)));
        }
        Turn turn = new Turn(0, effect -> {});
        all.forEach(zxid -> history.append(new Proposal(zxid, Payload.EMPTY), turn));
        long last = all.isEmpty() ? 0 : all.getLast();
        history.persisted(last);
        history.deliverThrough(last, turn);
        history.logReaches(logReaches);
        return new Leader(history, all, all.subList(Math.max(0, all.size() - recent), all.size()), logReaches, limits);
    }

    private record Leader(
            History history, List<Long> all, List<Long> memory, long logReaches, ZabConfig.Limits limits) {
        SyncPlan plan(long theirs) {
            return planAt(theirs, history.last());
        }

        SyncPlan planAt(long theirs, long at) {
            return history.plan(theirs, at, history.last());
        }

        /** The table as it is written, by walking. */
        SyncPlan naive(long theirs) {
            long last = all.isEmpty() ? 0 : all.getLast();
            long min = memory.isEmpty() ? last : memory.getFirst();
            boolean beginning = (theirs & 0xffff_ffffL) == 0;
            if (theirs == last) {
                return new Diff(last, theirs);
            }
            if (theirs > last && !beginning) {
                return new Trunc(last);
            }
            if (min <= theirs && theirs <= last) {
                return walk(memory, theirs, last, beginning);
            }
            boolean logUsable = !all.isEmpty() && all.getFirst() <= theirs && logReaches <= theirs;
            return theirs < min && logUsable ? walk(all, theirs, last, beginning) : new Snap();
        }

        private static SyncPlan walk(List<Long> entries, long theirs, long last, boolean beginning) {
            long predecessor = 0;
            for (long entry : entries) {
                if (entry == theirs || (entry > theirs && beginning)) {
                    return new Diff(last, theirs);
                }
                if (entry > theirs) {
                    return entry >> 32 == theirs >> 32 ? new Trunc(predecessor) : new Snap();
                }
                predecessor = entry;
            }
            return new Snap();
        }
    }
}
