package io.quorate.zab;

/** A txn and its place in the order. */
public record Proposal(long zxid, Payload payload) {

    /** The zxid names a txn. */
    public Proposal {
        Invariant.check(Zxid.namesTxn(zxid), "a proposal needs a counter above 0", zxid, 0);
    }

    @Override
    public String toString() {
        return Zxid.text(zxid);
    }
}
