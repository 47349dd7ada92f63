package io.quorate.client.session;

import io.quorate.data.ErrorCode;
import io.quorate.message.Response;

/** How a {@link Call} ended. */
public sealed interface Outcome {

    /**
     * Answered with success.
     *
     * @param response of the kind that answers the request
     */
    record Done(Response response) implements Outcome {}

    /**
     * Answered with an error of the protocol.
     *
     * @param code not {@link ErrorCode#OK}
     */
    record Refused(ErrorCode code) implements Outcome {}

    /**
     * The connection was lost, or there was none for too long; {@code sent} says whether the server may have got it.
     *
     * @param sent whether it was handed to a link
     * @param reason for people
     */
    record Lost(boolean sent, String reason) implements Outcome {}

    /**
     * The session is over, or the client closed.
     *
     * @param phase a final one
     * @param reason for people
     */
    record Ended(Phase phase, String reason) implements Outcome {}

    /**
     * Its frame would be longer than the server accepts; it was not sent.
     *
     * @param bytes length the frame would have
     * @param limit the longest one allowed
     */
    record TooLong(int bytes, int limit) implements Outcome {}

    /**
     * The answer could not be understood.
     *
     * @param problem what is wrong with the answer
     */
    record Garbled(String problem) implements Outcome {}
}
