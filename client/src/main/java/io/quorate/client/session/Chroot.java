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

    public Chroot {
        if (!prefix.isEmpty() && (prefix.equals(ZnodePath.ROOT) || !ZnodePath.isValid(prefix))) {
            throw new IllegalArgumentException("chroot \"" + prefix + "\" is not the path of a znode below the root");
        }
    }

    /** The server's name for a path of the client. */
    public String toServer(String path) {
        if (prefix.isEmpty()) {
            return path;
        }
        return path.length() == 1 && path.charAt(0) == '/' ? prefix : prefix + path;
    }

    /**
     * The client's name for a path of the server; one outside the chroot, as those of the service, passes unchanged.
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
