package io.quorate.tree.prepare;

import io.quorate.data.ErrorCode;
import io.quorate.data.Identity;
import io.quorate.tree.TreeView;
import io.quorate.tree.txn.Txn;
import io.quorate.tree.txn.TxnHeader;
import java.util.List;

/**
 * What a request is judged by.
 *
 * @param view the state with everything accepted before it, earlier parts of the same multi included
 * @param header the session that asks, and the time
 * @param who the identities of its connection
 * @param inMulti whether the request is a part of a multi
 */
record Judgement(TreeView view, TxnHeader header, List<Identity> who, boolean inMulti) {

    /** Whether the session is neither unknown nor ended by what was accepted before. */
    boolean isSessionOpen() {
        return view.sessionTimeoutMs(header.sessionId()) >= 0;
    }

    /** The txn of a request that cannot be. */
    static Txn rejected(ErrorCode code) {
        return new Txn.Error(code.number());
    }

    /** Whether the version a request names is the one there is; −1 stands for any. */
    static boolean isExpected(int named, int actual) {
        return named == -1 || named == actual;
    }
}
