package io.quorate.server.config;

import java.io.Serial;

/** The configuration cannot be used; the message names key, value, line and what to write instead. */
public final class ConfigException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    public ConfigException(String message) {
        super(message);
    }
}
