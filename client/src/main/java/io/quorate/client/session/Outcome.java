package io.quorate.client.session;

import io.quorate.data.ErrorCode;
import io.quorate.message.Response;

/** How a {@link Call} ended. */
public sealed interface Outcome {

    /** Answered with success. */
    record Done(Response response) implements Outcome {}

    /** Answered with an error of the protocol. */
    record Refused(ErrorCode code) implements Outcome {}

    /**
     * The connection was lost, or there was none for too long; {@code sent} says whether the server may have got it.
     */
    record Lost(boolean sent, String reason) implements Outcome {}

    /** The session is over, or the client closed. */
    record Ended(Phase phase, String reason) implements Outcome {}

    /** Its frame would be longer than the server accepts; it was not sent. */
    record TooLong(int bytes, int limit) implements Outcome {}

    /** The answer could not be understood. */
    record Garbled(String problem) implements Outcome {}
}
