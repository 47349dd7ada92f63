package io.quorate.server.local;

/** Why the members cannot be started; the message is for whoever typed the command. */
final class LocalException extends RuntimeException {
    private static final long serialVersionUID = 1;

    LocalException(String message) {
        super(message);
    }
}
