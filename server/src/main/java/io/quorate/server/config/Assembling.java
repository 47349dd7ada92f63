package io.quorate.server.config;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts the values together into a {@link ServerConfig}. Used once, by one thread. */
final class Assembling {
    private static final String EVERYWHERE = "0.0.0.0";
    private static final int MIN_TICKS = 2;
    private static final int MAX_TICKS = 20;

    private final Values values;
    private final Members members;
    private final @Nullable Long myId;

    /** @param myId which member this is, null if the data directory knows */
    Assembling(Values values, Members members, @Nullable Long myId) {
        this.values = values;
        this.members = members;
        this.myId = myId;
    }

    /** Problems found on the way are left in the values. */
    ServerConfig config(ServerConfig.Origin origin) {
        ServerConfig.Disk disk = disk();
        Long self = myId == null ? MyId.in(disk.dataDir(), values) : myId;
        boolean ensemble = members.areAnEnsemble(values);
        ServerConfig.Clients clients = clients(ensemble, self);
        ServerConfig.Tls tls = ClientTls.of(values, secureAddress());
        ServerConfig.Sessions sessions = sessions();
        ServerConfig.Requests requests = requests();
        ServerConfig.Throttle throttle = throttle();
        ServerConfig.Snapshots snapshots = snapshots();
        ServerConfig.Tree tree = tree();
        ServerConfig.Admin admin = admin();
        ServerConfig.Metrics metrics = metrics();
        return new ServerConfig(
                origin,
                ensemble ? EnsembleAssembling.of(values, members, self, sessions.tickMs()) : null,
                clients,
                tls,
                sessions,
                requests,
                throttle,
                disk,
                snapshots,
                tree,
                reaper(),
                access(),
                words(),
                admin,
                metrics,
                pauses(),
                values.remarks());
    }

    private ServerConfig.Clients clients(boolean ensemble, @Nullable Long self) {
        MemberLine.Place line = ensemble ? self == null ? null : members.clientOf(self) : members.onlyClient();
        return new ServerConfig.Clients(
                line == null ? clientAddress() : clientAddress(line, self),
                whole(ServiceSettings.LISTEN_BACKLOG),
                whole(ServiceSettings.MAX_CLIENT_CNXNS),
                Math.max(0, whole(ServiceSettings.MAX_CNXNS)),
                values.get(ServiceSettings.CLIENT_KEEP_ALIVE),
                whole(ServiceSettings.SESSIONLESS_TIMEOUT));
    }

    private @Nullable InetSocketAddress clientAddress() {
        Long port = values.find(ServiceSettings.CLIENT_PORT);
        if (port == null) {
            if (!values.isGiven(ServiceSettings.SECURE_CLIENT_PORT)) {
                values.warn("clientPort is not set: no client can connect.");
            }
            return null;
        }
        String host = values.find(ServiceSettings.CLIENT_PORT_ADDRESS);
        return address(host == null ? EVERYWHERE : host, port.intValue(), "clientPortAddress");
    }

    /** The server line decides, but nothing else that is said may contradict it (configuration 4.1). */
    private @Nullable InetSocketAddress clientAddress(MemberLine.Place line, @Nullable Long self) {
        InetSocketAddress decided = address(line.host(), line.port(), "the server line");
        InetSocketAddress said =
                values.isGiven(ServiceSettings.CLIENT_PORT) && decided != null ? clientAddress() : decided;
        if (said != null && decided != null) {
            boolean wildcard = said.getAddress().isAnyLocalAddress();
            if (wildcard ? said.getPort() != decided.getPort() : !said.equals(decided)) {
                values.problem("client address for this server" + (self == null ? "" : " (id = " + self + ")")
                        + " in static config file is " + said
                        + " is different from client address found in dynamic file: " + decided + ".");
            }
        }
        return decided;
    }

    private @Nullable InetSocketAddress secureAddress() {
        Long port = values.find(ServiceSettings.SECURE_CLIENT_PORT);
        String host = values.find(ServiceSettings.SECURE_CLIENT_PORT_ADDRESS);
        return port == null
                ? null
                : address(host == null ? EVERYWHERE : host, port.intValue(), "secureClientPortAddress");
    }

