package io.quorate.server;

import java.io.Serial;

/** The server cannot start; the message is one line for the operator. */
public final class StartException extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    private final ExitCode exitCode;

    StartException(ExitCode exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    /** With what led to it, for the log at DEBUG. */
    StartException(ExitCode exitCode, String message, Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
    }

    ExitCode exitCode() {
        return exitCode;
    }
}
