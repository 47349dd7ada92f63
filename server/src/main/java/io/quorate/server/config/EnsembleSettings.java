package io.quorate.server.config;

import static io.quorate.server.config.Kinds.FLAG;
import static io.quorate.server.config.Kinds.PLACE;
import static io.quorate.server.config.Kinds.TRUE_IS_ON;
import static io.quorate.server.config.Kinds.number;
import static io.quorate.server.config.Kinds.oneOf;
import static io.quorate.server.config.Kinds.whole;
import static io.quorate.server.config.Setting.jvm;
import static io.quorate.server.config.Setting.key;
import static io.quorate.server.config.Setting.property;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What concerns members of an ensemble: a standalone server reads it, checks it, and has no use for it. */
final class EnsembleSettings {
    static final Setting<Boolean> STANDALONE_ENABLED =
            key("standaloneEnabled", FLAG).byDefault("true").should("\"false\" makes one server an ensemble of one.");
    static final Setting<Path> DYNAMIC_FILE =
            key("dynamicConfigFile", PLACE).should("File that holds the server, group and weight lines.");
    static final Setting<String> PEER_TYPE = key("peerType", oneOf("participant", "observer"))
            .byDefault("participant")
            .forEnsembles()
            .must("Role of this member; the server lines decide.");
    /** The rule of ZooKeeper. */
    static final long FAST_ELECTION = 3;

    /** The rule of the literature: whoever looks asks everybody, over and over, for the vote of each. */
    static final long BASIC_ELECTION = 0;

    static final Setting<Long> ELECTION_ALG = key("electionAlg", whole("", 0))
            .byDefault("3")
            .forEnsembles()
            .rare("How a leader is found: 3 as ZooKeeper does, 0 by the basic rule of the literature, over UDP; the"
                    + " same on every member.");
    static final Setting<Boolean> MULTI_ADDRESS = property("multiAddress.enabled", FLAG)
            .byDefault("false")
            .forEnsembles()
            .rare("Allows several addresses in a server line.");
    static final Setting<Long> INIT_LIMIT =
            key("initLimit", whole("ticks", 0)).byDefault("0").forEnsembles().must("Time to connect and synchronize.");
    static final Setting<Long> SYNC_LIMIT =
            key("syncLimit", whole("ticks", 0)).byDefault("0").forEnsembles().must("Silence that ends a link.");
    static final Setting<Long> CONNECT_LIMIT = key("connectToLearnerMasterLimit", whole("ticks", 0))
            .byDefault("0")
            .forEnsembles()
            .rare("Time to reach the leader after an election, in five attempts; 0 means cnxTimeout for each.");
    static final Setting<Long> CONNECT_DELAY = property("leaderConnectDelayDuringRetryMs", number("ms", 0))
            .byDefault("100")
            .forEnsembles()
            .rare("Pause before the leader is tried again.");
    static final Setting<Long> CNX_TIMEOUT = property("cnxTimeout", number("ms", 1))
            .byDefault("5000")
            .forEnsembles()
            .should("Time to reach a member.");
    static final Setting<Long> CNXN_TIMEOUT = property("quorumCnxnTimeoutMs", number("ms", -1))
            .byDefault("-1")
            .forEnsembles()
            .rare("Silence on election links until both sides are known; 0 or less means syncLimit.");
    static final Setting<Long> MIN_NOTIFICATION = property("fastleader.minNotificationInterval", number("ms", 1))
            .byDefault("200")
            .forEnsembles()
            .rare("First pause between notifications.");
    static final Setting<Long> MAX_NOTIFICATION = property("fastleader.maxNotificationInterval", number("ms", 1))
            .byDefault("60000")
            .forEnsembles()
            .rare("Longest pause between notifications.");
    static final Setting<Boolean> LISTEN_EVERYWHERE = key("quorumListenOnAllIPs", FLAG)
            .byDefault("false")
            .forEnsembles()
            .should("Binds the members' ports everywhere.");
    static final Setting<Boolean> KEEP_ALIVE = property("tcpKeepAlive", TRUE_IS_ON)
            .byDefault("false")
            .forEnsembles()
            .should("Keep-alive on election links.");
    static final Setting<Long> BIND_RETRY = property("electionPortBindRetry", number("attempts", Integer.MIN_VALUE))
            .byDefault("3")
            .forEnsembles()
            .should("Attempts to bind the election port; 0 means for ever, less than 0 the default.");
    static final Setting<Boolean> QUORUM_TLS =
            key("sslQuorum", FLAG).byDefault("false").forEnsemblesLater().should("TLS between members.");