    private @Nullable InetSocketAddress address(String host, int port, String key) {
        try {
            InetAddress address = InetAddress.getByName(host);
            return new InetSocketAddress(address, port);
        } catch (UnknownHostException _) {
            values.problem(key + ": the host " + host + " is unknown.");
            return null;
        }
    }

    private ServerConfig.Sessions sessions() {
        int tick = whole(ServiceSettings.TICK_TIME);
        int min = whole(ServiceSettings.MIN_SESSION_TIMEOUT);
        int max = whole(ServiceSettings.MAX_SESSION_TIMEOUT);
        min = min == -1 ? Math.clamp((long) tick * MIN_TICKS, 0, Integer.MAX_VALUE) : min;
        max = max == -1 ? Math.clamp((long) tick * MAX_TICKS, 0, Integer.MAX_VALUE) : max;
        if (min > max) {
            values.problem("minSessionTimeout must not be larger than maxSessionTimeout: " + min + " > " + max + ".");
        }
        return new ServerConfig.Sessions(tick, min, max);
    }

    private ServerConfig.Requests requests() {
        int frame = whole(ServiceSettings.JUTE_MAX_BUFFER);
        Long extra = values.find(ServiceSettings.JUTE_EXTRA);
        long record = frame + Math.max(1024L, extra == null ? frame : extra);
        return new ServerConfig.Requests(
                whole(ServiceSettings.OUTSTANDING_LIMIT),
                frame,
                Math.clamp(record, 0, Integer.MAX_VALUE),
                whole(ServiceSettings.LARGE_REQUEST_THRESHOLD),
                whole(ServiceSettings.LARGE_REQUEST_MAX));
    }

    private ServerConfig.Throttle throttle() {
        ServerConfig.Throttle.Weights weights = values.get(ServiceSettings.THROTTLE_WEIGHTED)
                ? new ServerConfig.Throttle.Weights(
                        whole(ServiceSettings.THROTTLE_GLOBAL_WEIGHT),
                        whole(ServiceSettings.THROTTLE_LOCAL_WEIGHT),
                        whole(ServiceSettings.THROTTLE_RENEW_WEIGHT))
                : null;
        ServerConfig.Throttle.Drop drop = new ServerConfig.Throttle.Drop(
                values.get(ServiceSettings.THROTTLE_DROP_INCREASE),
                values.get(ServiceSettings.THROTTLE_DROP_DECREASE),
                values.get(ServiceSettings.THROTTLE_DECREASE_RATIO));
        return new ServerConfig.Throttle(
                whole(ServiceSettings.THROTTLE_TOKENS),
                whole(ServiceSettings.THROTTLE_FILL_TIME),
                whole(ServiceSettings.THROTTLE_FILL_COUNT),
                whole(ServiceSettings.THROTTLE_FREEZE_TIME),
                drop,
                weights);
    }

    private ServerConfig.Disk disk() {
        Path data = values.find(DiskSettings.DATA_DIR);
        Path dataDir = data == null ? Path.of(".") : data;
        Path log = values.find(DiskSettings.DATA_LOG_DIR);
        return new ServerConfig.Disk(
                dataDir,
                log == null ? dataDir : log,
                values.get(DiskSettings.DATADIR_AUTOCREATE),
                values.get(DiskSettings.DB_AUTOCREATE),
                values.get(DiskSettings.TRUST_EMPTY),
                values.get(DiskSettings.FORCE_SYNC),
                values.get(DiskSettings.PRE_ALLOC),
                values.get(DiskSettings.LOG_SIZE_LIMIT),
                values.get(DiskSettings.FSYNC_WARNING));
    }

    private ServerConfig.Snapshots snapshots() {
        return new ServerConfig.Snapshots(
                whole(DiskSettings.SNAP_COUNT),
                Math.max(0, values.get(DiskSettings.SNAP_SIZE_LIMIT)),
                values.get(DiskSettings.COMPRESSION),
                values.get(DiskSettings.LAST_ZXID_SECTION),
                whole(DiskSettings.RETAIN),
                whole(DiskSettings.PURGE_INTERVAL));
    }

