package io.quorate.recipes;

/** What was to become or to stay one's own is not: somebody else deleted the znode that stood for it. */
public final class OwnershipLostException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /**
     * With the znode in question.
     *
     * @param path the znode that stood for the ownership
     */
    public OwnershipLostException(String path) {
        super("znode " + path + " was deleted by somebody else while it stood in line; ask again if it was no mistake");
    }
}