    static final Setting<Boolean> RECONFIG = key("reconfigEnabled", FLAG)
            .byDefault("false")
            .forEnsemblesLater()
            .should("Lets clients change the ensemble.");

    private static final List<Setting<?>> LATER = List.of(
            property("leader.maxTimeToWaitForEpoch", number("ms", -1))
                    .alias("maxTimeToWaitForEpoch")
                    .byDefault("-1")
                    .forEnsemblesLater()
                    .rare("How long a new leader waits for voters."),
            key("observerMasterPort", whole("port", 0))
                    .byDefault("0")
                    .forEnsemblesLater()
                    .rare("Followers take observers here."),
            property("observerMaster.sizeLimit", number("bytes", 0))
                    .byDefault("33554432")
                    .forEnsemblesLater()
                    .rare("Packets kept for those observers."),
            property("leader.maxConcurrentSnapSyncs", number("learners", 1))
                    .alias("maxConcurrentSnapSyncs")
                    .byDefault("10")
                    .forEnsemblesLater()
                    .rare("Learners that are sent snapshots together."),
            property("leader.maxConcurrentDiffSyncs", number("learners", 1))
                    .alias("maxConcurrentDiffSyncs")
                    .byDefault("100")
                    .forEnsemblesLater()
                    .rare("Learners that are sent logs together."),
            key("portUnification", FLAG)
                    .byDefault("false")
                    .forEnsemblesLater()
                    .should("TLS and plain text between members."),
            key("sslQuorumReloadCertFiles", FLAG)
                    .byDefault("false")
                    .forEnsemblesLater()
                    .should("Reloads the members' stores."),
            key("oraclePath", PLACE).forEnsemblesLater().rare("File that decides for one of two."));

    private static final List<Setting<?>> OTHERWISE = List.of(
            property("observer.reconnectDelayMs", number("ms", 0))
                    .byDefault("0")
                    .notNeeded()
                    .rare("Pause of observers between leaders; Quorate looks again at once."),
            property("observer.election.DelayMs", number("ms", 0))
                    .byDefault("200")
                    .notNeeded()
                    .rare("Pause before observers ask for votes; Quorate asks at once."),
            key("multiAddress.reachabilityCheckEnabled", FLAG)
                    .byDefault("true")
                    .notNeeded()
                    .rare("Tries which address answers."),
            key("multiAddress.reachabilityCheckTimeoutMs", whole("ms", 0))
                    .byDefault("1000")
                    .notNeeded()
                    .rare("Time to find which address answers."),
            property("leader.ackLoggingFrequency", number("", 0))
                    .byDefault("1000")
                    .notNeeded()
                    .rare("Sampling of acks."),
            property("leader.closeSocketAsync", TRUE_IS_ON)
                    .alsoFrom("leader.closeSocketAsync")
                    .byDefault("false")
                    .notNeeded()
                    .rare("Closes links aside."),
            property("learner.closeSocketAsync", TRUE_IS_ON)
                    .alsoFrom("learner.closeSocketAsync")
                    .byDefault("false")
                    .notNeeded()
                    .rare("Closes links aside."),
            property("learner.asyncSending", TRUE_IS_ON)
                    .alsoFrom("learner.asyncSending")
                    .byDefault("false")
                    .notNeeded()
                    .rare("Sends to the leader aside."),
            jvm("leader.nodelay", TRUE_IS_ON).byDefault("true").notNeeded().rare("TCP_NODELAY of the leader."),
            jvm("follower.nodelay", TRUE_IS_ON).byDefault("true").notNeeded().rare("TCP_NODELAY of followers."));

    static final List<Setting<?>> ALL = Stream.of(
                    List.<Setting<?>>of(
                            STANDALONE_ENABLED,
                            DYNAMIC_FILE,
                            PEER_TYPE,
                            ELECTION_ALG,
                            MULTI_ADDRESS,
                            INIT_LIMIT,
                            SYNC_LIMIT,
                            CONNECT_LIMIT,
                            CONNECT_DELAY,
                            CNX_TIMEOUT,
                            CNXN_TIMEOUT,
                            MIN_NOTIFICATION,
                            MAX_NOTIFICATION,
                            LISTEN_EVERYWHERE,
                            KEEP_ALIVE,
                            BIND_RETRY,
                            QUORUM_TLS,
                            RECONFIG),
                    LATER,
                    OTHERWISE)
            .flatMap(List::stream)
            .toList();

    private EnsembleSettings() {}
}
