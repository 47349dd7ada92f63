package io.quorate.server;

import io.quorate.replica.ReplicaConfig;
import io.quorate.server.config.EnsembleConfig;
import io.quorate.server.config.ServerConfig;
import io.quorate.storage.StorageConfig;
import io.quorate.storage.log.LogConfig;
import io.quorate.storage.snapshot.Compression;
import io.quorate.transport.client.ClientDoorConfig;
import io.quorate.transport.client.TlsSettings;
import io.quorate.transport.client.TlsSettings.ClientAuth;
import io.quorate.transport.client.TlsSettings.Host;
import io.quorate.transport.peer.Endpoint;
import io.quorate.transport.peer.PeerDoorConfig;
import io.quorate.tree.TreeLimits;
import io.quorate.tree.access.DigestScheme;
import io.quorate.tree.access.EnforcedAuth;
import io.quorate.tree.access.IpScheme;
import io.quorate.tree.access.Scheme;
import io.quorate.tree.access.Schemes;
import io.quorate.tree.access.X509Scheme;
import io.quorate.zab.ServerId;
import io.quorate.zab.ZabConfig;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Hands each room its own part of the configuration, in the words of the room. */
final class Configs {
    private static final int KIBIBYTE = 1024;
    /** ZooKeeper's standalone server counts as number 1 in the ids of its sessions. */
    static final long STANDALONE_ID = 1;
    /** Quorum protocol 2.5. */
    private static final int FINALIZE_WAIT_MS = 200;
    /** As often as ZooKeeper's learners knock at their leader's door. */
    private static final int CONNECT_ATTEMPTS = 5;

    private static final long RECENT_BYTES = 64L << 20;
    /** Enough for several groups of what one fsync carries. */
    private static final int LEAST_OUTSTANDING = 4096;
    /** A leader of the other kind sends all that a learner lacks at once, and it is kept until the last word. */
    private static final int UNDELIVERED = 1 << 20;

    private Configs() {}

    static StorageConfig storage(ServerConfig config) {
        ServerConfig.Disk disk = config.disk();
        LogConfig log = new LogConfig(
                disk.preAllocKb() * KIBIBYTE,
                disk.rollAtKb() < 0 ? -1 : disk.rollAtKb() * KIBIBYTE,
                disk.forceSync(),
                disk.slowSyncMs(),
                config.requests().maxRecordBytes());
        return new StorageConfig(
                disk.dataDir(),
                disk.logDir(),
                disk.createFolders(),
                disk.trustEmpty(),
                StorageConfig.DEFAULT_MAX_SNAPSHOT_BYTES,
                Compression.ofSetting(config.snapshots().compression()),
                log);
    }

    static TreeLimits tree(ServerConfig config, long hashSeed) {
        ServerConfig.Tree tree = config.tree();
        return new TreeLimits(tree.extendedTypes(), tree.enforceQuota(), tree.skipAcl(), tree.digest(), hashSeed);
    }

    static ReplicaConfig replica(ServerConfig config, long seed) {
        ServerConfig.Sessions sessions = config.sessions();
        ServerConfig.Snapshots snapshots = config.snapshots();
        ServerConfig.Reaper reaper = config.reaper();
        return new ReplicaConfig(
                memberId(config),
                sessions.tickMs(),
                sessions.minTimeoutMs(),
                sessions.maxTimeoutMs(),
                new ReplicaConfig.SnapshotRules(
                        snapshots.everyTxns(),
                        snapshots.everyKb() * KIBIBYTE,
                        config.tree().digest(),
                        snapshots.lastZxidSection(),
                        seed),
                new ReplicaConfig.ReapingRules(reaper.intervalMs(), reaper.perMinute(), reaper.neverUsedMs()));
    }

    /** The id that the ids of sessions begin with. */
    static long memberId(ServerConfig config) {
        EnsembleConfig ensemble = config.ensemble();
        return ensemble == null ? STANDALONE_ID : ensemble.self();
    }

    /** What the agreement is told. */
    static ZabConfig zab(ServerConfig config, EnsembleConfig ensemble) {
        EnsembleConfig.Timing timing = ensemble.timing();
        EnsembleConfig.Election election = ensemble.election();
        return new ZabConfig(
                new ServerId(ensemble.self()),
                ensemble.members(),
                new ZabConfig.Timing(
                        config.sessions().tickMs(),
                        timing.initLimit(),
                        timing.syncLimit(),
                        CONNECT_ATTEMPTS,
                        timing.connectDelayMs()),
                new ZabConfig.Election(
                        election.basic() ? ZabConfig.Rule.BASIC : ZabConfig.Rule.FAST,
                        FINALIZE_WAIT_MS,
                        election.minIntervalMs(),
                        election.maxIntervalMs()),
                new ZabConfig.Limits(
                        ensemble.limits().recentProposals(),
                        RECENT_BYTES,
                        Math.max(LEAST_OUTSTANDING, config.requests().outstandingLimit()),
                        UNDELIVERED,
                        ZabConfig.Limits.LAST_COUNTER,
                        ensemble.limits().forceSnapshotSync()));
    }

