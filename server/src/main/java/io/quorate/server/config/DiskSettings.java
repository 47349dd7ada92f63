package io.quorate.server.config;

import static io.quorate.server.config.Kinds.NO_IS_OFF;
import static io.quorate.server.config.Kinds.PLACE;
import static io.quorate.server.config.Kinds.TRUE_IS_ON;
import static io.quorate.server.config.Kinds.atLeast;
import static io.quorate.server.config.Kinds.large;
import static io.quorate.server.config.Kinds.number;
import static io.quorate.server.config.Kinds.oneOf;
import static io.quorate.server.config.Kinds.whole;
import static io.quorate.server.config.Setting.key;
import static io.quorate.server.config.Setting.property;

import java.nio.file.Path;
import java.util.List;

/** The log, the snapshots, recovery. */
final class DiskSettings {
    static final Setting<Path> DATA_DIR = key("dataDir", PLACE).must("Holds snapshots, myid and epochs; required.");
    static final Setting<Path> DATA_LOG_DIR =
            key("dataLogDir", PLACE).must("Holds the transaction logs; unset means dataDir.");
    static final Setting<Long> RETAIN = key(
                    "autopurge.snapRetainCount",
                    new Kind.Whole("snapshots", 3, Integer.MAX_VALUE, Kind.Below.RAISED, false))
            .byDefault("3")
            .must("Snapshots that a purge leaves, with the logs they need.");
    static final Setting<Long> PURGE_INTERVAL = key("autopurge.purgeInterval", whole("hours", 0))
            .byDefault("0")
            .must("How often old snapshots and logs are purged, and once at start; 0 means never.");
    static final Setting<Long> SNAP_COUNT = property("snapCount", atLeast("transactions", 2))
            .byDefault("100000")
            .must("Transactions between snapshots; each time somewhere between half of it and all.");
    static final Setting<Long> SNAP_SIZE_LIMIT = property("snapSizeLimitInKb", large("KiB", Long.MIN_VALUE))
            .byDefault("4194304")
            .should("Log written between snapshots; 0 or less means any amount.");
    static final Setting<Long> LOG_SIZE_LIMIT = property("txnLogSizeLimitInKb", large("KiB", -1))
            .byDefault("-1")
            .should("Size at which a new log file is begun; -1 means only at snapshots.");
    static final Setting<Long> PRE_ALLOC = property("preAllocSize", large("KiB", 0))
            .byDefault("65536")
            .must("By how much a log file is extended ahead of what is written.");
    static final Setting<Long> FSYNC_WARNING = property("fsync.warningthresholdms", large("ms", 0))
            .alsoFrom("fsync.warningthresholdms")
            .byDefault("1000")
            .should("A forced write that takes longer is worth a warning.");
    static final Setting<Boolean> FORCE_SYNC = property("forceSync", NO_IS_OFF)
            .byDefault("yes")
            .must("\"no\" acknowledges writes that the disk has not confirmed: a power cut loses them.");
    static final Setting<Long> FLUSH_DELAY = property("flushDelay", large("ms", 0))
            .byDefault("0")
            .notNeeded()
            .rare("How long ZooKeeper waits for more to flush; here all that came meanwhile goes with the next flush.");
    static final Setting<Long> QUEUE_POLL = property("maxWriteQueuePollTime", large("ms", 0))
            .notNeeded()
            .rare("How long ZooKeeper waits at an empty queue before it flushes.");
    static final Setting<Long> MAX_BATCH = property("maxBatchSize", number("transactions", 1))
            .byDefault("1000")
            .notNeeded()
            .rare("Most transactions per flush.");
    static final Setting<String> COMPRESSION = property("snapshot.compression.method", oneOf("", "gz", "snappy"))
            .byDefault("")
            .should("How snapshots are compressed when written; all forms are read.");
    static final Setting<Boolean> TRUST_EMPTY = property("snapshot.trust.empty", TRUE_IS_ON)
            .byDefault("false")
            .should("Accepts logs without any snapshot, as after an upgrade from ZooKeeper 3.4.");
    static final Setting<Boolean> LAST_ZXID_SECTION = property("serializeLastProcessedZxid.enabled", TRUE_IS_ON)
            .byDefault("true")
            .should("Writes the last zxid into snapshots; admin snapshot and restore need it.");
    static final Setting<Boolean> DIGEST = property("digest.enabled", TRUE_IS_ON)
            .byDefault("true")
            .should("Keeps a digest of the tree in snapshots and transactions.");
    static final Setting<Boolean> CLOSE_SESSION_TXN = property("closeSessionTxn.enabled", TRUE_IS_ON)
            .byDefault("true")
            .notYet()
            .rare("Lists a session's ephemerals in the transaction that ends it; \"false\" is not in effect.");
    static final Setting<Boolean> DATADIR_AUTOCREATE = property("datadir.autocreate", TRUE_IS_ON)
            .byDefault("true")
            .must("Creates the version-2 folders when they are missing.");
    static final Setting<Boolean> DB_AUTOCREATE = property("db.autocreate", TRUE_IS_ON)
            .byDefault("true")
            .must("Takes an empty data directory for a new database.");
    static final Setting<Double> SNAPSHOT_SIZE_FACTOR = property("snapshotSizeFactor", new Kind.Fraction(-1, 1))
            .byDefault("0.33")
            .forEnsembles()
            .rare("Up to which share of a snapshot's size a learner is sent the log instead; 0 any, less never.");
    static final Setting<Long> COMMIT_LOG_COUNT = property("commitLogCount", atLeast("transactions", 500))
            .byDefault("500")
            .forEnsembles()
            .rare("Recent transactions kept in memory for learners.");
    static final Setting<Boolean> FORCE_SNAPSHOT_SYNC = property("forceSnapshotSync", TRUE_IS_ON)
            .byDefault("false")
            .forEnsembles()
            .rare("Sends learners snapshots only.");
    static final Setting<Boolean> SYNC_ENABLED =
            key("syncEnabled", Kinds.FLAG).byDefault("true").forEnsemblesLater().rare("Whether observers keep a log.");
    static final Setting<Boolean> OBSERVER_SYNC_ENABLED =
            property("observer.syncEnabled", TRUE_IS_ON).forEnsemblesLater().rare("The same, over syncEnabled.");
    static final Setting<Boolean> EMULATE_353 = property("emulate353TTLNodes", TRUE_IS_ON)
            .byDefault("false")
            .notYet()
            .rare("Reads TTL znodes as ZooKeeper 3.5.3 wrote them.");

    static final List<Setting<?>> ALL = List.of(
            DATA_DIR,
            DATA_LOG_DIR,
            RETAIN,
            PURGE_INTERVAL,
            SNAP_COUNT,
            SNAP_SIZE_LIMIT,
            LOG_SIZE_LIMIT,
            PRE_ALLOC,
            FSYNC_WARNING,
            FORCE_SYNC,
            FLUSH_DELAY,
            QUEUE_POLL,
            MAX_BATCH,
            COMPRESSION,
            TRUST_EMPTY,
            LAST_ZXID_SECTION,
            DIGEST,
            CLOSE_SESSION_TXN,
            DATADIR_AUTOCREATE,
            DB_AUTOCREATE,
            SNAPSHOT_SIZE_FACTOR,
            COMMIT_LOG_COUNT,
            FORCE_SNAPSHOT_SYNC,
            SYNC_ENABLED,
            OBSERVER_SYNC_ENABLED,
            EMULATE_353);

    private DiskSettings() {}
}
