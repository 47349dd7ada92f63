package io.quorate.tree;

/**
 * What the applier writes to: the tree itself, or an overlay over it. It stores what it is told and keeps its indexes
 * (children, ephemerals, containers, TTLs, digest, counts) in step; it decides nothing. Paths are valid ones.
 */
public interface TreeStore extends TreeView {

    /**
     * Stores a new znode under an existing parent and counts it among the parent's children: afterwards the parent's
     * {@code numChildren} is one more, its other fields are as they were. There is none at this path.
     */
    void insert(String path, Znode znode);

    /**
     * Replaces the fields of an existing znode. {@code numChildren} and {@code owner} are those it has; they change
     * only by {@link #insert} and {@link #remove}.
     */
    void replace(String path, Znode znode);

    /**
     * Sets what a change among the children does to their parent, without touching its data: cheaper than
     * {@link #replace} where the data is large.
     */
    void replaceChildStat(String path, int createCount, long pzxid);

    /** Removes a childless znode; the parent's {@code numChildren} is one less, its other fields are as they were. */
    void remove(String path);

    /** Adds a session, or gives it another timeout. */
    void openSession(long sessionId, int timeoutMs);

    /** Forgets a session; its ephemerals have been removed before. */
    void endSession(long sessionId);

    /** All of a txn has been applied. */
    void advance(long zxid);
}