    /** How the sockets to the other members are set up. */
    static PeerDoorConfig peers(ServerConfig config, EnsembleConfig ensemble) {
        EnsembleConfig.Links links = ensemble.links();
        PeerDoorConfig.Timing usual = PeerDoorConfig.Timing.DEFAULT;
        PeerDoorConfig.Limits limits = PeerDoorConfig.Limits.DEFAULT;
        return new PeerDoorConfig(
                new ServerId(ensemble.self()),
                ensemble.peers().stream().map(Configs::peer).toList(),
                links.everywhere(),
                ensemble.election().basic() ? PeerDoorConfig.ElectionRule.BASIC : PeerDoorConfig.ElectionRule.FAST,
                links.bindAttempts(),
                true,
                links.keepAlive(),
                new PeerDoorConfig.Timing(
                        links.connectMs(),
                        attemptMs(config, ensemble),
                        links.handshakeMs(),
                        usual.closeMs(),
                        usual.stallMs()),
                new PeerDoorConfig.Limits(
                        config.requests().maxRecordBytes(),
                        limits.maxBacklogBytes(),
                        limits.maxUnsteppedBytes(),
                        limits.maxConnections(),
                        limits.maxConnectionsPerAddress()));
    }

    /** So long may one attempt to reach the leader take, that all of them stay within their limit. */
    private static int attemptMs(ServerConfig config, EnsembleConfig ensemble) {
        int ticks = ensemble.timing().connectLimit();
        int usual = ensemble.links().connectMs();
        return ticks == 0 ? usual : Math.clamp((long) ticks * config.sessions().tickMs() / CONNECT_ATTEMPTS, 1, usual);
    }

    private static PeerDoorConfig.Member peer(EnsembleConfig.Peer peer) {
        return new PeerDoorConfig.Member(
                new ServerId(peer.id()),
                peer.addresses().stream()
                        .map(address -> new Endpoint(address.host(), address.electionPort()))
                        .toList(),
                peer.addresses().stream()
                        .map(address -> new Endpoint(address.host(), address.quorumPort()))
                        .toList());
    }

    /** @throws IllegalArgumentException if the JVM lacks the hash */
    static Schemes schemes(ServerConfig config) {
        ServerConfig.Access access = config.access();
        List<Scheme> schemes = new ArrayList<>();
        schemes.add(new IpScheme());
        if (access.digest()) {
            schemes.add(new DigestScheme(access.digestAlgorithm(), access.superDigest()));
        }
        if (access.x509()) {
            schemes.add(new X509Scheme(access.x509Super()));
        }
        return new Schemes(schemes);
    }

    /** @throws IllegalArgumentException if a scheme is demanded that is not there */
    static ClientDoorConfig door(ServerConfig config, Schemes schemes, int eventLoops) {
        ServerConfig.Clients clients = config.clients();
        ServerConfig.Requests requests = config.requests();
        ServerConfig.Access.Enforcement demand = config.access().enforcement();
        ClientDoorConfig.Limits ordinary = ClientDoorConfig.Limits.DEFAULT;
        ClientDoorConfig.Limits limits = new ClientDoorConfig.Limits(
                requests.maxFrameBytes(),
                requests.maxRecordBytes(),
                clients.perAddress(),
                clients.total(),
                clients.backlog(),
                clients.keepAlive(),
                requests.outstandingLimit(),
                requests.largeBytes(),
                requests.largeTotalBytes(),
                clients.sessionlessMs(),
                ordinary.pipelineDepth(),
                ordinary.maxUnsentBytes());
        InetSocketAddress address = clients.address();
        return new ClientDoorConfig(
                address == null ? List.of() : List.of(address),
                eventLoops,
                limits,
                throttle(config.throttle()),
                new LinkedHashSet<>(EnforcedAuth.of(demand.enabled(), demand.schemes(), demand.sasl(), schemes)
                        .schemes()),
                tls(config.tls()));
    }

    private static @Nullable TlsSettings tls(ServerConfig.@Nullable Tls tls) {
        if (tls == null) {
            return null;
        }
        InetSocketAddress address = tls.address();
        ServerConfig.Tls.Store trust = tls.trustStore();
        ServerConfig.Tls.Checks checks = tls.checks();
        Host host = checks.names() ? Host.ADDRESS_OR_NAME : checks.host() ? Host.ADDRESS : Host.ANY;
        return new TlsSettings(
                address == null ? List.of() : List.of(address),
                tls.unified(),
                store(tls.keyStore()),
                trust == null ? null : store(trust),
                tls.protocols(),
                tls.cipherSuites(),
                switch (tls.clientAuth()) {
                    case "none" -> ClientAuth.NONE;
                    case "want" -> ClientAuth.WANT;
                    default -> ClientAuth.NEED;
                },
                new TlsSettings.Checks(host, checks.crl(), checks.ocsp()),
                tls.maxHandshakes());
    }

    private static TlsSettings.Store store(ServerConfig.Tls.Store store) {
        String type = store.type();
        return new TlsSettings.Store(
                store.key(),
                store.location(),
                store.password(),
                store.passwordPath(),
                type == null ? null : TlsSettings.StoreType.named(type));
    }

    private static ClientDoorConfig.ConnectionThrottle throttle(ServerConfig.Throttle throttle) {
        ClientDoorConfig.ConnectionThrottle off = ClientDoorConfig.ConnectionThrottle.OFF;
        ServerConfig.Throttle.Weights weights = throttle.weights();
        return new ClientDoorConfig.ConnectionThrottle(
                throttle.tokens(),
                throttle.fillTimeMs(),
                throttle.fillCount(),
                weights != null,
                weights == null ? off.newSessionWeight() : weights.global(),
                weights == null ? off.resumedSessionWeight() : weights.renew(),
                weights == null ? off.localSessionWeight() : weights.local(),
                throttle.freezeTimeMs(),
                throttle.drop().increase(),
                throttle.drop().decrease(),
                throttle.drop().decreaseRatio());
    }
}
