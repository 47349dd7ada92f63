package io.quorate.conformance.raw;

import java.time.Duration;

/** What a read from the socket brought. */
@SuppressWarnings("ArrayRecordComponent") // bytes on their way, never compared as records
public sealed interface Received {
    /** One frame without its length. */
    record Frame(byte[] body) implements Received {}

    /** The server closed the connection, orderly or by reset. */
    record Closed() implements Received {}

    /** Nothing within the time allowed. */
    record Silence(Duration waited) implements Received {}
}
