package io.quorate.transport.client;

import java.io.IOException;
import java.io.Serial;

/** TLS for clients cannot be set up; the message names the file, its key in the configuration, and what to do. */
public final class TlsException extends IOException {
    @Serial
    private static final long serialVersionUID = 1L;

    TlsException(String message, Throwable cause) {
        super(message, cause);
    }

    TlsException(String message) {
        super(message);
    }
}
