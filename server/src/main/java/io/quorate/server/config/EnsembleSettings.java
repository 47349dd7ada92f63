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

/** What members of an ensemble agree on: a standalone server reads it, checks it, and has no use for it. */
final class EnsembleSettings {
    static final Setting<Boolean> STANDALONE_ENABLED =
            key("standaloneEnabled", FLAG).byDefault("true").should("\"false\" makes one server an ensemble of one.");
    static final Setting<Path> DYNAMIC_FILE =
            key("dynamicConfigFile", PLACE).should("File that holds the server, group and weight lines.");
    static final Setting<String> PEER_TYPE = key("peerType", oneOf("participant", "observer"))
            .byDefault("participant")
            .forEnsembles()
            .must("Role of this member; the server lines decide.");
    static final Setting<Long> ELECTION_ALG =
            key("electionAlg", whole("", 0)).byDefault("3").forEnsembles().obsolete("Only 3 exists.");
    static final Setting<Boolean> MULTI_ADDRESS = key("multiAddress.enabled", FLAG)
            .byDefault("false")
            .forEnsembles()
            .rare("Allows several addresses in a server line.");

    private static final List<Setting<?>> TIMES = List.of(
            key("initLimit", whole("ticks", 0)).byDefault("0").forEnsembles().must("Time to connect and synchronize."),
            key("syncLimit", whole("ticks", 0)).byDefault("0").forEnsembles().must("Silence that ends a link."),
            key("connectToLearnerMasterLimit", whole("ticks", 0))
                    .byDefault("0")
                    .forEnsembles()
                    .rare("Time to reach the leader after an election."),
            property("cnxTimeout", number("ms", 1))
                    .byDefault("5000")
                    .forEnsembles()
                    .should("Time to reach a member."),
            property("quorumCnxnTimeoutMs", number("ms", -1))
                    .byDefault("-1")
                    .forEnsembles()
                    .rare("Silence on election links."),
            property("fastleader.minNotificationInterval", number("ms", 1))
                    .byDefault("200")
                    .forEnsembles()
                    .rare("First pause between notifications."),
            property("fastleader.maxNotificationInterval", number("ms", 1))
                    .byDefault("60000")
                    .forEnsembles()
                    .rare("Longest pause between notifications."),
            property("leader.maxTimeToWaitForEpoch", number("ms", -1))
                    .alias("maxTimeToWaitForEpoch")
                    .byDefault("-1")
                    .forEnsembles()
                    .rare("How long a new leader waits for voters."),
            property("leaderConnectDelayDuringRetryMs", number("ms", 0))
                    .byDefault("100")
                    .forEnsembles()
                    .rare("Pause before the leader is tried again."),
            property("observer.reconnectDelayMs", number("ms", 0))
                    .byDefault("0")
                    .forEnsembles()
                    .rare("Pause of observers."),
            property("observer.election.DelayMs", number("ms", 0))
                    .byDefault("200")
                    .forEnsembles()
                    .rare("Pause before observers ask for votes."),
            key("multiAddress.reachabilityCheckTimeoutMs", whole("ms", 0))
                    .byDefault("1000")
                    .forEnsembles()
                    .rare("Time to find which address answers."));

    private static final List<Setting<?>> LINKS = List.of(
            key("observerMasterPort", whole("port", 0))
                    .byDefault("0")
                    .forEnsembles()
                    .rare("Followers take observers here."),
            property("observerMaster.sizeLimit", number("bytes", 0))
                    .byDefault("33554432")
                    .forEnsembles()
                    .rare("Packets kept for those observers."),
            key("quorumListenOnAllIPs", FLAG)
                    .byDefault("false")
                    .forEnsembles()
                    .should("Binds the members' ports everywhere."),
            property("tcpKeepAlive", TRUE_IS_ON)
                    .byDefault("false")
                    .forEnsembles()
                    .should("Keep-alive on election links."),
            property("electionPortBindRetry", number("attempts", Integer.MIN_VALUE))
                    .byDefault("3")
                    .forEnsembles()
                    .should("Attempts to bind the election port; 0 means for ever."),
            property("leader.maxConcurrentSnapSyncs", number("learners", 1))
                    .alias("maxConcurrentSnapSyncs")
                    .byDefault("10")
                    .forEnsembles()
                    .rare("Learners that are sent snapshots together."),
            property("leader.maxConcurrentDiffSyncs", number("learners", 1))
                    .alias("maxConcurrentDiffSyncs")
                    .byDefault("100")
                    .forEnsembles()
                    .rare("Learners that are sent logs together."),
            property("leader.ackLoggingFrequency", number("", 0))
                    .byDefault("1000")
                    .forEnsembles()
                    .rare("Sampling of acks."),
            property("leader.closeSocketAsync", TRUE_IS_ON)
                    .alsoFrom("leader.closeSocketAsync")
                    .byDefault("false")
                    .forEnsembles()
                    .rare("Closes links aside."),
            property("learner.closeSocketAsync", TRUE_IS_ON)
                    .alsoFrom("learner.closeSocketAsync")
                    .byDefault("false")
                    .forEnsembles()
                    .rare("Closes links aside."),
            property("learner.asyncSending", TRUE_IS_ON)
                    .alsoFrom("learner.asyncSending")
                    .byDefault("false")
                    .forEnsembles()
                    .rare("Sends to the leader aside."),
            jvm("leader.nodelay", TRUE_IS_ON).byDefault("true").forEnsembles().rare("TCP_NODELAY of the leader."),
            jvm("follower.nodelay", TRUE_IS_ON).byDefault("true").forEnsembles().rare("TCP_NODELAY of followers."),
            key("multiAddress.reachabilityCheckEnabled", FLAG)
                    .byDefault("true")
                    .forEnsembles()
                    .rare("Tries which address answers."),
            key("sslQuorum", FLAG).byDefault("false").forEnsembles().should("TLS between members."),
            key("portUnification", FLAG)
                    .byDefault("false")
                    .forEnsembles()
                    .should("TLS and plain text between members."),
            key("sslQuorumReloadCertFiles", FLAG)
                    .byDefault("false")
                    .forEnsembles()
                    .should("Reloads the members' stores."),
            key("reconfigEnabled", FLAG).byDefault("false").forEnsembles().should("Lets clients change the ensemble."),
            key("oraclePath", PLACE).forEnsembles().rare("File that decides for one of two."));

    static final List<Setting<?>> ALL = Stream.of(
                    List.<Setting<?>>of(STANDALONE_ENABLED, DYNAMIC_FILE, PEER_TYPE, ELECTION_ALG, MULTI_ADDRESS),
                    TIMES,
                    LINKS)
            .flatMap(List::stream)
            .toList();

    private EnsembleSettings() {}
}
