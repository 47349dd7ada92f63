package io.quorate.simulator.checker;

import io.quorate.tree.txn.Txn;
import io.quorate.tree.txn.TxnHeader;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of a run: what happened, in order, and the txns that count in the end. A txn counts if it was in
 * the log when the member last recovered.
 */
public final class History {
    private final List<Entry> entries = new ArrayList<>();
    private final List<Settled> ledger = new ArrayList<>();

    /**
     * A txn in the log.
     *
     * @param at when it was appended, virtual nanoseconds
     * @param digest digest of the tree after it, if {@code hasDigest}
     * @param recordHash hash of the bytes of its record
     */
    public record Settled(long at, TxnHeader header, Txn txn, boolean hasDigest, long digest, long recordHash) {
        /** Its place in the order. */
        public long zxid() {
            return header.zxid();
        }
    }

    /** Adds what happened last. */
    public void add(Entry entry) {
        entries.add(entry);
    }

    /** Adds a txn to the end of the log. */
    public void append(Settled settled) {
        ledger.add(settled);
    }

    /** The log has been recovered up to here: what was after it never counted. */
    public void recoveredTo(long zxid) {
        while (!ledger.isEmpty() && ledger.getLast().zxid() > zxid) {
            ledger.removeLast();
        }
    }

    /** The txn with this zxid, or null; zxids begin at 1 and have no gaps. */
    public @Nullable Settled settled(long zxid) {
        return zxid < 1 || zxid > ledger.size() ? null : ledger.get((int) zxid - 1);
    }

    /** What happened, in order. Live: tests that check the checkers change it. */
    public List<Entry> entries() {
        return entries;
    }

    /** The txns by zxid, from 1 on. Live as well. */
    public List<Settled> ledger() {
        return ledger;
    }
}
