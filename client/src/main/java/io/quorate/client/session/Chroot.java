package io.quorate.client.session;

import io.quorate.data.ZnodePath;

/**
 * The subtree that a client takes for the whole (client protocol 11.9).
 *
 * @param prefix the path of its root on the server; empty for the true root
 */
public record Chroot(String prefix) {
    /** The true root. */
    public static final Chroot NONE = new Chroot("");

    /** Refuses a chroot that is not the path of a znode. */
    public Chroot {
        if (!prefix.isEmpty() && (prefix.equals(ZnodePath.ROOT) || !ZnodePath.isValid(prefix))) {
            throw new IllegalArgumentException("chroot \"" + prefix + "\" is not the path of a znode below the root");
        }
    }

    /**
     * {@return the server's name for a path of the client}
     *
     * @param path absolute
     */
    public String toServer(String path) {
        if (prefix.isEmpty()) {
            return path;
        }
        return path.length() == 1 && path.charAt(0) == '/' ? prefix : prefix + path;
    }

    /**
     * {@return the client's name for a path of the server; one outside the chroot, as those of the service, passes
     * unchanged}
     *
     * @param path absolute
     */
    public String toClient(String path) {
        int length = prefix.length();
        if (length == 0 || !path.startsWith(prefix)) {
            return path;
        }
        if (path.length() == length) {
            return ZnodePath.ROOT;
        }
        return path.charAt(length) == '/' ? path.substring(length) : path;
    }
}
