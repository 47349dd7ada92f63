package io.quorate.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.zab.Fact;
import io.quorate.zab.Phase;
import io.quorate.zab.Role;
import io.quorate.zab.ServerId;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ElectionsTest {
    private final AtomicLong nanos = new AtomicLong();
    private final Elections elections = new Elections(nanos::get);

    @Test
    void theTimeWithoutALeaderIsDividedWhereTheElectionEnds() {
        elections.became(new Role.Looking());
        after(300, new Role.Following(new ServerId(2), 1, Phase.DISCOVERY));
        after(40, new Role.Following(new ServerId(2), 1, Phase.SYNCHRONIZATION));
        after(60, new Role.Following(new ServerId(2), 1, Phase.BROADCAST));

        assertThat(values())
                .containsEntry("looking_count", 1L)
                .containsEntry("sum_election_time", 300L)
                .containsEntry("sum_follower_sync_time", 100L)
                .containsEntry("sum_unavailable_time", 400L)
                .containsEntry("cnt_leader_unavailable_time", 0L);
    }

    @Test
    void aReignIsCountedFromWhenClientsAreServedUntilItEnds() {
        after(200, new Role.Leading(1, Phase.DISCOVERY));
        after(50, new Role.Leading(1, Phase.BROADCAST));
        assertThat(elections.reignMs()).isZero();
        nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(7));
        assertThat(elections.reignMs()).isEqualTo(7);

        after(1, new Role.Looking());

        assertThat(elections.reignMs()).isZero();
        assertThat(values()).containsEntry("sum_leader_unavailable_time", 250L).containsEntry("looking_count", 1L);
    }

    @Test
    void learnersAreCountedByHowTheyAreBroughtUpToDate() {
        elections.brings(new Fact.Synchronizing(new ServerId(1), "Snap[]"));
        elections.brings(new Fact.Synchronizing(new ServerId(2), "Diff[through=1, after=0]"));
        elections.brings(new Fact.Synchronizing(new ServerId(3), "Trunc[to=5]"));

        assertThat(values()).containsEntry("snap_count", 1L).containsEntry("diff_count", 2L);
        elections.reset();
        assertThat(values()).containsEntry("snap_count", 0L).containsEntry("diff_count", 0L);
    }

    private void after(long ms, Role role) {
        nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(ms));
        elections.became(role);
    }

    private Map<String, Object> values() {
        return Mntr.values(elections.samples());
    }
}
