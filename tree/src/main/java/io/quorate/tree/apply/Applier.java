package io.quorate.tree.apply;

import io.quorate.tree.TreeStore;
import io.quorate.tree.txn.Txn;
import io.quorate.tree.txn.TxnHeader;

/**
 * Applies txns to a tree or to an overlay. Works on a state that already contains the txn or even later ones, as replay
 * over a fuzzy snapshot needs (storage format 6.1).
 */
public final class Applier {
    private final Changes changes;

    /** An applier whose changes are heard by {@code changes}. */
    public Applier(Changes changes) {
        this.changes = changes;
    }

    /** Applies one txn and advances the store to its zxid. */
    public Outcome apply(TreeStore store, TxnHeader header, Txn txn) {
        throw new UnsupportedOperationException(changes + " " + store + header + txn);
    }
}
