package io.quorate.message;

/** Requests about the session itself or about order. */
public sealed interface SessionRequest extends Request {

    /** Proof of life; answered in its turn, always with xid −2. */
    record Ping() implements SessionRequest {}

    /**
     * A barrier: what follows sees at least what was acknowledged to anybody before. The path is only echoed.
     *
     * @param path echoed, and otherwise without a meaning
     */
    record Sync(String path) implements SessionRequest {}

    /** End of the session, its ephemerals and its connection. */
    record CloseSession() implements SessionRequest {}
}
