package io.quorate.storage.disk.sim;

/**
 * The simulated process died in the middle of an operation. Not an {@link java.io.IOException}, so that no code under
 * test takes it for a fault it could answer.
 */
public final class CrashedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    CrashedException(String message) {
        super(message);
    }
}
