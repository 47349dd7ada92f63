package io.quorate.server.config;

import static io.quorate.server.config.Kinds.FLAG;
import static io.quorate.server.config.Kinds.NO_IS_OFF;
import static io.quorate.server.config.Kinds.PORT;
import static io.quorate.server.config.Kinds.TEXT;
import static io.quorate.server.config.Kinds.TRUE_IS_ON;
import static io.quorate.server.config.Kinds.YES_IS_ON;
import static io.quorate.server.config.Kinds.fraction;
import static io.quorate.server.config.Kinds.large;
import static io.quorate.server.config.Kinds.number;
import static io.quorate.server.config.Kinds.whole;
import static io.quorate.server.config.Setting.jvm;
import static io.quorate.server.config.Setting.key;
import static io.quorate.server.config.Setting.property;

import java.util.List;

/** Sessions, connections, requests: what clients notice. */
final class ServiceSettings {
    static final Setting<Long> CLIENT_PORT = key(
                    "clientPort", new Kind.Whole("port", 0, 65_535, Kind.Below.REFUSED, false))
            .must("Port for clients; 0 lets the system choose one, unset means no plain-text listener.");
    static final Setting<String> CLIENT_PORT_ADDRESS =
            key("clientPortAddress", TEXT).must("Address that clientPort is bound to; unset means all.");
    static final Setting<Long> SECURE_CLIENT_PORT =
            key("secureClientPort", PORT).must("Port for clients that speak TLS; 0 lets the system choose one.");
    static final Setting<String> SECURE_CLIENT_PORT_ADDRESS =
            key("secureClientPortAddress", TEXT).should("Address that secureClientPort is bound to; unset means all.");
    static final Setting<Long> TICK_TIME =
            key("tickTime", whole("ms", 1)).byDefault("3000").must("Unit of time: session bounds are given in ticks.");
    static final Setting<Long> MAX_CLIENT_CNXNS = key("maxClientCnxns", whole("connections", 0))
            .byDefault("60")
            .must("Connections that one client address may hold; 0 means any number.");
    static final Setting<Long> MIN_SESSION_TIMEOUT = key("minSessionTimeout", whole("ms", -1))
            .byDefault("-1")
            .must("Shortest session timeout granted; -1 means 2 ticks.");
    static final Setting<Long> MAX_SESSION_TIMEOUT = key("maxSessionTimeout", whole("ms", -1))
            .byDefault("-1")
            .must("Longest session timeout granted; -1 means 20 ticks.");
    static final Setting<Long> LISTEN_BACKLOG = key("clientPortListenBacklog", whole("connections", -1))
            .byDefault("-1")
            .rare("Connections that may wait to be accepted; -1 leaves it to the server.");
    static final Setting<Boolean> LOCAL_SESSIONS = key("localSessionsEnabled", FLAG)
            .byDefault("false")
            .forEnsemblesLater()
            .should("Sessions that stay on their member until they need more.");
    static final Setting<Boolean> LOCAL_SESSIONS_UPGRADING = key("localSessionsUpgradingEnabled", FLAG)
            .byDefault("false")
            .forEnsemblesLater()
            .should("Makes a local session global when it creates its first ephemeral.");
    static final Setting<String> SERVER_CNXN_FACTORY = property("serverCnxnFactory", TEXT)
            .byDefault("org.apache.zookeeper.server.NIOServerCnxnFactory")
            .notNeeded()
            .must("ZooKeeper's choice between two network stacks; here there is one.");
    static final Setting<Long> MAX_CNXNS = property("maxCnxns", number("connections", Integer.MIN_VALUE))
            .byDefault("0")
            .should("Client connections in all; 0 or less means any number.");
    static final Setting<Long> OUTSTANDING_LIMIT = property("globalOutstandingLimit", number("requests", 1))
            .byDefault("1000")
            .should("While more requests are under way, nothing more is read from connections that wait for one.");
    static final Setting<Long> LARGE_REQUEST_MAX = property("largeRequestMaxBytes", number("bytes", 1))
            .byDefault("104857600")
            .rare("Bytes of large requests that may be under way together.");
    static final Setting<Long> LARGE_REQUEST_THRESHOLD = property("largeRequestThreshold", number("bytes", -1))
            .byDefault("-1")
            .rare("Size from which a request counts as large; -1 means none does.");
    static final Setting<Boolean> EAGER_ACL_CHECK = property("enableEagerACLCheck", TRUE_IS_ON)
            .byDefault("false")
            .forEnsemblesLater()
            .rare("Checks ACLs on the member that took the request before the leader sees it.");
    static final Setting<Boolean> ENFORCE_QUOTA =
            property("enforceQuota", TRUE_IS_ON).byDefault("false").should("Lets hard quotas refuse requests.");
    static final Setting<Boolean> SKIP_ACL =
            property("skipACL", YES_IS_ON).byDefault("no").should("Switches all ACL checks off.");
    static final Setting<Boolean> CLIENT_KEEP_ALIVE = property("clientTcpKeepAlive", TRUE_IS_ON)
            .byDefault("false")
            .should("TCP keep-alive on client connections.");
    static final Setting<Long> THROTTLED_OP_WAIT = property("throttled_op_wait_time", number("ms", 0))
            .byDefault("0")
            .notYet()
            .rare("Refuses requests that waited longer than this to be taken; 0 means never.");
    static final Setting<Long> THROTTLE_TOKENS = property("connection_throttle_tokens", number("tokens", 0))
            .alias("connectionMaxTokens")
            .byDefault("0")
            .rare("Size of the token bucket that limits the rate of new sessions; 0 means no limit.");
    static final Setting<Long> THROTTLE_FILL_TIME = property("connection_throttle_fill_time", number("ms", 1))
            .alias("connectionTokenFillTime")
            .byDefault("1")
            .rare("How often the bucket is refilled.");
    static final Setting<Long> THROTTLE_FILL_COUNT = property("connection_throttle_fill_count", number("tokens", 1))
            .alias("connectionTokenFillCount")
            .byDefault("1")
            .rare("Tokens per refill.");
    static final Setting<Long> THROTTLE_FREEZE_TIME = property("connection_throttle_freeze_time", number("ms", -1))
            .alias("connectionFreezeTime")
            .byDefault("-1")
            .rare("How often the chance of an early drop is adjusted; -1 means connections are never dropped early.");
    static final Setting<Double> THROTTLE_DROP_INCREASE = property("connection_throttle_drop_increase", fraction())
            .alias("connectionDropIncrease")
            .byDefault("0.02")
            .rare("Added to the chance of a drop while the bucket is empty.");
    static final Setting<Double> THROTTLE_DROP_DECREASE = property("connection_throttle_drop_decrease", fraction())
            .alias("connectionDropDecrease")
            .byDefault("0.002")
            .rare("Taken from the chance of a drop while there are tokens enough.");
    static final Setting<Double> THROTTLE_DECREASE_RATIO = property("connection_throttle_decrease_ratio", fraction())
            .alias("connectionDecreaseRatio")
            .byDefault("0")
            .rare("Share of the bucket that may be missing for the chance to fall.");
    static final Setting<Boolean> THROTTLE_WEIGHTED = property("connection_throttle_weight_enabled", TRUE_IS_ON)
            .byDefault("false")
            .rare("Lets new, resumed and local sessions cost different numbers of tokens.");
    static final Setting<Long> THROTTLE_GLOBAL_WEIGHT = property(
                    "connection_throttle_global_session_weight", number("tokens", 1))
            .byDefault("3")
            .rare("Cost of a new session.");
    static final Setting<Long> THROTTLE_LOCAL_WEIGHT = property(
                    "connection_throttle_local_session_weight", number("tokens", 1))
            .byDefault("1")
            .rare("Cost of a new local session.");
    static final Setting<Long> THROTTLE_RENEW_WEIGHT = property(
                    "connection_throttle_renew_session_weight", number("tokens", 1))
            .byDefault("2")
            .rare("Cost of taking a session up again.");
    static final Setting<Long> REQUEST_THROTTLE_MAX = property("request_throttle_max_requests", number("requests", 0))
            .alias("requestThrottleLimit")
            .byDefault("0")
            .notYet()
            .rare("Requests that may be under way before others wait at the entry; 0 means any number.");
    static final Setting<Long> REQUEST_THROTTLE_STALL = property("request_throttle_stall_time", number("ms", 1))
            .alias("requestThrottleStallTime")
            .byDefault("100")
            .notYet()
            .rare("Longest nap before a waiting request looks again.");
    static final Setting<Boolean> REQUEST_THROTTLE_DROP_STALE = property("request_throttle_drop_stale", TRUE_IS_ON)
            .alias("requestThrottleDropStale")
            .byDefault("true")
            .notYet()
            .rare("Drops requests that became stale while they waited.");
    static final Setting<Boolean> REQUEST_STALE_LATENCY = property("request_stale_latency_check", TRUE_IS_ON)
            .alias("requestStaleLatencyCheck")
            .byDefault("false")
            .notYet()
            .rare("Counts a request as stale once it waited longer than its session's timeout.");
    static final Setting<Boolean> REQUEST_STALE_CONNECTION = property("request_stale_connection_check", TRUE_IS_ON)
            .alias("requestStaleConnectionCheck")
            .byDefault("true")
            .notYet()
            .rare("Counts a request as stale once its connection is gone.");
    static final Setting<Long> SESSIONLESS_TIMEOUT = property("nio.sessionlessCnxnTimeout", number("ms", 1))
            .byDefault("10000")
            .rare("A connection that has not opened a session by then is closed.");
    static final Setting<Long> JUTE_MAX_BUFFER = jvm("jute.maxbuffer", number("bytes", 32))
            .byDefault("1048575")
            .must("Largest request, and largest record in the log. ZooKeeper reads only -Djute.maxbuffer.");
    static final Setting<Long> JUTE_EXTRA = property("jute.maxbuffer.extrasize", number("bytes", 1024))
            .rare("What a record in the log may be larger than jute.maxbuffer; unset means as much again.");
    static final Setting<Boolean> READ_ONLY_MODE = jvm("readonlymode.enabled", TRUE_IS_ON)
            .byDefault("false")
            .forEnsemblesLater()
            .should("Serves reads while cut off from the ensemble; also puts isro on the list of four-letter words.");
    static final Setting<Boolean> PORT_UNIFICATION =
            property("client.portUnification", TRUE_IS_ON).byDefault("false").should("Accepts TLS on clientPort too.");
    static final Setting<Boolean> LEADER_SERVES = property("leaderServes", NO_IS_OFF)
            .byDefault("yes")
            .forEnsemblesLater()
            .should("Whether the leader takes clients.");
    static final Setting<Long> CONTAINER_INTERVAL = jvm("znode.container.checkIntervalMs", large("ms", 1))
            .byDefault("60000")
            .should("How often abandoned containers and expired TTL znodes are looked for.");
    static final Setting<Long> CONTAINER_PER_MINUTE = jvm("znode.container.maxPerMinute", number("znodes", 1))
            .byDefault("10000")
            .should("How many of them are removed per minute.");
    static final Setting<Long> CONTAINER_NEVER_USED = jvm("znode.container.maxNeverUsedIntervalMs", large("ms", 0))
            .byDefault("0")
            .rare("Age at which a container that never had children is removed; 0 means never.");
    static final Setting<Boolean> EXTENDED_TYPES =
            property("extendedTypesEnabled", TRUE_IS_ON).byDefault("false").must("Allows TTL znodes.");

