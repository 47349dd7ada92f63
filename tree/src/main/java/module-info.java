/**
 * The replicated state: znodes, sessions, ACLs, quotas; how a request becomes a txn and how a txn changes the state.
 * Pure.
 */
module io.quorate.tree {
    requires transitive io.quorate.wire;
    requires static org.jspecify;

    exports io.quorate.tree;
    exports io.quorate.tree.access;
    exports io.quorate.tree.apply;
    exports io.quorate.tree.prepare;
    exports io.quorate.tree.snapshot;
    exports io.quorate.tree.txn;
}
