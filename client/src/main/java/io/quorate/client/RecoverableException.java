package io.quorate.client;

import io.quorate.data.ErrorCode;
import java.time.Duration;

/** The connection, not the state, failed the operation. The session may live on, and with it its ephemerals. */
public abstract sealed class RecoverableException extends QuorateException {
    private static final long serialVersionUID = 1;

    RecoverableException(ErrorCode code, Circumstances circumstances, String problem) {
        super(code, circumstances, problem);
    }

    /**
     * {@return whether a write may nevertheless have happened} When not, it can be asked again without a second
     * thought.
     */
    public abstract boolean mayHaveHappened();

    /** The connection was lost before the answer came, or there was none for too long. */
    public static final class ConnectionLoss extends RecoverableException {
        private static final long serialVersionUID = 1;
        /** Whether the server may have got the request. */
        private final boolean sent;

        ConnectionLoss(Circumstances circumstances, boolean sent, String reason) {
            super(
                    ErrorCode.CONNECTION_LOSS,
                    circumstances,
                    sent
                            ? "connection lost before the answer came, so a write may or may not have happened: "
                                    + reason
                            : "no connection in time, so nothing was sent: " + reason);
            this.sent = sent;
        }

        @Override
        public boolean mayHaveHappened() {
            return sent;
        }
    }

    /** The server was too busy and did not do it. */
    public static final class Throttled extends RecoverableException {
        private static final long serialVersionUID = 1;

        Throttled(Circumstances circumstances) {
            super(ErrorCode.THROTTLED_OP, circumstances, "the server is overloaded and did not do it; ask again later");
        }

        @Override
        public boolean mayHaveHappened() {
            return false;
        }
    }

    /** More operations wait for their answers than {@link ClientLimits#maxRequests()} allows; nothing was sent. */
    public static final class TooManyRequests extends RecoverableException {
        private static final long serialVersionUID = 1;

        TooManyRequests(Circumstances circumstances, int limit) {
            super(
                    ErrorCode.REQUEST_TIMEOUT,
                    circumstances,
                    limit + " operations wait for their answers already; wait for some of them, or raise"
                            + " ClientLimits.maxRequests");
        }

        @Override
        public boolean mayHaveHappened() {
            return false;
        }
    }

    /** The answer did not come within the time of {@link Quorate#within}; it may still come, and is dropped then. */
    public static final class NoAnswerInTime extends RecoverableException {
        private static final long serialVersionUID = 1;

        NoAnswerInTime(Circumstances circumstances, Duration limit) {
            super(
                    ErrorCode.REQUEST_TIMEOUT,
                    circumstances,
                    "no answer within " + limit.toMillis() + " ms, so a write may or may not happen");
        }

        @Override
        public boolean mayHaveHappened() {
            return true;
        }
    }

    /** A frame of the server could not be understood; only this operation is touched. */
    public static final class BadReply extends RecoverableException {
        private static final long serialVersionUID = 1;

        BadReply(Circumstances circumstances, String problem) {
            super(ErrorCode.MARSHALLING_ERROR, circumstances, "the server's answer makes no sense: " + problem);
        }

        @Override
        public boolean mayHaveHappened() {
            return true;
        }
    }
}
