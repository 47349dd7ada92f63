package io.quorate.replica.driver;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.replica.Input;
import io.quorate.replica.port.Archive;
import io.quorate.replica.port.Time;
import io.quorate.tree.TreeLimits;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RestorationTest {
    private final List<String> reasons = new ArrayList<>();
    private boolean adopted;

    /** The snapshot of the empty tree has been purged, and the leader has nothing. */
    @Test
    void aHistoryIsNotCutDownToNothingAtAll() {
        TreeLimits limits = new TreeLimits(true, false, false, true, 1);
        Recovery recovery = new Recovery(limits, false, 1 << 20, _ -> {}, new StandingClock());
        Restoration restoration = new Restoration(recovery, _ -> new Nothing(), reasons::add);

        Input answer = restoration.truncate(0);

        assertThat(answer).isEqualTo(new Input.ForZab(new io.quorate.zab.Input.TruncateRefused(0)));
        assertThat(adopted).isFalse();
        assertThat(reasons).singleElement().asString().contains("no snapshot would be left to begin with");
    }

    /** What is left of a history without its snapshots. */
    private final class Nothing implements Archive.Alternative {
        @Override
        public long lastZxid() {
            return 0;
        }

        @Override
        public boolean adopt() {
            adopted = true;
            return true;
        }

        @Override
        public List<Snapshot> snapshots() {
            return List.of();
        }

        @Override
        public void replay(long fromZxid, RecordVisitor visitor) {
            // No txn either.
        }
    }

    private static final class StandingClock implements Time {
        @Override
        public long monotonicMs() {
            return 0;
        }

        @Override
        public long wallMs() {
            return 0;
        }
    }
}
