package io.quorate.tree;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * The names of the children of a znode as a listing carries them: a count, then length and UTF-8 bytes of each (client
 * protocol 1.2). The last long one is kept until one of those children comes or goes, because whoever has many children
 * is asked for them far more often than they change, and to visit them all costs a cache miss or two for each.
 *
 * <p>Owned by the driver's thread. The arrays it gives away are shared and must not be written to.
 */
final class Listing {
    /** A shorter listing is made anew in less time than it would take to remember it. */
    private static final int SHORTEST_KEPT_CHILDREN = 256;
    /** A longer one would hold too much memory for the sake of one znode. */
    private static final int LONGEST_KEPT_BYTES = 16 << 20;

    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final byte[] NO_NAMES = new byte[Integer.BYTES];

    private Slot.@Nullable Children keptOf;
    private byte[] kept = NO_NAMES;

    /** The names of these children. */
    byte[] of(Slot.@Nullable Children children) {
        if (children == null || children.count == 0) {
            return NO_NAMES;
        }
        if (children == keptOf) {
            return kept;
        }
        byte[] names = encode(children);
        if (children.count >= SHORTEST_KEPT_CHILDREN && names.length <= LONGEST_KEPT_BYTES) {
            keptOf = children;
            kept = names;
        }
        return names;
    }

    /** One of these children comes or goes. */
    void changing(Slot.Children children) {
        if (children == keptOf) {
            keptOf = null;
            kept = NO_NAMES;
        }
    }

    private static byte[] encode(Slot.Children children) {
        long bytes = Integer.BYTES;
        for (Slot at = children.first; at != null; at = at.next) {
            bytes += Integer.BYTES + at.name.length;
        }
        byte[] names = new byte[Math.toIntExact(bytes)];
        INT.set(names, 0, children.count);
        int to = Integer.BYTES;
        for (Slot at = children.first; at != null; at = at.next) {
            INT.set(names, to, at.name.length);
            System.arraycopy(at.name, 0, names, to + Integer.BYTES, at.name.length);
            to += Integer.BYTES + at.name.length;
        }
        return names;
    }
}
