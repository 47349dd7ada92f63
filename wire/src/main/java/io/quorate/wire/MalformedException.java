package io.quorate.wire;

/** Bytes that are not what they should be. The message says what was expected and what was found. */
public final class MalformedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** With a message for people. */
    public MalformedException(String message) {
        super(message);
    }

    /** With a message for people and what led to it. */
    public MalformedException(String message, Throwable cause) {
        super(message, cause);
    }
}
