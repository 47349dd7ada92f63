package io.quorate.storage.epoch;

import java.util.OptionalLong;

/** {@code currentEpoch} and {@code acceptedEpoch} (storage format 2.4). Owned by one thread. */
public final class EpochFiles {
    EpochFiles() {}

    /** The epoch of the last leader whose history was adopted; empty if never written. */
    public OptionalLong current() {
        throw new UnsupportedOperationException();
    }

    /** The highest epoch accepted from a prospective leader; empty if never written. */
    public OptionalLong accepted() {
        throw new UnsupportedOperationException();
    }

    /** Durable when it returns. It must not decrease, nor exceed the accepted one. */
    public void saveCurrent(long epoch) {
        throw new UnsupportedOperationException();
    }

    /** Durable when it returns. It must not decrease. */
    public void saveAccepted(long epoch) {
        throw new UnsupportedOperationException();
    }
}
