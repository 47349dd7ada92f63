package io.quorate.storage.disk.sim;

/** What a power cut leaves of what was not synced (faults D1, D2). */
public enum Survival {
    NOTHING,
    EVERYTHING,
    /** Whatever the disk's dice say, within its {@link Personality}. */
    SOME
}
