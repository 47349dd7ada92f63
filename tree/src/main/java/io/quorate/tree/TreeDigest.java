package io.quorate.tree;

import io.quorate.data.ZnodePath;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Keeps the sum of the digests of all znodes in step with them (storage format 8). Owned by the driver's thread. */
final class TreeDigest {
    private static final byte[] BELOW_RESERVED = (ZnodePath.RESERVED + "/").getBytes(StandardCharsets.UTF_8);

    private final boolean enabled;
    private final NodeDigest node = new NodeDigest();
    private long sum;

    /** If not {@code enabled}, the sum stays 0 and costs nothing. */
    TreeDigest(boolean enabled) {
        this.enabled = enabled;
    }

    long sum() {
        return sum;
    }

    /** The CRC over path and data: kept, if the znode has or had children. */
    int contentCrc(byte[] path, int length, Slot slot) {
        Slot.Children children = slot.children;
        return children == null || !enabled ? node.contentCrc(path, length, slot.data) : children.contentCrc;
    }

    /** The same CRC if it is needed at all. */
    int contentCrcToKeep(byte[] path, int length, byte @Nullable [] data) {
        return enabled ? node.contentCrc(path, length, data) : 0;
    }

    /** The znode is there now as it is. */
    void add(byte[] path, int length, Slot slot) {
        if (counts(path, length)) {
            sum += of(path, length, slot);
        }
    }

    /** The znode is about to be no longer as it is. */
    void subtract(byte[] path, int length, Slot slot) {
        if (counts(path, length)) {
            sum -= of(path, length, slot);
        }
    }

    private boolean counts(byte[] path, int length) {
        int prefix = BELOW_RESERVED.length;
        return enabled && (length < prefix || !Arrays.equals(path, 0, prefix, BELOW_RESERVED, 0, prefix));
    }

    private long of(byte[] path, int length, Slot slot) {
        if (slot.children == null && NodeDigest.isSmall(length, slot.dataLength())) {
            return node.whole(path, length, slot);
        }
        return node.continued(contentCrc(path, length, slot), slot);
    }
}
