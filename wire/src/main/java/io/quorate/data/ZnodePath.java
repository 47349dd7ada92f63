package io.quorate.data;

/** The syntax of paths (client protocol 2.4). Paths are plain strings; this class knows what a good one is. */
public final class ZnodePath {
    /** The root. */
    public static final String ROOT = "/";
    /** Everything below it belongs to the service itself. */
    public static final String RESERVED = "/zookeeper";
    /** The members of the ensemble as text. */
    public static final String CONFIG = "/zookeeper/config";
    /** Limits and usage of subtrees. */
    public static final String QUOTA = "/zookeeper/quota";

    private ZnodePath() {}

    /**
     * {@return whether the path is one that a znode can have: the full validation}
     *
     * @param path any text; need not be the path of a znode that exists
     */
    public static boolean isValid(String path) {
        int length = path.length();
        if (length == 0 || path.charAt(0) != '/') {
            return false;
        }
        if (length == 1) {
            return true;
        }
        if (path.charAt(length - 1) == '/') {
            return false;
        }
        int componentStart = 1;
        for (int i = 1; i < length; i++) {
            char c = path.charAt(i);
            if (c == '/') {
                if (isBadComponent(path, componentStart, i)) {
                    return false;
                }
                componentStart = i + 1;
            } else if (isBadCharacter(c)) {
                return false;
            }
        }
        return !isBadComponent(path, componentStart, length);
    }

    /**
     * {@return whether the path can at least be split into a parent and a name: the light check}
     *
     * @param path any text; need not be the path of a znode that exists
     */
    public static boolean isSplittable(String path) {
        return path.indexOf('/') >= 0 && path.indexOf('\0') < 0;
    }

    /**
     * {@return the text before the last slash, where an empty one means the root} The path must contain a slash.
     *
     * @param path with at least one slash
     */
    public static String parentOf(String path) {
        int slash = path.lastIndexOf('/');
        return slash == 0 ? ROOT : path.substring(0, slash);
    }

    /**
     * {@return the text after the last slash}
     *
     * @param path with at least one slash
     */
    public static String nameOf(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /**
     * {@return the path of a child}
     *
     * @param parent a valid path, {@code /} included
     * @param name one component, without a slash
     */
    public static String childOf(String parent, String name) {
        return parent.length() == 1 ? "/" + name : parent + "/" + name;
    }

    /**
     * {@return whether the znode may never be deleted (client protocol 2.5)}
     *
     * @param path any text; need not be the path of a znode that exists
     */
    public static boolean isUndeletable(String path) {
        return switch (path) {
            case ROOT, RESERVED, QUOTA, CONFIG -> true;
            default -> false;
        };
    }

    private static boolean isBadComponent(String path, int start, int end) {
        return switch (end - start) {
            case 0 -> true;
            case 1 -> path.charAt(start) == '.';
            case 2 -> path.charAt(start) == '.' && path.charAt(start + 1) == '.';
            default -> false;
        };
    }

    private static boolean isBadCharacter(char c) {
        return c <= 0x1f || (c >= 0x7f && c <= 0x9f) || (c >= 0xd800 && c <= 0xf8ff) || c >= 0xfff0;
    }
}
