package io.quorate.transport.peer;

import io.quorate.zab.ServerId;
import io.quorate.zab.codec.QuorumDecoder;
import java.util.List;

/**
 * How the door to the peers is set up. Immutable.
 *
 * @param self who this member is; {@code members} lists it too
 * @param members everybody whom the configuration names
 * @param listenOnAllAddresses whether its ports are open on every address of the machine ({@code quorumListenOnAllIPs})
 * @param electionRule what is spoken on the election port
 * @param bindAttempts how often a port that is not free is tried, a second apart; 0 for ever ({@code
 *     electionPortBindRetry})
 * @param noDelay whether small packets on the quorum port leave at once ({@code leader.nodelay}, {@code
 *     follower.nodelay})
 * @param keepAlive whether the kernel probes idle connections ({@code tcpKeepAlive})
 * @param timing how long peers may take
 * @param limits how much they may cost
 */
public record PeerDoorConfig(
        ServerId self,
        List<Member> members,
        boolean listenOnAllAddresses,
        ElectionRule electionRule,
        int bindAttempts,
        boolean noDelay,
        boolean keepAlive,
        Timing timing,
        Limits limits) {

    /** ZooKeeper's default for {@code electionPortBindRetry}. */
    public static final int DEFAULT_BIND_ATTEMPTS = 3;

    /** A member without its own line cannot listen. */
    public PeerDoorConfig {
        members = List.copyOf(members);
        if (members.stream().noneMatch(member -> member.id().equals(self))) {
            throw new IllegalArgumentException(
                    "the configuration has no line server." + self + ", but myid says " + self);
        }
        if (bindAttempts < 0) {
            throw new IllegalArgumentException("electionPortBindRetry is " + bindAttempts + ": use 0 or more");
        }
    }

    /** What ZooKeeper does when nothing is configured. */
    public static PeerDoorConfig of(ServerId self, List<Member> members) {
        return new PeerDoorConfig(
                self,
                members,
                false,
                ElectionRule.FAST,
                DEFAULT_BIND_ATTEMPTS,
                true,
                false,
                Timing.DEFAULT,
                Limits.DEFAULT);
    }

    /** This member's own line. */
    Member own() {
        return members.stream()
                .filter(member -> member.id().equals(self))
                .findFirst()
                .orElseThrow();
    }

    /** What is spoken on the election port. */
    public enum ElectionRule {
        /** Notifications over TCP ({@code electionAlg=3}, quorum protocol 1 and 2). */
        FAST,
        /** Questions and answers over UDP ({@code electionAlg=0}, quorum protocol 2.11). */
        BASIC
    }

    /**
     * A line of the configuration.
     *
     * @param election where its election port is; one or several
     * @param quorum where its quorum port is; one or several
     */
    public record Member(ServerId id, List<Endpoint> election, List<Endpoint> quorum) {
        /** Every member can be reached somewhere. */
        public Member {
            election = List.copyOf(election);
            quorum = List.copyOf(quorum);
            if (election.isEmpty() || quorum.isEmpty()) {
                throw new IllegalArgumentException(
                        "server." + id + " needs an address with a quorum port and an election port");
            }
        }
    }

    /**
     * How long peers may take, in ms.
     *
     * @param connectMs until an election link stands ({@code cnxTimeout})
     * @param leaderMs until a link to the leader stands, or another attempt is made
     * @param handshakeMs until whoever connected has said who it is (tickTime × syncLimit)
     * @param closeMs until what was said before the end of a link has left
     * @param stallMs how long a peer may take nothing of a history
     */
    public record Timing(int connectMs, int leaderMs, int handshakeMs, int closeMs, int stallMs) {
        /** With a tickTime of 2000 and a syncLimit of 5. */
        public static final Timing DEFAULT = new Timing(5_000, 5_000, 10_000, 5_000, 60_000);

        /** Nothing can be waited for without end. */
        public Timing {
            if (connectMs <= 0 || leaderMs <= 0 || handshakeMs <= 0 || closeMs <= 0 || stallMs <= 0) {
                throw new IllegalArgumentException(
                        "each time for peers must be at least 1 ms: connecting " + connectMs + " and " + leaderMs
                                + ", handshake " + handshakeMs + ", closing " + closeMs + ", stalling " + stallMs);
            }
        }
    }

    /**
     * How much peers may cost.
     *
     * @param maxFieldBytes the longest field of a packet ({@code jute.maxbuffer} and its {@code extrasize})
     * @param maxBacklogBytes a link for which more waits, besides a snapshot and history, is closed
     * @param maxUnsteppedBytes of one link; reading stops while the member has not looked at that much
     * @param maxConnections accepted on one port
     * @param maxConnectionsPerAddress accepted on one port from one address
     */
    public record Limits(
            int maxFieldBytes,
            long maxBacklogBytes,
            long maxUnsteppedBytes,
            int maxConnections,
            int maxConnectionsPerAddress) {
        /** What holds when nothing is configured. */
        public static final Limits DEFAULT =
                new Limits(QuorumDecoder.DEFAULT_MAX_BYTES, 64L << 20, 4L << 20, 1024, 256);
    }
}
