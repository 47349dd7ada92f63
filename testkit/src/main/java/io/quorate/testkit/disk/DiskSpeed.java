package io.quorate.testkit.disk;

import java.time.Duration;

/** How slow the disk of one member is, over all its lives. Thread-safe. */
public final class DiskSpeed {
    private volatile Duration syncTakes = Duration.ZERO;

    /** A disk as fast as it is. */
    public DiskSpeed() {}

    /**
     * From now on every sync takes so much longer, also those under way.
     *
     * @param longer not negative
     */
    public void syncTakes(Duration longer) {
        if (longer.isNegative()) {
            throw new IllegalArgumentException("a disk cannot take " + longer + " longer: use zero for its own speed");
        }
        syncTakes = longer;
    }

    Duration syncTakes() {
        return syncTakes;
    }
}
