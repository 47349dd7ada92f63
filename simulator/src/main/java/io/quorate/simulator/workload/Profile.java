package io.quorate.simulator.workload;

/** What a client mostly asks for (faults 4.7). */
public enum Profile {
    /** A few registers, written conditionally by all. */
    REGISTERS,
    /** Numbered children under few parents. */
    SEQUENCES,
    /** Ephemerals that race with the end of their session. */
    EPHEMERALS,
    /** Several at once, some of which fail. */
    MULTIS,
    /** Watches of every kind, set and removed. */
    WATCHES,
    /** The same paths made and removed again, deep and wide. */
    CHURN,
    /** Rights that change while they are used, by several identities. */
    ACLS,
    /** Containers and TTL znodes, and their reaper. */
    CONTAINERS,
    /** A write, a sync, a read. */
    SYNCS,
    /** What no decent client sends, and what is too big. */
    ODDITIES,
    /** Hardly anything: pings, and silence. */
    IDLE
}
