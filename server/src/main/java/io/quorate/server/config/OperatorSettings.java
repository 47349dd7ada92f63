package io.quorate.server.config;

import static io.quorate.server.config.Kinds.FALSE_IS_OFF;
import static io.quorate.server.config.Kinds.FLAG;
import static io.quorate.server.config.Kinds.PORT;
import static io.quorate.server.config.Kinds.TEXT;
import static io.quorate.server.config.Kinds.TRUE_IS_ON;
import static io.quorate.server.config.Kinds.large;
import static io.quorate.server.config.Kinds.number;
import static io.quorate.server.config.Kinds.whole;
import static io.quorate.server.config.Setting.key;
import static io.quorate.server.config.Setting.property;

import java.util.List;

/** What operators look at and talk to. */
final class OperatorSettings {
    static final Setting<String> WHITELIST = property("4lw.commands.whitelist", TEXT)
            .byDefault("")
            .must("Four-letter words that are answered besides srvr, separated by commas; * means all.");
    static final Setting<Boolean> ADMIN_ENABLED =
            property("admin.enableServer", FALSE_IS_OFF).byDefault("true").must("Whether the AdminServer runs.");
    static final Setting<String> ADMIN_ADDRESS =
            property("admin.serverAddress", TEXT).byDefault("0.0.0.0").must("Address of the AdminServer.");
    static final Setting<Long> ADMIN_PORT = property("admin.serverPort", PORT)
            .byDefault("8080")
            .must("Port of the AdminServer; if it is taken, the server does not start.");
    static final Setting<Long> ADMIN_IDLE = property("admin.idleTimeout", number("ms", 1))
            .byDefault("30000")
            .notYet()
            .rare("A silent connection to the AdminServer is closed after this.");
    static final Setting<String> ADMIN_URL = property("admin.commandURL", TEXT)
            .byDefault("/commands")
            .should("Path below which the AdminServer's commands are found.");
    static final Setting<Long> ADMIN_HTTP_VERSION = property("admin.httpVersion", number("", 0))
            .byDefault("11")
            .notNeeded()
            .rare("Protocol offered over TLS.");
    static final Setting<Boolean> ADMIN_UNIFICATION = property("admin.portUnification", TRUE_IS_ON)
            .byDefault("false")
            .notYet()
            .should("HTTP and HTTPS on one port.");
    static final Setting<Boolean> ADMIN_FORCE_HTTPS = property("admin.forceHttps", TRUE_IS_ON)
            .byDefault("false")
            .notYet()
            .should("HTTPS only; until there is HTTPS, the AdminServer then stays off.");
    static final Setting<Boolean> ADMIN_CLIENT_AUTH = property("admin.needClientAuth", TRUE_IS_ON)
            .byDefault("false")
            .notYet()
            .rare("Asks the AdminServer's clients for a certificate.");
    static final Setting<Long> ADMIN_RATE_LIMIT = property("admin.rateLimiterIntervalInMS", large("ms", 0))
            .byDefault("300000")
            .should("Least time between two snapshots of the AdminServer.");
    static final Setting<Boolean> ADMIN_SNAPSHOT = property("admin.snapshot.enabled", TRUE_IS_ON)
            .byDefault("true")
            .should("Whether the AdminServer takes snapshots.");
    static final Setting<Boolean> ADMIN_RESTORE = property("admin.restore.enabled", TRUE_IS_ON)
            .byDefault("true")
            .notYet()
            .should("Whether the AdminServer restores snapshots.");
    static final Setting<String> METRICS_CLASS = key("metricsProvider.className", TEXT)
            .byDefault("org.apache.zookeeper.metrics.impl.DefaultMetricsProvider")
            .must("Where metrics go: Default, Null or Prometheus, by the name of ZooKeeper's class.");
    static final Setting<String> METRICS_HOST =
            key("metricsProvider.httpHost", TEXT).byDefault("0.0.0.0").must("Address of the Prometheus endpoint.");
    static final Setting<Long> METRICS_PORT =
            key("metricsProvider.httpPort", PORT).byDefault("7000").must("Port of the Prometheus endpoint.");
    static final Setting<Boolean> METRICS_JVM = key("metricsProvider.exportJvmInfo", TRUE_IS_ON)
            .byDefault("true")
            .must("Whether the endpoint tells of the JVM and the process too.");
    static final Setting<Long> METRICS_THREADS = key(
                    "metricsProvider.numWorkerThreads", number("threads", Integer.MIN_VALUE))
            .byDefault("1")
            .notNeeded()
            .rare("Threads that record summaries in ZooKeeper; here the caller records.");
    static final Setting<Long> METRICS_QUEUE = key("metricsProvider.maxQueueSize", number("samples", 1))
            .byDefault("1000000")
            .notNeeded()
            .rare("Samples that may wait for those threads.");
    static final Setting<Long> METRICS_SHUTDOWN = key("metricsProvider.workerShutdownTimeoutMs", number("ms", 0))
            .byDefault("1000")
            .notNeeded()
            .rare("How long their end is waited for.");
    static final Setting<Boolean> PAUSE_MONITOR =
            key("jvm.pause.monitor", FLAG).byDefault("false").rare("Watches for pauses of the JVM and of the machine.");
    static final Setting<Long> PAUSE_INFO = key("jvm.pause.info-threshold.ms", whole("ms", 0))
            .byDefault("1000")
            .rare("A pause longer than this is told.");
    static final Setting<Long> PAUSE_WARN = key("jvm.pause.warn-threshold.ms", whole("ms", 0))
            .byDefault("10000")
            .rare("A pause longer than this is a warning.");
    static final Setting<Long> PAUSE_SLEEP =
            key("jvm.pause.sleep.time.ms", whole("ms", 1)).byDefault("500").rare("How often the monitor looks.");
    static final Setting<Boolean> AUDIT = property("audit.enable", TRUE_IS_ON)
            .byDefault("false")
            .should("Writes an audit log, with the logger org.apache.zookeeper.audit.Slf4jAuditLogger.");
    static final Setting<String> AUDIT_CLASS =
            property("audit.impl.class", TEXT).notYet().rare("Class that writes the audit log.");
    static final Setting<Boolean> TRACKER = property("messageTracker.Enabled", TRUE_IS_ON)
            .byDefault("false")
            .forEnsemblesLater()
            .rare("Remembers the last messages between members.");
    static final Setting<Long> TRACKER_SIZE = property("messageTracker.BufferSize", number("messages", 0))
            .byDefault("10")
            .forEnsemblesLater()
            .rare("How many.");
    static final Setting<Boolean> LOG4J_DISABLE = property("jmx.log4j.disable", TRUE_IS_ON)
            .byDefault("false")
            .notNeeded()
            .obsolete("Log4j's JMX beans.");
    static final Setting<String> LOG4J_MBEAN = property("jmx.log4j.mbean", TEXT)
            .byDefault("log4j:hierarchy=default")
            .notNeeded()
            .obsolete("Their name.");

    static final List<Setting<?>> ALL = List.of(
            WHITELIST,
            ADMIN_ENABLED,
            ADMIN_ADDRESS,
            ADMIN_PORT,
            ADMIN_IDLE,
            ADMIN_URL,
            ADMIN_HTTP_VERSION,
            ADMIN_UNIFICATION,
            ADMIN_FORCE_HTTPS,
            ADMIN_CLIENT_AUTH,
            ADMIN_RATE_LIMIT,
            ADMIN_SNAPSHOT,
            ADMIN_RESTORE,
            METRICS_CLASS,
            METRICS_HOST,
            METRICS_PORT,
            METRICS_JVM,
            METRICS_THREADS,
            METRICS_QUEUE,
            METRICS_SHUTDOWN,
            PAUSE_MONITOR,
            PAUSE_INFO,
            PAUSE_WARN,
            PAUSE_SLEEP,
            AUDIT,
            AUDIT_CLASS,
            TRACKER,
            TRACKER_SIZE,
            LOG4J_DISABLE,
            LOG4J_MBEAN);

    private OperatorSettings() {}
}
