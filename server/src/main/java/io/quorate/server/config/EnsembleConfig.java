package io.quorate.server.config;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

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
        return peers.stream().anyMatch(peer -> peer.id() == self);
    }

    /**
     * A member.
     *
     * @param participant whether it votes
     * @param addresses one, or several of the same machine
     * @param text what stands behind {@code server.N=}, as members tell it to each other
     */
    public record Peer(long id, boolean participant, List<Address> addresses, String text) {
        public Peer {
            addresses = List.copyOf(addresses);
        }
    }

    /** A host, which is resolved again whenever somebody connects, and its two ports. */
    public record Address(String host, int quorumPort, int electionPort) {}

    /**
     * Quorum protocol 0.4.
     *
     * @param initLimit ticks
     * @param syncLimit ticks
     * @param connectLimit ticks for reaching the leader
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
     */
    public record Limits(int recentProposals, boolean forceSnapshotSync) {}
}
