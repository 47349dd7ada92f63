package io.quorate.tree;

import io.quorate.data.ZnodePath;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The state at one zxid, as everybody but the applier sees it. Used by the driver's thread only, except where a class
 * says otherwise.
 */
public interface TreeView {

    /** The znode at this path, or null. The empty string addresses the root as "/" does. */
    @Nullable
    Znode find(String path);

    /** Tells the names of the children, in no order that means anything. Nothing if there is no such znode. */
    void forEachChild(String path, Consumer<String> visitor);

    /** Tells the paths of the ephemerals of a session, in an order that is the same in every run. */
    void forEachEphemeral(long sessionId, Consumer<String> visitor);

    /** The timeout in ms with which the session was created, or −1 if there is no such session. */
    int sessionTimeoutMs(long sessionId);

    /** Whether any quota may exist: whether {@link ZnodePath#QUOTA} has children. Every write asks. */
    boolean hasQuotas();

    /** Zxid of the last txn applied. */
    long lastZxid();

    /** Sum of the digests of all znodes (storage format 8). */
    long digest();

    /**
     * The CRC-32 over path and data of an existing znode, from which {@link NodeDigest#continued} makes its digest.
     * Costs no pass over the data for a znode that has or had children.
     */
    int contentCrc(String path);
}
