package io.quorate.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.replica.Tally;
import io.quorate.replica.Told;
import io.quorate.transport.client.DoorStats;
import io.quorate.tree.access.Quotas;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class InventoryTest {
    private static final DoorStats.Latency NONE = new DoorStats.Latency(0, 0, 0, 0, 0, 0, 0, 0, 0);
    private static final DoorStats DOOR = new DoorStats(
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            NONE,
            NONE,
            new DoorStats.Latency(10, 20, 1, 5, 2, 4, 5, 5, 5),
            new DoorStats.Throttle(0.25, new DoorStats.Latency(3, 12, 2, 6, 4, 6, 6, 6, 6)),
            new DoorStats.Tls(1, 2, 3, 4, 5));

    private final Recorder recorder = new Recorder();

    @Test
    void quotasAreSummedUpByTheFirstPartOfTheirPaths() {
        Map<String, Object> values = values(
                new Inventory.Quota("/a/x", 3, 30, 10, -1),
                new Inventory.Quota("/a/y", 4, 40, 20, 500),
                new Inventory.Quota("/b", -1, -1, -1, 7));

        assertThat(values)
                .containsEntry("a_quota_count_limit_per_namespace", 30L)
                .containsEntry("a_quota_bytes_limit_per_namespace", 500L)
                .containsEntry("a_quota_count_usage_per_namespace", 7L)
                .containsEntry("a_quota_bytes_usage_per_namespace", 70L)
                .containsEntry("b_quota_bytes_limit_per_namespace", 7L)
                .doesNotContainKeys("b_quota_count_limit_per_namespace", "b_quota_count_usage_per_namespace");
    }

    @Test
    void onlyWhatAHardQuotaRefusedIsAnError() {
        recorder.told(new Told.QuotaExceeded("/a/x", Quotas.Figure.COUNT, 3, 2, true));
        recorder.told(new Told.QuotaExceeded("/a", Quotas.Figure.BYTES, 3, 2, true));
        recorder.told(new Told.QuotaExceeded("/a", Quotas.Figure.BYTES, 3, 2, false));

        assertThat(values()).containsEntry("a_quota_exceeded_error_per_namespace", 2L);
    }

    @Test
    void howManyNamespacesAreCountedIsBounded() {
        Namespaces namespaces = new Namespaces();
        for (int i = 0; i < 3000; i++) {
            namespaces.increment("/n" + i + "/x");
        }

        assertThat(namespaces.counts()).hasSize(1001).containsEntry("/others", 2000L);
    }

    @Test
    void theThrottleAndTlsAreThere() {
        assertThat(values())
                .containsEntry("connection_drop_probability", 0.25)
                .containsEntry("avg_connection_token_deficit", 4.0)
                .containsEntry("max_connection_token_deficit", 6L)
                .containsEntry("outstanding_tls_handshake", 1L)
                .containsEntry("unsuccessful_handshake", 2L)
                .containsEntry("tls_handshake_exceeded", 3L)
                .containsEntry("non_mtls_local_conn_count", 4L)
                .containsEntry("non_mtls_remote_conn_count", 5L)
                .containsEntry("p95_updatelatency", 5L)
                .doesNotContainKey("p90_updatelatency");
    }

    @Test
    void proposalsAndCommitsAreThoseOfAnEnsemble() {
        Tally tally = new Tally();
        tally.proposals = 7;
        tally.decidedAsLeader = 5;

        assertThat(values(tally, new Inventory.Ensemble(3, null)))
                .containsEntry("proposal_count", 7L)
                .containsEntry("commit_count", 5L);
        tally.decidedAsLeader = 0;
        assertThat(values(tally, null))
                .containsEntry("proposal_count", 0L)
                .containsEntry("commit_count", 0L)
                .containsEntry("sync_processor_request_queued", 7L);
    }

    private Map<String, Object> values(Inventory.Quota... quotas) {
        return values(new Tally(), null, quotas);
    }

    private Map<String, Object> values(Tally tally, Inventory.@Nullable Ensemble ensemble, Inventory.Quota... quotas) {
        Inventory.Replica replica =
                new Inventory.Replica(5, 0, 0, 0, 0, List.of(quotas), Inventory.Counts.of(tally), ensemble);
        return Mntr.values(new Inventory(recorder).samples(DOOR, replica, 0));
    }
}
