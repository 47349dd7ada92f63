package io.quorate.testkit;

import java.io.Serial;

/** An embedded server did not start, or has ended by itself; the message says which, why, and what to do. */
public final class ServerFailedException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    ServerFailedException(String message) {
        super(message);
    }

    ServerFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
