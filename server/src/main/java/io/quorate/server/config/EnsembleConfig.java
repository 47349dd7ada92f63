package io.quorate.server.config;

import io.quorate.zab.ServerId;
import io.quorate.zab.ensemble.Ensemble;
import io.quorate.zab.ensemble.Groups;
import io.quorate.zab.ensemble.Member;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One member among others (configuration 4). Immutable.
 *
 * @param self this member's id; who is not in the list does not get beyond its start
 * @param peers all members, itself included, ascending by id
 * @param groups by the group's number the weights of its voters; empty when the majority decides
 * @param version of this membership, 0 where members are never reconfigured
 * @param timing how long members wait for each other
 * @param election how a leader is found
 * @param links the sockets between members
 * @param limits what a leader keeps for those who lag
 */
public record EnsembleConfig(
        long self,
        List<Peer> peers,
        SortedMap<Long, SortedMap<Long, Long>> groups,
        long version,
        Timing timing,
        Election election,
        Links links,
        Limits limits) {
    public EnsembleConfig {
        peers = List.copyOf(peers);
        groups = Collections.unmodifiableSortedMap(new TreeMap<>(groups));
    }

    /** Whether the list of members names this one. */
    public boolean listsItself() {
        return find(self) != null;
    }

    /** A member, or null if it is not in the list. */
    public @Nullable Peer find(long id) {
        return peers.stream().filter(peer -> peer.id() == id).findFirst().orElse(null);
    }

    /** This member's own line, which is there in every member that has got beyond its start. */
    public Peer own() {
        Peer own = find(self);
        if (own == null) {
            throw new IllegalStateException("server " + self + " is not in the list of members");
        }
        return own;
    }

    /** The members as the agreement knows them. */
    public Ensemble members() {
        List<Member> members = peers.stream()
                .map(peer -> new Member(
                        new ServerId(peer.id()),
                        peer.participant() ? Member.Kind.VOTER : Member.Kind.OBSERVER,
                        peer.text()))
                .toList();
        if (groups.isEmpty()) {
            return Ensemble.of(members, version);
        }
        SortedMap<Long, SortedMap<ServerId, Long>> byGroup = new TreeMap<>();
        groups.forEach((group, weights) -> {
            SortedMap<ServerId, Long> voters = new TreeMap<>();
            weights.forEach((id, weight) -> voters.put(new ServerId(id), weight));
            byGroup.put(group, voters);
        });
        return Ensemble.of(members, new Groups(byGroup), version);
    }

    /**
     * A member.
     *
     * @param participant whether it votes
     * @param addresses one, or several of the same machine
     * @param client where it takes clients, {@code host:port}; empty when its line does not say
     * @param text what stands behind {@code server.N=}, as members tell it to each other
     */
    public record Peer(long id, boolean participant, List<Address> addresses, String client, String text) {
        public Peer {
            addresses = List.copyOf(addresses);
        }
    }

    /** A host, which is resolved again whenever somebody connects, and its two ports. */
    public record Address(String host, int quorumPort, int electionPort) {
        /** {@code host:port}, an IPv6 host in brackets. */
        public String quorum() {
            return bracketed(host) + ":" + quorumPort;
        }

        /** {@code host:port}, an IPv6 host in brackets. */
        public String election() {
            return bracketed(host) + ":" + electionPort;
        }
    }

    static String bracketed(String host) {
        return host.indexOf(':') < 0 ? host : "[" + host + "]";
    }

    /**
     * Quorum protocol 0.4.
     *
     * @param initLimit ticks
     * @param syncLimit ticks
     * @param connectLimit ticks for reaching the leader, all attempts together; 0 where each has its usual time
     * @param connectDelayMs before it is tried again
     */
    public record Timing(int initLimit, int syncLimit, int connectLimit, int connectDelayMs) {}

    /**
     * How a leader is found.
     *
     * @param basic the rule of {@code electionAlg=0} rather than the fast one
     * @param minIntervalMs first pause before a vote is told again
     * @param maxIntervalMs longest such pause
     */
    public record Election(boolean basic, int minIntervalMs, int maxIntervalMs) {}

    /**
     * The sockets between members.
     *
     * @param everywhere whether both ports are bound on all addresses
     * @param bindAttempts for the election port, 0 for any number
     * @param connectMs time for an election link to be made
     * @param handshakeMs silence that is borne while two members introduce themselves
     * @param keepAlive TCP keep-alive on election links
     * @param multiAddress whether members tell all their addresses
     */
    public record Links(
            boolean everywhere,
            int bindAttempts,
            int connectMs,
            int handshakeMs,
            boolean keepAlive,
            boolean multiAddress) {}

    /**
     * What a leader keeps for those who lag.
     *
     * @param recentProposals proposals in memory
     * @param forceSnapshotSync whether everybody is sent a snapshot, whatever they lack
     * @param snapshotSizeFactor what sending a piece of the log may cost, as a part of the newest snapshot (quorum
     *     protocol 4.5); below zero the log is never sent
     */
    public record Limits(int recentProposals, boolean forceSnapshotSync, double snapshotSizeFactor) {
        /** More than any log is longer than a snapshot. */
        static final double ANY_LOG = 1 << 30;
    }
}
