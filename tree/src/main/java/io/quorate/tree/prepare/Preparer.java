package io.quorate.tree.prepare;

import io.quorate.data.Identity;
import io.quorate.message.WriteRequest;
import io.quorate.tree.TreeLimits;
import io.quorate.tree.access.AccessRules;
import io.quorate.tree.txn.Txn;
import io.quorate.tree.txn.TxnHeader;
import java.util.List;

/**
 * Turns requests into txns (client protocol 2.4 to 2.14): every check in its order, every time, name and version settled.
 * A request that cannot be becomes a {@link Txn.Error}. Owned by the driver's thread.
 */
public final class Preparer {

    /** A preparer that judges against {@code view}. */
    public Preparer(OutstandingView view, AccessRules rules, TreeLimits limits) {
        throw new UnsupportedOperationException(view + " " + rules + limits);
    }

    /**
     * Settles a request and plays its txn on the overlay.
     *
     * @param header the session, cxid, zxid and time of the txn
     * @param who the identities of the connection when the request was read
     */
    public Prepared prepare(TxnHeader header, WriteRequest request, List<Identity> who) {
        throw new UnsupportedOperationException();
    }

    /** Settles the begin of a session. */
    public Prepared createSession(TxnHeader header, int timeoutMs) {
        throw new UnsupportedOperationException();
    }

    /** Settles the end of the header's session, with all ephemerals it has, outstanding ones too. */
    public Prepared closeSession(TxnHeader header) {
        throw new UnsupportedOperationException();
    }

    /**
     * A settled request.
     *
     * @param txn its effect
     * @param digest digest of the tree after it, if {@code hasDigest}
     * @param hasDigest whether the log record carries it
     */
    public record Prepared(Txn txn, long digest, boolean hasDigest) {}
}
