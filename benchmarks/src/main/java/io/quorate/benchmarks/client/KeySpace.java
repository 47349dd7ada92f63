package io.quorate.benchmarks.client;

/**
 * The names of the znodes that a load uses. A key is {@code root/k00000042}, or {@code root/p00042/k00000042} when
 * the keys are spread over parents; a node of a session's own is {@code root/n} with the session's and the node's
 * number. All names of a kind have one length, so that a frame is patched rather than encoded.
 *
 * @param root path of the node above all others, without a trailing slash
 * @param keys how many keys, 1 to {@link #MAX_KEYS}
 * @param parents over how many parents the keys are spread, 0 for directly under the root, at most {@link
 *     #MAX_PARENTS}
 */
public record KeySpace(String root, int keys, int parents) {
    /** Keys have eight digits. */
    public static final int MAX_KEYS = 100_000_000;

    /** Parents have five digits. */
    public static final int MAX_PARENTS = 100_000;

    static final int KEY_DIGITS = 8;
    static final int PARENT_DIGITS = 5;
    static final int OWN_DIGITS = 15;

    /** Nodes of one session's own in one run; the session's number takes the digits above. */
    static final long OWN_PER_SESSION = 1_000_000_000L;

    /** Checks the bounds. */
    public KeySpace {
        if (!root.startsWith("/") || root.length() < 2 || root.endsWith("/")) {
            throw new IllegalArgumentException("the root must be a path such as /bench, not '" + root + "'");
        }
        if (keys < 1 || keys > MAX_KEYS) {
            throw new IllegalArgumentException("the number of keys must be 1.." + MAX_KEYS + ", not " + keys);
        }
        if (parents < 0 || parents > MAX_PARENTS) {
            throw new IllegalArgumentException("the number of parents must be 0.." + MAX_PARENTS + ", not " + parents);
        }
    }

    /** The path of a parent. */
    public String parent(int parent) {
        return root + "/p" + padded(parent, PARENT_DIGITS);
    }

    /** The path of a key. */
    public String key(int key) {
        return (parents == 0 ? root : parent(parentOf(key))) + "/k" + padded(key, KEY_DIGITS);
    }

    /** The path of a node of a session's own. */
    public String own(int session, long number) {
        return root + "/n" + padded(session * OWN_PER_SESSION + number, OWN_DIGITS);
    }

    int parentOf(int key) {
        return parents == 0 ? 0 : key % parents;
    }

    private static String padded(long number, int digits) {
        String text = Long.toString(number);
        return "0".repeat(digits - text.length()) + text;
    }
}
