package io.quorate.server.admin;

import io.quorate.server.admin.Survey.Watch;
import io.quorate.storage.Storage;
import io.quorate.transport.client.ConnectionStats;
import io.quorate.transport.client.DoorStats;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** The objects in the AdminServer's answers (operations 1.4 and 1.5), field by field. */
final class Shapes {
    /** How ZooKeeper names the way in which digests are computed (storage format 4.4). */
    private static final int DIGEST_VERSION = 2;

    private Shapes() {}

    static Map<String, Object> configuration(Layout layout) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("client_port", layout.clientPort());
        fields.put("data_dir", layout.dataDir().toString());
        fields.put("data_log_dir", layout.logDir().toString());
        fields.put("tick_time", layout.tickTime());
        fields.put("max_client_cnxns", layout.maxClientCnxns());
        fields.put("min_session_timeout", layout.minSessionTimeout());
        fields.put("max_session_timeout", layout.maxSessionTimeout());
        fields.put("server_id", layout.serverId());
        fields.put("client_port_listen_backlog", layout.backlog());
        return fields;
    }

    static Map<String, Object> connections(List<ConnectionStats> connections, boolean brief) {
        List<Object> plain = new ArrayList<>();
        List<Object> secure = new ArrayList<>();
        for (ConnectionStats connection : connections) {
            (connection.secure() ? secure : plain).add(connection(connection, brief));
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("connections", plain);
        fields.put("secure_connections", secure);
        return fields;
    }

    private static Map<String, Object> connection(ConnectionStats connection, boolean brief) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put(
                "remote_socket_address", WordTexts.address(connection.remote()).substring(1));
        fields.put("interest_ops", connection.interestOps());
        fields.put("outstanding_requests", connection.queued());
        fields.put("packets_received", connection.received());
        fields.put("packets_sent", connection.sent());
        if (!brief) {
            fields.put("session_id", connection.sessionId());
            fields.put("last_operation", connection.lastOperation());
            fields.put("established", connection.establishedMs());
            fields.put("session_timeout", connection.timeoutMs());
            fields.put("last_cxid", connection.lastCxid());
            fields.put("last_zxid", connection.lastZxid());
            fields.put("last_response_time", connection.lastResponseMs());
            fields.put("last_latency", connection.lastLatencyMs());
            fields.put("min_latency", connection.minLatencyMs());
            fields.put("avg_latency", connection.averageLatencyMs());
            fields.put("max_latency", connection.maxLatencyMs());
        }
        return fields;
    }

    static Map<String, Object> server(
            Version version, DoorStats door, Survey survey, Storage.Sizes sizes, long slowSyncs, long uptimeMs) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("version", version.text());
        fields.put("read_only", false);
        fields.put("server_stats", stats(door, survey, sizes, slowSyncs, uptimeMs));
        fields.put("client_response", responses(door));
        if (survey.rank().leads()) {
            fields.put("proposal_stats", proposals(survey.proposals()));
        }
        fields.put("node_count", survey.znodes());
        return fields;
    }

    private static Map<String, Object> proposals(Survey.Proposals sizes) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("last_buffer_size", sizes.last());
        fields.put("min_buffer_size", sizes.min());
        fields.put("max_buffer_size", sizes.max());
        return fields;
    }

    private static Map<String, Object> stats(
            DoorStats door, Survey survey, Storage.Sizes sizes, long slowSyncs, long uptimeMs) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("packets_sent", door.packetsSent());
        fields.put("packets_received", door.packetsReceived());
        fields.put("fsync_threshold_exceed_count", slowSyncs);
        fields.put("client_response_stats", responses(door));
        fields.put("provider_null", false);
        fields.put("server_state", survey.rank().mode());
        fields.put("outstanding_requests", door.outstanding());
        fields.put("min_latency", door.requests().minMs());
        fields.put("avg_latency", WordTexts.average(door.requests()));
        fields.put("max_latency", door.requests().maxMs());
        fields.put("data_dir_size", sizes.dataBytes());
        fields.put("log_dir_size", sizes.logBytes());
        fields.put("last_processed_zxid", survey.lastZxid());
        fields.put("num_alive_client_connections", door.connections());
        fields.put("auth_failed_count", door.authFailures());
        fields.put("non_mtlsremote_conn_count", door.tls().nonMutualRemote());
        fields.put("non_mtlslocal_conn_count", door.tls().nonMutualLocal());
        fields.put("uptime", uptimeMs);
        return fields;
    }

    private static Map<String, Object> responses(DoorStats door) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("last_buffer_size", door.lastResponseBytes());
        fields.put("min_buffer_size", door.minResponseBytes());
        fields.put("max_buffer_size", door.maxResponseBytes());
        return fields;
    }

    static List<Object> digests(List<Survey.Digest> digests) {
        List<Object> shapes = new ArrayList<>();
        for (Survey.Digest each : digests) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("zxid", each.zxid());
            fields.put("digest", each.digest());
            fields.put("digest_version", DIGEST_VERSION);
            shapes.add(fields);
        }
        return shapes;
    }

    static Map<String, Object> dump(Survey.Sessions sessions) {
        Map<Long, List<Object>> expiries = new TreeMap<>();
        for (Survey.Expiry expiry : sessions.expiries()) {
            expiries.computeIfAbsent(expiry.dueInMs(), _ -> new ArrayList<>()).add(expiry.sessionId());
        }
        Map<Long, Object> ephemerals = new TreeMap<>();
        sessions.ephemerals().forEach(owner -> ephemerals.put(owner.sessionId(), owner.paths()));
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("expiry_time_to_session_ids", expiries);
        fields.put("session_id_to_ephemeral_paths", ephemerals);
        return fields;
    }

    static <K extends Comparable<K>> Map<K, List<Object>> grouped(
            List<Watch> watches, Function<Watch, K> key, Function<Watch, Object> value) {
        Map<K, List<Object>> groups = new TreeMap<>();
        for (Watch watch : watches) {
            groups.computeIfAbsent(key.apply(watch), _ -> new ArrayList<>()).add(value.apply(watch));
        }
        return groups;
    }
}
