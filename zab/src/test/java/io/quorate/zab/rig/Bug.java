package io.quorate.zab.rig;

/** Historical mistakes, made again between a member and its world. The member's own code stays as it is. */
enum Bug {
    /** None. */
    NONE,
    /** The log answers before it has synced (ZOOKEEPER-3911, 4646, 4785). */
    ACK_BEFORE_FSYNC,
    /** The current epoch is on disk before the history it stands for (ZOOKEEPER-4643). */
    EPOCH_BEFORE_HISTORY,
    /** The accepted epoch is kept in memory only (ZOOKEEPER-335, 1081). */
    ACCEPTED_EPOCH_IN_MEMORY,
    /** The current epoch is kept in memory only (ZOOKEEPER-2307). */
    CURRENT_EPOCH_IN_MEMORY,
    /** A wiped member claims an empty history instead of an unknown one (ZOOKEEPER-261). */
    WIPED_BUT_CONFIDENT,
    /** Truncation cuts memory and leaves the log as it was (ZOOKEEPER-2845, 1549). */
    TRUNCATE_IN_MEMORY,
    /** A snapshot that came is kept in memory only (ZOOKEEPER-2872). */
    SNAPSHOT_NOT_SYNCED,
    /** A snapshot that broke off is kept (ZOOKEEPER-3642). */
    HALF_SNAPSHOT_KEPT,
    /** What observers say counts (ZOOKEEPER-764, 769). */
    OBSERVERS_COUNT,
    /** The log of the old role is written on while the next role begins (ZOOKEEPER-4712, 3598). */
    OLD_PIPELINE_WRITES,
    /** Two of five decide. */
    SMALL_QUORUM,
    /** A leader lets a sync pass without asking anybody (ZOOKEEPER-1675). */
    SYNC_WITHOUT_QUORUM
}
