package io.quorate.shell.command;

import io.quorate.data.ZnodePath;
import io.quorate.shell.Refusal;

/**
 * A path that somebody has typed, and that can be one of a znode.
 *
 * @param path as typed
 */
record Znode(String path) {
    Znode {
        check(path);
    }

    /**
     * Looks at a path.
     *
     * @throws Refusal in ZooKeeper's words if there cannot be such a znode
     */
    static void check(String path) {
        if (!path.startsWith("/")) {
            throw new Refusal("Path must start with / character");
        }
        if (path.length() > 1 && path.endsWith("/")) {
            throw new Refusal("Path must not end with / character");
        }
        if (!ZnodePath.isValid(path)) {
            throw new Refusal("Invalid path string \"" + path
                    + "\": no component may be empty, . or .., and there are no control characters");
        }
    }

    /** The path of a child. */
    static String child(String parent, String name) {
        return parent.equals("/") ? "/" + name : parent + "/" + name;
    }
}
