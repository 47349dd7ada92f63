package io.quorate.server.config;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one server runs with. Immutable; every part is handed only to the room it concerns.
 *
 * @param origin the file it comes from
 * @param ensemble the members it belongs to; null when it serves alone
 * @param clients where and how clients are let in
 * @param tls what they find of TLS; null for none
 * @param sessions how long silence is borne
 * @param requests what may be under way
 * @param throttle how fast sessions may be opened
 * @param disk where the log is and how it is written
 * @param snapshots when they are taken and how long kept
 * @param tree what the tree allows
 * @param reaper when abandoned znodes go
 * @param access who may do what
 * @param words which four-letter words are answered
 * @param admin the AdminServer
 * @param metrics where metrics go
 * @param pauses the watch on the JVM's pauses
 * @param remarks what the log should say about all this at start
 */
public record ServerConfig(
        Origin origin,
        @Nullable EnsembleConfig ensemble,
        Clients clients,
        @Nullable Tls tls,
        Sessions sessions,
        Requests requests,
        Throttle throttle,
        Disk disk,
        Snapshots snapshots,
        Tree tree,
        Reaper reaper,
        Access access,
        Words words,
        Admin admin,
        Metrics metrics,
        Pauses pauses,
        List<Remark> remarks) {
    public ServerConfig {
        remarks = List.copyOf(remarks);
    }

    /**
     * Where the configuration comes from.
     *
     * @param file null for the built-in default
     * @param text the file as it was read
     */
    public record Origin(@Nullable Path file, String text) {}

    /**
     * The client door.
     *
     * @param address null when there is no listener
     * @param backlog connections that may wait to be accepted, −1 for the server's own choice
     * @param perAddress connections of one client address, 0 for any number
     * @param total connections in all, 0 for any number
     * @param keepAlive TCP keep-alive
     * @param sessionlessMs how long a connection may stay without a session
     */
    public record Clients(
            @Nullable InetSocketAddress address,
            int backlog,
            int perAddress,
            int total,
            boolean keepAlive,
            int sessionlessMs) {}

    /**
     * TLS for clients (configuration 7).
     *
     * @param address where nothing else is spoken; null when there is no such listener
     * @param unified whether the plain listener takes it as well
     * @param trustStore null for whom the JVM trusts
     * @param protocols empty for TLSv1.3 and TLSv1.2
     * @param cipherSuites empty for the server's choice
     * @param clientAuth none, want or need
     * @param maxHandshakes under way together, 0 or less for any number
     * @param reload whether files that change are read again
     */
    public record Tls(
            @Nullable InetSocketAddress address,
            boolean unified,
            Store keyStore,
            @Nullable Store trustStore,
            List<String> protocols,
            List<String> cipherSuites,
            String clientAuth,
            Checks checks,
            int maxHandshakes,
            boolean reload) {

        /** A file; its settings begin with {@code key}, and {@code type} is null to tell by its name. */
        public record Store(
                String key,
                Path location,
                String password,
                @Nullable Path passwordPath,
                @Nullable String type) {

            /** Without the password. */
            @Override
            public String toString() {
                return key + ".location=" + location;
            }
        }

        /** Of clients' certificates: whether the address is compared, or its name too, and revocation. */
        public record Checks(boolean host, boolean names, boolean crl, boolean ocsp) {}
    }

    /** In ms. */
    public record Sessions(int tickMs, int minTimeoutMs, int maxTimeoutMs) {}

    /**
     * Requests.
     *
     * @param outstandingLimit requests under way before reading stops
     * @param maxFrameBytes jute.maxbuffer
     * @param maxRecordBytes the same with what a record in the log may be larger
     * @param largeBytes size from which a request counts as large, −1 for never
     * @param largeTotalBytes bound on all large requests together
     */
    public record Requests(
            int outstandingLimit, int maxFrameBytes, int maxRecordBytes, int largeBytes, int largeTotalBytes) {}

    /**
     * The bucket of client protocol 8.3.
     *
     * @param tokens its size, 0 for no limit
     * @param fillTimeMs how often it is refilled
     * @param fillCount tokens per refill
     * @param freezeTimeMs how often the chance of a drop is adjusted, −1 for never
     * @param drop the three numbers of that adjustment
     * @param weights null when every session costs one token
     */
    public record Throttle(
            int tokens,
            int fillTimeMs,
            int fillCount,
            int freezeTimeMs,
            Drop drop,
            @Nullable Weights weights) {

        /** How the chance of an early drop moves. */
        public record Drop(double increase, double decrease, double decreaseRatio) {}

        /** What kinds of sessions cost. */
        public record Weights(int global, int local, int renew) {}
    }

    /**
     * The log and where everything is.
     *
     * @param dataDir as the operator wrote it, without {@code version-2}
     * @param logDir equal to {@code dataDir} unless set
     * @param createFolders whether missing folders are made
     * @param createDatabase whether an empty directory is a new database
     * @param trustEmpty whether logs without a snapshot are accepted
     * @param forceSync whether an acknowledged write is on the disk
     * @param preAllocKb by how much files are extended ahead
     * @param rollAtKb size at which a new file begins, −1 for never
     * @param slowSyncMs what is worth a warning
     */
    public record Disk(
            Path dataDir,
            Path logDir,
            boolean createFolders,
            boolean createDatabase,
            boolean trustEmpty,
            boolean forceSync,
            long preAllocKb,
            long rollAtKb,
            long slowSyncMs) {}

    /**
     * Snapshots.
     *
     * @param everyTxns transactions between two
     * @param everyKb log between two, 0 for any amount
     * @param compression empty, {@code gz} or {@code snappy}
     * @param lastZxidSection whether the last zxid is written into them
     * @param retain how many a purge leaves
     * @param purgeHours hours between purges, 0 for never
     */
    public record Snapshots(
            int everyTxns, long everyKb, String compression, boolean lastZxidSection, int retain, int purgeHours) {}

    /** Switches of the tree. */
    public record Tree(boolean extendedTypes, boolean enforceQuota, boolean skipAcl, boolean digest) {}

    /** The removal of abandoned containers and expired TTL znodes; {@code neverUsedMs} 0 for never. */
    public record Reaper(long intervalMs, int perMinute, long neverUsedMs) {}

    /**
     * Authentication.
     *
     * @param digest whether the digest scheme is there
     * @param digestAlgorithm as {@link java.security.MessageDigest} names it
     * @param superDigest {@code super:hash}, or null when there is no super user
     * @param x509 whether the x509 scheme is there
     * @param x509Super the certificate subject that is the super user; null for nobody
     * @param audited whether an audit log is written
     * @param enforcement what a client must have proved before it is served
     */
    public record Access(
            boolean digest,
            String digestAlgorithm,
            @Nullable String superDigest,
            boolean x509,
            @Nullable String x509Super,
            boolean audited,
            Enforcement enforcement) {

        /**
         * Client protocol 4.7.
         *
         * @param schemes names between commas
         * @param sasl whether it must be SASL, whatever the other two say
         */
        public record Enforcement(boolean enabled, String schemes, boolean sasl) {}
    }

    /** Four-letter words: all, or those listed. {@code srvr} is always answered. */
    public record Words(boolean all, List<String> listed) {
        public Words {
            listed = List.copyOf(listed);
        }

        /** Whether a word is answered. */
        public boolean allows(String word) {
            return all || word.equals("srvr") || listed.contains(word);
        }
    }

    /**
     * The AdminServer.
     *
     * @param url path of the commands, without a slash at the end
     * @param commandIntervalMs least time between two snapshots
     * @param forwardedFor whether the client's address is taken from X-Forwarded-For
     */
    public record Admin(
            boolean enabled,
            InetSocketAddress address,
            String url,
            int idleMs,
            long commandIntervalMs,
            boolean snapshots,
            boolean forwardedFor) {}

    /** Where metrics go; the address matters for Prometheus only. */
    public record Metrics(Provider provider, InetSocketAddress address, boolean jvm) {

        /** ZooKeeper's three providers. */
        public enum Provider {
            DEFAULT,
            NONE,
            PROMETHEUS
        }
    }

    /** The pause monitor, in ms. */
    public record Pauses(boolean watched, int everyMs, int infoMs, int warnMs) {}
}
