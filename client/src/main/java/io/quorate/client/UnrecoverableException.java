package io.quorate.client;

import io.quorate.data.ErrorCode;

/** The session is over; only a new client can go on. */
public abstract sealed class UnrecoverableException extends QuorateException {
    private static final long serialVersionUID = 1;

    UnrecoverableException(ErrorCode code, Circumstances circumstances, String problem) {
        super(code, circumstances, problem);
    }

    /** The session expired: its ephemerals are gone. A write on its way may have happened before that. */
    public static final class SessionExpired extends UnrecoverableException {
        private static final long serialVersionUID = 1;

        SessionExpired(Circumstances circumstances) {
            super(ErrorCode.SESSION_EXPIRED, circumstances, "the session has expired; connect a new client");
        }
    }

    /** A server refused an identity. */
    public static final class AuthFailed extends UnrecoverableException {
        private static final long serialVersionUID = 1;

        AuthFailed(Circumstances circumstances, String problem) {
            super(ErrorCode.AUTH_FAILED, circumstances, problem);
        }
    }

    /** The client was closed. */
    public static final class Closed extends UnrecoverableException {
        private static final long serialVersionUID = 1;

        Closed(Circumstances circumstances) {
            super(ErrorCode.SESSION_EXPIRED, circumstances, "the client is closed; connect a new one");
        }
    }
}
