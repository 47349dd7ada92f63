package io.quorate.server.metrics;

import io.quorate.data.EventType;
import io.quorate.replica.Tally;
import io.quorate.transport.client.DoorStats;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Gives the figures of the rooms ZooKeeper's names. Immutable. */
public final class Inventory {
    private final Recorder recorder;

    /** An inventory of what the recorder and the rooms know. */
    public Inventory(Recorder recorder) {
        this.recorder = recorder;
    }

    /**
     * What only the replica's thread knows, read there.
     *
     * @param znodes the root counted twice
     * @param tally its counters
     * @param ensemble null for a server that serves alone
     */
    public record Replica(
            int znodes,
            int ephemerals,
            long dataSize,
            int sessions,
            int watches,
            List<Quota> quotas,
            Counts tally,
            @Nullable Ensemble ensemble) {
        public Replica {
            quotas = List.copyOf(quotas);
        }
    }

    /**
     * What a member knows of the others.
     *
     * @param voters how many have a say
     * @param reign null unless it leads
     */
    public record Ensemble(int voters, @Nullable Reign reign) {}

    /**
     * What a leader knows.
     *
     * @param learners all that are connected
     * @param followers that have the whole history and a say
     * @param strangers that have the whole history and no say, though they follow
     * @param observers that have the whole history
     * @param pendingSyncs for which it asks its quorum
     * @param proposalSizes of the last, the smallest and the largest, −1 before the first
     */
    public record Reign(
            int learners, int followers, int strangers, int observers, int pendingSyncs, List<Long> proposalSizes) {
        public Reign {
            proposalSizes = List.copyOf(proposalSizes);
        }
    }

    /** A quota in force; −1 is what is not set or not counted. */
    public record Quota(String path, long count, long bytes, long countLimit, long bytesLimit) {}

    /**
     * Counters of a replica that do not change any more.
     *
     * @param resumes sessions taken up again
     * @param submits batches handed to the log
     * @param proposals txns in them that were this server's own
     * @param decided those decided while it led an ensemble
     */
    public record Counts(long resumes, long submits, long proposals, long decided, List<Sample> watches) {
        public Counts {
            watches = List.copyOf(watches);
        }

        /** Driver's thread. */
        public static Counts of(Tally tally) {
            List<Sample> watches = new ArrayList<>();
            for (EventType type : EventType.values()) {
                watches.add(fired(name(type), tally.fired(type)));
            }
            return new Counts(tally.resumes, tally.submits, tally.proposals, tally.decidedAsLeader, watches);
        }

        private static Sample fired(String name, Tally.Fired fired) {
            boolean none = fired.count == 0;
            return new Sample.Summary(
                    name, fired.count, fired.sum, none ? 0 : fired.min, none ? 0 : fired.max, List.of());
        }

        private static String name(EventType type) {
            return switch (type) {
                case NODE_CREATED -> "node_created_watch_count";
                case NODE_DELETED -> "node_deleted_watch_count";
                case NODE_DATA_CHANGED -> "node_changed_watch_count";
                case NODE_CHILDREN_CHANGED -> "node_children_watch_count";
            };
        }
    }

    /**
     * Everything, gauges first.
     *
     * @param uptimeMs since the server began to serve
     */
    public List<Sample> samples(DoorStats door, Replica replica, long uptimeMs) {
        List<Sample> samples = new ArrayList<>();
        connections(samples, door);
        tree(samples, replica);
        ensemble(samples, replica.ensemble());
        samples.add(new Sample.Gauge("uptime", uptimeMs));
        files(samples);
        counters(samples, door, replica);
        samples.add(latency("readlatency", door.reads()));
        samples.add(latency("updatelatency", door.updates()));
        samples.addAll(replica.tally().watches());
        samples.add(deficit(door.throttle()));
        quotas(samples, replica.quotas());
        samples.addAll(recorder.samples());
        samples.addAll(Unmeasured.samples());
        return samples;
    }

    private static void connections(List<Sample> samples, DoorStats door) {
        DoorStats.Latency latency = door.requests();
        samples.add(new Sample.Gauge("avg_latency", rounded(latency.averageMs())));
        samples.add(new Sample.Gauge("min_latency", latency.minMs()));
        samples.add(new Sample.Gauge("max_latency", latency.maxMs()));
        samples.add(new Sample.Gauge("packets_received", door.packetsReceived()));
        samples.add(new Sample.Gauge("packets_sent", door.packetsSent()));
        samples.add(new Sample.Gauge("num_alive_connections", door.connections()));
        samples.add(new Sample.Gauge("outstanding_requests", door.outstanding()));
        samples.add(new Sample.Gauge("auth_failed_count", door.authFailures()));
        samples.add(new Sample.Gauge("last_client_response_size", door.lastResponseBytes()));
        samples.add(new Sample.Gauge("min_client_response_size", door.minResponseBytes()));
        samples.add(new Sample.Gauge("max_client_response_size", door.maxResponseBytes()));
        samples.add(new Sample.Gauge("outstanding_tls_handshake", door.tls().underWay()));
        samples.add(new Sample.Gauge("non_mtls_local_conn_count", door.tls().nonMutualLocal()));
        samples.add(new Sample.Gauge("non_mtls_remote_conn_count", door.tls().nonMutualRemote()));
        samples.add(
                new Sample.Gauge("connection_drop_probability", door.throttle().dropProbability()));
    }

