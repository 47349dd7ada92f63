package io.quorate.tree.access;

import io.quorate.data.ZnodePath;
import io.quorate.tree.TreeStore;
import io.quorate.tree.TreeView;
import io.quorate.tree.Znode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Limits of subtrees and the count of what they hold (operations 8). The quota of a path lives in two znodes under
 * {@code /zookeeper/quota}; it is in force while the one with the limits exists. Everything is read from the tree
 * itself, so there is nothing to keep in step. Stateless.
 */
public final class Quotas {
    private static final String LIMITS = "/zookeeper_limits";
    private static final String USAGE = "/zookeeper_stats";
    private static final String WITHIN_QUOTA = ZnodePath.QUOTA + "/";

    private Quotas() {}

    /** What a quota bounds. */
    public enum Figure {
        /** The znodes of a subtree, its root included. */
        COUNT,
        /** The bytes of their data. */
        BYTES
    }

    /** Hears of quotas that are exceeded. */
    @FunctionalInterface
    public interface Listener {
        /** Nobody listens. */
        Listener NOBODY = (_, _, _, _, _) -> {};

        /**
         * A change takes a subtree beyond a limit.
         *
         * @param path the root of the subtree
         * @param current what the figure would become
         * @param hard whether the change is refused for that
         */
        void exceeded(String path, Figure figure, long current, long limit, boolean hard);
    }

    /** Takes quotas. */
    @FunctionalInterface
    public interface Visitor {
        /** The quota of one subtree; a limit that is not set is −1, and so are figures that are not counted. */
        void quota(String path, long count, long bytes, long countLimit, long bytesLimit);
    }

    /** Tells every quota that is in force, with the hard limit where there is one and the soft one where not. */
    public static void forEach(TreeView tree, Visitor visitor) {
        List<String> pending = new ArrayList<>();
        pending.add(ZnodePath.QUOTA);
        while (!pending.isEmpty()) {
            String quota = pending.removeLast();
            tree.forEachChild(quota, name -> pending.add(ZnodePath.childOf(quota, name)));
            QuotaNumbers limits = numbersAt(tree, quota + LIMITS);
            if (limits != null) {
                QuotaNumbers usage = numbersAt(tree, quota + USAGE);
                visitor.quota(
                        quota.substring(ZnodePath.QUOTA.length()),
                        usage == null ? -1 : usage.count(),
                        usage == null ? -1 : usage.bytes(),
                        limits.countHardLimit() >= 0 ? limits.countHardLimit() : limits.count(),
                        limits.bytesHardLimit() >= 0 ? limits.bytesHardLimit() : limits.bytes());
            }
        }
    }

    /**
     * Whether a hard limit refuses a change. Where there is no hard limit a soft one that is exceeded is told.
     *
     * @param path the znode that is created or set
     * @param znodes how many znodes more there would be
     * @param bytes how many bytes of data more there would be, perhaps negative
     */
    public static boolean refuse(TreeView tree, String path, int znodes, long bytes, Listener listener) {
        String quota = governing(tree, path);
        if (quota == null) {
            return false;
        }
        QuotaNumbers limits = numbersAt(tree, quota + LIMITS);
        QuotaNumbers usage = numbersAt(tree, quota + USAGE);
        if (limits == null || usage == null) {
            return false;
        }
        String subject = quota.substring(ZnodePath.QUOTA.length());
        return (znodes != 0
                        && isRefused(
                                subject,
                                Figure.COUNT,
                                usage.count() + znodes,
                                limits.countHardLimit(),
                                limits.count(),
                                listener))
                || (bytes != 0
                        && isRefused(
                                subject,
                                Figure.BYTES,
                                usage.bytes() + bytes,
                                limits.bytesHardLimit(),
                                limits.bytes(),
                                listener));
    }

    private static boolean isRefused(
            String subject, Figure figure, long current, long hardLimit, long softLimit, Listener listener) {
        boolean hard = hardLimit >= 0;
        long limit = hard ? hardLimit : softLimit;
        boolean exceeded = limit >= 0 && current > limit;
        if (exceeded) {
            listener.exceeded(subject, figure, current, limit, hard);
        }
        return exceeded && hard;
    }

    /** Counts a new znode, and everything below a path for which counting begins with it. */
    public static void created(TreeStore tree, String path, long bytes) {
        if (path.startsWith(WITHIN_QUOTA) && path.endsWith(USAGE)) {
            recount(tree, path.substring(0, path.length() - USAGE.length()));
        }
        changed(tree, path, 1, bytes);
    }

    /** Counts a change: znodes and bytes more than before, perhaps negative. */
    public static void changed(TreeStore tree, String path, int znodes, long bytes) {
        String quota = governing(tree, path);
        if (quota == null) {
            return;
        }
        QuotaNumbers usage = numbersAt(tree, quota + USAGE);
        if (usage != null) {
            setUsage(tree, quota + USAGE, usage.count() + znodes, usage.bytes() + bytes);
        }
    }

    /** Counts again what every quota governs. */
    public static void recountAll(TreeStore tree) {
        List<String> pending = new ArrayList<>();
        pending.add(ZnodePath.QUOTA);
        while (!pending.isEmpty()) {
            String quota = pending.removeLast();
            tree.forEachChild(quota, name -> pending.add(ZnodePath.childOf(quota, name)));
            if (tree.find(quota + LIMITS) != null) {
                recount(tree, quota);
            }
        }
    }

    /** The deepest quota znode for the path or one of its ancestors, or null. The root cannot have one. */
    private static @Nullable String governing(TreeView tree, String path) {
        if (!tree.hasQuotas()) {
            return null;
        }
        String deepest = null;
        int end = 0;
        while (end < path.length()) {
            int slash = path.indexOf('/', end + 1);
            end = slash < 0 ? path.length() : slash;
            String quota = ZnodePath.QUOTA + path.substring(0, end);
            if (tree.find(quota) == null) {
                break;
            }
            if (tree.find(quota + LIMITS) != null) {
                deepest = quota;
            }
        }
        return deepest;
    }

    private static void recount(TreeStore tree, String quota) {
        String subject = quota.substring(ZnodePath.QUOTA.length());
        long count = 0;
        long bytes = 0;
        List<String> pending = new ArrayList<>();
        pending.add(subject.isEmpty() ? ZnodePath.ROOT : subject);
        while (!pending.isEmpty()) {
            String path = pending.removeLast();
            Znode znode = tree.find(path);
            if (znode != null) {
                count++;
                bytes += lengthOf(znode.data());
                if (znode.numChildren() > 0) {
                    tree.forEachChild(path, name -> pending.add(ZnodePath.childOf(path, name)));
                }
            }
        }
        setUsage(tree, quota + USAGE, count, bytes);
    }

    /** Neither Stat nor version tells of it: every member counts for itself, without a txn. */
    private static void setUsage(TreeStore tree, String path, long count, long bytes) {
        Znode znode = tree.find(path);
        if (znode != null) {
            tree.replace(
                    path,
                    znode.withData(QuotaNumbers.usage(count, bytes), znode.version(), znode.mzxid(), znode.mtime()));
        }
    }

    private static @Nullable QuotaNumbers numbersAt(TreeView tree, String path) {
        Znode znode = tree.find(path);
        return znode == null ? null : QuotaNumbers.parse(znode.data());
    }

    private static int lengthOf(byte @Nullable [] data) {
        return data == null ? 0 : data.length;
    }
}
