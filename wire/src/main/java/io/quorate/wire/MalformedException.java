package io.quorate.wire;

/** Bytes that are not what they should be. The message says what was expected and what was found. */
public final class MalformedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /**
     * With a message for people.
     *
     * @param message names what is wrong and where
     */
    public MalformedException(String message) {
        super(message);
    }

    /**
     * With a message for people and what led to it.
     *
     * @param message names what is wrong and where
     * @param cause what was thrown below
     */
    public MalformedException(String message, Throwable cause) {
        super(message, cause);
    }
}