    private static void tree(List<Sample> samples, Replica replica) {
        samples.add(new Sample.Gauge("znode_count", replica.znodes()));
        samples.add(new Sample.Gauge("watch_count", replica.watches()));
        samples.add(new Sample.Gauge("ephemerals_count", replica.ephemerals()));
        samples.add(new Sample.Gauge("approximate_data_size", replica.dataSize()));
        samples.add(new Sample.Gauge("global_sessions", replica.sessions()));
        samples.add(new Sample.Gauge("local_sessions", 0));
    }

    private void ensemble(List<Sample> samples, @Nullable Ensemble ensemble) {
        if (ensemble == null) {
            return;
        }
        samples.add(new Sample.Gauge("quorum_size", ensemble.voters()));
        Reign reign = ensemble.reign();
        if (reign == null) {
            return;
        }
        samples.add(new Sample.Gauge("learners", reign.learners()));
        // Not in ZooKeeper 3.9 any more; tools go on asking for it.
        samples.add(new Sample.Gauge("followers", reign.followers()));
        samples.add(new Sample.Gauge("synced_followers", reign.followers()));
        samples.add(new Sample.Gauge("synced_non_voting_followers", reign.strangers()));
        samples.add(new Sample.Gauge("synced_observers", reign.observers()));
        samples.add(new Sample.Gauge("pending_syncs", reign.pendingSyncs()));
        samples.add(new Sample.Gauge("last_proposal_size", reign.proposalSizes().getFirst()));
        samples.add(new Sample.Gauge("min_proposal_size", reign.proposalSizes().get(1)));
        samples.add(new Sample.Gauge("max_proposal_size", reign.proposalSizes().getLast()));
        samples.add(new Sample.Gauge("leader_uptime", recorder.reignMs()));
    }

    /** Sums by namespace, over the quotas for which the figure is set. */
    private static void quotas(List<Sample> samples, List<Quota> quotas) {
        samples.add(byNamespace("quota_count_limit_per_namespace", quotas, Quota::countLimit));
        samples.add(byNamespace("quota_bytes_limit_per_namespace", quotas, Quota::bytesLimit));
        samples.add(byNamespace("quota_count_usage_per_namespace", quotas, Quota::count));
        samples.add(byNamespace("quota_bytes_usage_per_namespace", quotas, Quota::bytes));
    }

    private static Sample byNamespace(String name, List<Quota> quotas, ToLongFunction<Quota> figure) {
        Map<String, Long> sums = new TreeMap<>();
        for (Quota quota : quotas) {
            long value = figure.applyAsLong(quota);
            if (value >= 0) {
                sums.merge(Namespaces.of(quota.path()), value, Long::sum);
            }
        }
        return new Sample.Labelled(name, Sample.Labelled.Kind.GAUGE, sums);
    }

    private static Sample deficit(DoorStats.Throttle throttle) {
        return new Sample.Summary(
                "connection_token_deficit",
                throttle.missing().count(),
                throttle.missing().sumMs(),
                throttle.missing().minMs(),
                throttle.missing().maxMs(),
                List.of(new Sample.Quantile(0.5, throttle.missing().p50Ms())));
    }

    private static void files(List<Sample> samples) {
        samples.add(new Sample.Gauge("open_file_descriptor_count", ProcessFiles.open()));
        samples.add(new Sample.Gauge("max_file_descriptor_count", ProcessFiles.limit()));
    }

    private static void counters(List<Sample> samples, DoorStats door, Replica replica) {
        samples.add(new Sample.Counter("bytes_received_count", door.bytesReceived()));
        samples.add(new Sample.Counter("response_bytes", door.bytesSent()));
        samples.add(new Sample.Counter("connection_rejected", door.connectionsRejected()));
        samples.add(new Sample.Counter("connection_request_count", door.connectRequests()));
        samples.add(new Sample.Counter("connection_drop_count", door.connectionsDropped()));
        samples.add(new Sample.Counter(
                "connection_revalidate_count", replica.tally().resumes()));
        samples.add(new Sample.Counter("sessionless_connections_expired", door.sessionlessExpired()));
        samples.add(new Sample.Counter("large_requests_rejected", door.largeRequestsRejected()));
        samples.add(new Sample.Counter("unsuccessful_handshake", door.tls().unsuccessful()));
        samples.add(new Sample.Counter("tls_handshake_exceeded", door.tls().exceeded()));
        samples.add(new Sample.Counter(
                "sync_processor_request_queued", replica.tally().proposals()));
        boolean among = replica.ensemble() != null;
        samples.add(new Sample.Counter("proposal_count", among ? replica.tally().proposals() : 0));
        samples.add(new Sample.Counter("commit_count", replica.tally().decided()));
        samples.add(new Sample.Counter("quorate_log_batches", replica.tally().submits()));
        samples.add(new Sample.Counter("quorate_fast_reads", door.fastReads()));
    }

    private static Sample latency(String name, DoorStats.Latency latency) {
        List<Sample.Quantile> quantiles = List.of(
                new Sample.Quantile(0.5, latency.p50Ms()),
                new Sample.Quantile(0.9, latency.p90Ms()),
                new Sample.Quantile(0.95, latency.p95Ms()),
                new Sample.Quantile(0.99, latency.p99Ms()),
                new Sample.Quantile(0.999, latency.p999Ms()));
        return new Sample.Summary(name, latency.count(), latency.sumMs(), latency.minMs(), latency.maxMs(), quantiles);
    }

    /** With at most four decimals, as ZooKeeper shows averages. */
    static double rounded(double value) {
        return Math.round(value * 10_000) / 10_000.0;
    }
}
