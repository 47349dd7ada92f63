package io.quorate.recipes.cache;

import io.quorate.client.WatchMode;
import io.quorate.data.ZnodePath;

/** How much is copied. */
public enum Scope {
    /** One znode. */
    NODE,
    /** A znode and its children. */
    CHILDREN,
    /** A znode and everything below it. */
    TREE;

    WatchMode mode() {
        return this == NODE ? WatchMode.PERSISTENT : WatchMode.RECURSIVE;
    }

    boolean includes(String root, String path) {
        return switch (this) {
            case NODE -> path.equals(root);
            case CHILDREN -> path.equals(root) || ZnodePath.parentOf(path).equals(root);
            case TREE -> true;
        };
    }

    boolean includesChildrenOf(String root, String path) {
        return switch (this) {
            case NODE -> false;
            case CHILDREN -> path.equals(root);
            case TREE -> true;
        };
    }
}
