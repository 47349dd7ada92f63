package io.quorate.server.admin;

import io.quorate.server.config.EnsembleConfig;
import io.quorate.transport.peer.LearnerTraffic;
import io.quorate.zab.LearnerState;
import io.quorate.zab.Zxid;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the AdminServer tells of the ensemble (operations 1.2), field by field; may look up names. */
final class EnsembleShapes {
    private EnsembleShapes() {}

    static Map<String, Object> leader(EnsembleConfig members, Rank rank) {
        Map<String, Object> fields = new LinkedHashMap<>();
        Long leader = rank.leader(members.self());
        EnsembleConfig.Peer peer = leader == null ? null : members.find(leader);
        fields.put("is_leader", rank.leads());
        fields.put("leader_id", leader == null ? -1 : leader);
        fields.put(
                "leader_ip", peer == null ? "" : ip(peer.addresses().getFirst().host()));
        return fields;
    }

    private static String ip(String host) {
        try {
            return InetAddress.getByName(host).getHostAddress();
        } catch (UnknownHostException _) {
            return host;
        }
    }

    /**
     * Those that have the whole history. How many packets wait is not told: they are gathered as bytes.
     *
     * @param links what went over the links of learners
     */
    static Map<String, Object> observers(Rank rank, List<LearnerTraffic> links) {
        List<Object> observers = new ArrayList<>();
        for (LearnerState learner : rank.learners()) {
            if (learner.observes() && learner.serves()) {
                Map<String, Object> fields = new LinkedHashMap<>();
                links.stream()
                        .filter(link -> link.id().equals(learner.id()))
                        .reduce((_, later) -> later)
                        .ifPresent(link -> fields.putAll(traffic(link)));
                fields.put("sid", learner.id().value());
                fields.put("last_zxid", learner.acked());
                observers.add(fields);
            }
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("synced_observers", observers.size());
        fields.put("observers", observers);
        return fields;
    }

    private static Map<String, Object> traffic(LearnerTraffic link) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("remote_socket_address", link.remote());
        fields.put("sid", link.id().value());
        fields.put("established", link.sinceMs());
        fields.put("queued_packets_size", link.waitingBytes());
        fields.put("packets_received", link.received());
        fields.put("packets_sent", link.sent());
        fields.put("requests", link.requests());
        return fields;
    }

    /** Members that vote, by id; nobody where a server serves alone. */
    static Map<Long, Object> voters(@Nullable EnsembleConfig members) {
        Map<Long, Object> voters = new TreeMap<>();
        if (members == null) {
            return voters;
        }
        for (EnsembleConfig.Peer peer : members.peers()) {
            if (peer.participant()) {
                Map<String, Object> fields = new LinkedHashMap<>();
                fields.put("server_addresses", quorum(peer));
                fields.put("election_addresses", election(peer));
                fields.put("client_address", peer.client());
                fields.put("learner_type", "participant");
                voters.put(peer.id(), fields);
            }
        }
        return voters;
    }

    private static List<String> quorum(EnsembleConfig.Peer peer) {
        return peer.addresses().stream().map(EnsembleConfig.Address::quorum).toList();
    }

    private static List<String> election(EnsembleConfig.Peer peer) {
        return peer.addresses().stream().map(EnsembleConfig.Address::election).toList();
    }

    static Map<String, Object> zabState(@Nullable EnsembleConfig members, Rank rank) {
        Map<String, Object> fields = new LinkedHashMap<>();
        if (members != null) {
            EnsembleConfig.Peer own = members.own();
            fields.put("myid", members.self());
            fields.put("is_leader", rank.leads());
            fields.put("quorum_address", addresses(quorum(own)));
            fields.put("election_address", addresses(election(own)));
            fields.put("client_address", own.client());
            fields.put("last_zxid", "0x" + Long.toHexString(rank.lastZxid()));
            fields.put("zab_epoch", Zxid.epoch(rank.lastZxid()));
            fields.put("zab_counter", Zxid.counter(rank.lastZxid()));
        }
        fields.put("voting", members != null && members.own().participant());
        fields.put("zabstate", rank.phase());
        return fields;
    }

    private static Map<String, Object> addresses(List<String> all) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("empty", all.isEmpty());
        fields.put("all_addresses", all);
        fields.put(
                "all_ports",
                all.stream()
                        .map(each -> Integer.valueOf(each.substring(each.lastIndexOf(':') + 1)))
                        .toList());
        fields.put(
                "all_host_strings",
                all.stream()
                        .map(each -> each.substring(0, each.lastIndexOf(':')))
                        .toList());
        fields.put("one", all.getFirst());
        return fields;
    }
}
