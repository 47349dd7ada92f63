package io.quorate.tree;

/**
 * Reads the tree from threads that do not own it. Safe for any number of threads; never blocks. A read that met a
 * change returns false and has to take the ordinary way.
 */
public interface FastReader {

    /** Zxid of the last txn applied, or −1 if a batch is being applied right now. */
    long quietZxid();

    /**
     * Reads one znode.
     *
     * @param path the UTF-8 bytes of a path as a client sent it
     * @return whether {@code into} now holds one consistent state
     */
    boolean read(byte[] path, int offset, int length, ReadCell into);
}
