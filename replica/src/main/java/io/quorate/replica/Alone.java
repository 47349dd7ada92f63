package io.quorate.replica;

import io.quorate.zab.LoneZab;

/** The order as a lone member makes it: its own log is all there is. */
final class Alone implements Order {
    private final LoneZab zab;
    private final Log log;

    /** What is proposed goes straight to the log. */
    Alone(long lastZxid, Log log) {
        zab = new LoneZab(lastZxid);
        this.log = log;
    }

    @Override
    public boolean hasRoom() {
        return true;
    }

    @Override
    public long nextZxid() {
        return zab.lastProposed() + 1;
    }

    @Override
    public void propose(long zxid, byte[] record, int length) {
        long place = zab.propose();
        Invariant.check(place == zxid, "proposed out of order", zxid, place);
        log.append(zxid, record, length);
    }

    /** The log is durable up to here: up to where all is decided now. */
    long persisted(long zxid) {
        return zab.persisted(zxid);
    }
}
