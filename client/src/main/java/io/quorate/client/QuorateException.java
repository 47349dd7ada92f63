package io.quorate.client;

import io.quorate.data.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * An operation that did not succeed. Three classes, by what the caller can do: {@link StateException}, the state of the
 * tree forbids it; {@link RecoverableException}, the connection failed it and the session may live on;
 * {@link UnrecoverableException}, the session is over. Not checked, since what can be done about them is rarely done on
 * the spot.
 */
public abstract sealed class QuorateException extends RuntimeException
        permits StateException, RecoverableException, UnrecoverableException {
    private static final long serialVersionUID = 1;

    /** The number of the protocol that stands for it. */
    private final ErrorCode code;

    private final transient @Nullable Circumstances circumstances;

    QuorateException(ErrorCode code, Circumstances circumstances, String problem) {
        super(circumstances.sentence(problem));
        this.code = code;
        this.circumstances = circumstances;
    }

    /** {@return the number of the protocol that stands for it (client protocol 3)} */
    public ErrorCode code() {
        return code;
    }

    /** {@return the path as the client named it; null for an operation without one, and after deserialization} */
    public @Nullable String path() {
        return circumstances == null ? null : circumstances.path();
    }

    /** {@return operation, path, session and server; null after deserialization} */
    public @Nullable Circumstances circumstances() {
        return circumstances;
    }
}
