package io.quorate.replica;

import io.quorate.data.Identity;
import io.quorate.message.WriteRequest;
import io.quorate.tree.txn.Txn;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of a client's write, or of the ephemerals of a session that has ended, for an audit log (operations 5).
 *
 * @param who the identities of the connection that asked; none for the end of a session
 * @param request what it asked; null for the end of a session
 * @param txn what it became
 */
public record Audited(
        long sessionId, List<Identity> who, @Nullable WriteRequest request, Txn txn) {}
