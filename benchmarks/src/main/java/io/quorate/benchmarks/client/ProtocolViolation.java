package io.quorate.benchmarks.client;

/** The server answered what the protocol does not allow, or went away; the measurement is void. */
public final class ProtocolViolation extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ProtocolViolation(String message) {
        super(message);
    }
}
