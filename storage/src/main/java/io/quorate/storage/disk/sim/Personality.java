package io.quorate.storage.disk.sim;

/**
 * What a file system promises about the order of things nobody synced (faults D4). Correctness depends on none of them.
 */
public enum Personality {
    /** As ext4: names survive in the order they changed, and syncing a file also makes earlier names durable. */
    ORDERED,
    /** Nothing is implied: any subset of names and of sectors survives. */
    WEAK,
    /** Each operation survives whole or not at all, a write with all its sectors. */
    STRICT
}
