package io.quorate.replica.driver;

/** The state on disk cannot be recovered. The message says what is wrong and what can be done. */
public final class RecoveryException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** With a message for the operator. */
    public RecoveryException(String message) {
        super(message);
    }

    /** With a message for the operator and what led to it. */
    public RecoveryException(String message, Throwable cause) {
        super(message, cause);
    }
}