    private ServerConfig.Tree tree() {
        return new ServerConfig.Tree(
                values.get(ServiceSettings.EXTENDED_TYPES),
                values.get(ServiceSettings.ENFORCE_QUOTA),
                values.get(ServiceSettings.SKIP_ACL),
                values.get(DiskSettings.DIGEST));
    }

    private ServerConfig.Reaper reaper() {
        return new ServerConfig.Reaper(
                values.get(ServiceSettings.CONTAINER_INTERVAL),
                whole(ServiceSettings.CONTAINER_PER_MINUTE),
                values.get(ServiceSettings.CONTAINER_NEVER_USED));
    }

    private ServerConfig.Access access() {
        String algorithm = values.get(SecuritySettings.DIGEST_ALG);
        return new ServerConfig.Access(
                values.get(SecuritySettings.DIGEST_ENABLED),
                algorithm.equals("SHA1") ? "SHA-1" : algorithm,
                values.find(SecuritySettings.SUPER_DIGEST),
                Providers.of(values).x509() || ClientTls.isWanted(values),
                values.find(SecuritySettings.X509_SUPER),
                values.get(OperatorSettings.AUDIT),
                new ServerConfig.Access.Enforcement(
                        values.get(SecuritySettings.ENFORCED),
                        values.get(SecuritySettings.ENFORCED_SCHEMES),
                        values.get(SecuritySettings.SASL_REQUIRED)));
    }

    private ServerConfig.Words words() {
        List<String> listed = new ArrayList<>();
        for (String word : values.get(OperatorSettings.WHITELIST).split(",", -1)) {
            if (!word.isBlank()) {
                listed.add(word.trim());
            }
        }
        if (values.get(ServiceSettings.READ_ONLY_MODE)) {
            listed.add("isro");
        }
        return new ServerConfig.Words(listed.contains("*"), listed);
    }

    private ServerConfig.Admin admin() {
        boolean enabled = values.get(OperatorSettings.ADMIN_ENABLED);
        if (enabled && values.get(OperatorSettings.ADMIN_FORCE_HTTPS)) {
            values.warn("admin.forceHttps=true: there is no HTTPS yet, so the AdminServer stays off.");
            enabled = false;
        }
        String url = values.get(OperatorSettings.ADMIN_URL);
        if (!url.startsWith("/") || url.length() < 2) {
            values.problem("admin.commandURL=" + url + " must be a path such as /commands.");
        }
        return new ServerConfig.Admin(
                enabled,
                operatorAddress(enabled, OperatorSettings.ADMIN_ADDRESS, OperatorSettings.ADMIN_PORT),
                url.endsWith("/") ? url.substring(0, url.length() - 1) : url,
                whole(OperatorSettings.ADMIN_IDLE),
                values.get(OperatorSettings.ADMIN_RATE_LIMIT),
                values.get(OperatorSettings.ADMIN_SNAPSHOT),
                values.get(SecuritySettings.FORWARDED_FOR));
    }

    private ServerConfig.Metrics metrics() {
        ServerConfig.Metrics.Provider provider = Validity.provider(values);
        return new ServerConfig.Metrics(
                provider,
                operatorAddress(
                        provider == ServerConfig.Metrics.Provider.PROMETHEUS,
                        OperatorSettings.METRICS_HOST,
                        OperatorSettings.METRICS_PORT),
                values.get(OperatorSettings.METRICS_JVM));
    }

    /** An address that is not going to be used need not exist. */
    private InetSocketAddress operatorAddress(boolean used, Setting<String> host, Setting<Long> port) {
        InetSocketAddress resolved = used ? address(values.get(host), whole(port), host.name()) : null;
        return resolved == null ? InetSocketAddress.createUnresolved(values.get(host), whole(port)) : resolved;
    }

    private ServerConfig.Pauses pauses() {
        return new ServerConfig.Pauses(
                values.get(OperatorSettings.PAUSE_MONITOR),
                whole(OperatorSettings.PAUSE_SLEEP),
                whole(OperatorSettings.PAUSE_INFO),
                whole(OperatorSettings.PAUSE_WARN));
    }

    private int whole(Setting<Long> setting) {
        return Math.toIntExact(values.get(setting));
    }
}
