package io.quorate.tree.txn;

/**
 * Who asked for a txn, and its place in the order (storage format 1).
 *
 * @param sessionId the client's session; 0 for the member's own reaper
 * @param cxid the client's xid
 * @param zxid the place in the order
 * @param time wall clock of the member that prepared it, ms since 1970
 */
public record TxnHeader(long sessionId, int cxid, long zxid, long time) {}
