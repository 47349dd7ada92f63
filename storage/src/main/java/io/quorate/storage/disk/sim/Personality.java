package io.quorate.storage.disk.sim;

/** What a file system promises about the order of things nobody synced (faults D4). Correctness depends on none of them. */
public enum Personality {
    /** As ext4: names survive in the order they changed, and syncing a file also makes earlier names durable. */
    ORDERED,
    /** Nothing is implied: any subset of names and sectors survives. */
    WEAK,
    /** Operations survive whole and in order: a prefix of them. */
    STRICT
}