    static final List<Setting<?>> ALL = List.of(
            CLIENT_PORT,
            CLIENT_PORT_ADDRESS,
            SECURE_CLIENT_PORT,
            SECURE_CLIENT_PORT_ADDRESS,
            TICK_TIME,
            MAX_CLIENT_CNXNS,
            MIN_SESSION_TIMEOUT,
            MAX_SESSION_TIMEOUT,
            LISTEN_BACKLOG,
            LOCAL_SESSIONS,
            LOCAL_SESSIONS_UPGRADING,
            SERVER_CNXN_FACTORY,
            MAX_CNXNS,
            OUTSTANDING_LIMIT,
            LARGE_REQUEST_MAX,
            LARGE_REQUEST_THRESHOLD,
            EAGER_ACL_CHECK,
            ENFORCE_QUOTA,
            SKIP_ACL,
            CLIENT_KEEP_ALIVE,
            THROTTLED_OP_WAIT,
            THROTTLE_TOKENS,
            THROTTLE_FILL_TIME,
            THROTTLE_FILL_COUNT,
            THROTTLE_FREEZE_TIME,
            THROTTLE_DROP_INCREASE,
            THROTTLE_DROP_DECREASE,
            THROTTLE_DECREASE_RATIO,
            THROTTLE_WEIGHTED,
            THROTTLE_GLOBAL_WEIGHT,
            THROTTLE_LOCAL_WEIGHT,
            THROTTLE_RENEW_WEIGHT,
            REQUEST_THROTTLE_MAX,
            REQUEST_THROTTLE_STALL,
            REQUEST_THROTTLE_DROP_STALE,
            REQUEST_STALE_LATENCY,
            REQUEST_STALE_CONNECTION,
            SESSIONLESS_TIMEOUT,
            JUTE_MAX_BUFFER,
            JUTE_EXTRA,
            READ_ONLY_MODE,
            PORT_UNIFICATION,
            LEADER_SERVES,
            CONTAINER_INTERVAL,
            CONTAINER_PER_MINUTE,
            CONTAINER_NEVER_USED,
            EXTENDED_TYPES);

    private ServiceSettings() {}
}
