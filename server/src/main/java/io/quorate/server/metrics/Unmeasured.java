package io.quorate.server.metrics;

import java.util.ArrayList;
import java.util.List;

/**
 * Names that ZooKeeper's standalone server shows and for which there is nothing to observe here: what only ensembles
 * do, and stages that Quorate does not have. They are told with no observations, because collectors and dashboards fail
 * on a name that is missing.
 */
final class Unmeasured {
    /** Nothing of the kind has happened. */
    static final List<String> COUNTERS = List.of(
            "add_dead_watcher_stall_time",
            "cnxn_closed_without_zk_server_running",
            "dead_watchers_cleared",
            "dead_watchers_queued",
            "ensemble_auth_fail",
            "ensemble_auth_skip",
            "ensemble_auth_success",
            "insecure_admin_count",
            "learner_commit_received_count",
            "learner_proposal_received_count",
            "outstanding_changes_queued",
            "outstanding_changes_removed",
            "prep_processor_request_queued",
            "quit_leading_due_to_disloyal_voter",
            "request_commit_queued",
            "request_throttle_wait_count",
            "requests_not_forwarded_to_commit_processor",
            "response_packet_cache_hits",
            "response_packet_cache_misses",
            "response_packet_get_children_cache_hits",
            "response_packet_get_children_cache_misses",
            "restore_error_count",
            "restore_rate_limited_count",
            "revalidate_count",
            "skip_learner_request_to_next_processor_count",
            "stale_replies",
            "stale_requests",
            "stale_requests_dropped",
            "throttled_ops",
            "unrecoverable_error_count",
            "watch_bytes");

    /** Nothing of the kind was observed. */
    static final List<String> SUMMARIES = List.of(
            "commit_commit_proc_req_queued",
            "commit_process_time",
            "concurrent_request_processing_in_commit_processor",
            "inflight_diff_count",
            "inflight_snap_count",
            "learner_request_processor_queue_size",
            "netty_queued_buffer_capacity",
            "pending_session_queue_size",
            "prep_process_time",
            "prep_processor_queue_size",
            "proposal_process_time",
            "read_commit_proc_issued",
            "read_commit_proc_req_queued",
            "reads_after_write_in_session_queue",
            "reads_issued_from_session_queue",
            "requests_in_session_queue",
            "restore_time",
            "session_queues_drained",
            "socket_closing_time",
            "startup_snap_load_time",
            "startup_txns_load_time",
            "sync_process_time",
            "sync_processor_queue_size",
            "time_waiting_empty_pool_in_commit_processor_read_ms",
            "write_batch_time_in_commit_processor",
            "write_commit_proc_issued",
            "write_commit_proc_req_queued");

    /** The same, of those that have percentiles. */
    static final List<String> PERCENTILES = List.of(
            "close_session_prep_time",
            "commit_propagation_latency",
            "dead_watchers_cleaner_latency",
            "local_write_committed_time_ms",
            "om_commit_process_time_ms",
            "om_proposal_process_time_ms",
            "prep_processor_queue_time_ms",
            "propagation_latency",
            "proposal_ack_creation_latency",
            "proposal_latency",
            "quorum_ack_latency",
            "read_commitproc_time_ms",
            "read_final_proc_time_ms",
            "request_throttle_queue_time_ms",
            "server_write_committed_time_ms",
            "sync_processor_queue_and_flush_time_ms",
            "sync_processor_queue_flush_time_ms",
            "sync_processor_queue_time_ms",
            "write_commitproc_time_ms",
            "write_final_proc_time_ms");

    private Unmeasured() {}

    static List<Sample> samples() {
        List<Sample> samples = new ArrayList<>();
        COUNTERS.forEach(name -> samples.add(new Sample.Counter(name, 0)));
        SUMMARIES.forEach(name -> samples.add(Sample.Summary.none(name, Recorder.MEDIAN)));
        PERCENTILES.forEach(name -> samples.add(Sample.Summary.none(name, Recorder.SPREAD)));
        return samples;
    }
}
