package io.quorate.client;

import io.quorate.data.ErrorCode;
import java.util.List;

/** The state of the tree, or of the server, forbids the operation: asking again unchanged will fail again. */
public abstract sealed class StateException extends QuorateException {
    private static final long serialVersionUID = 1;

    private final transient List<OpResult> results;

    StateException(ErrorCode code, Circumstances circumstances, String problem, List<OpResult> results) {
        super(code, circumstances, results.isEmpty() ? problem : problem + "; nothing of the transaction was done");
        this.results = results;
    }

    /** {@return the results of a failed transaction, one for each part; empty for any other operation} */
    public List<OpResult> results() {
        return results;
    }

    static StateException of(ErrorCode code, Circumstances circumstances, List<OpResult> results) {
        return switch (code) {
            case NO_NODE -> new NoNode(circumstances, results);
            case NODE_EXISTS -> new NodeExists(circumstances, results);
            case BAD_VERSION -> new BadVersion(circumstances, results);
            case NOT_EMPTY -> new NotEmpty(circumstances, results);
            case NO_CHILDREN_FOR_EPHEMERALS -> new NoChildrenForEphemerals(circumstances, results);
            case NO_AUTH -> new NoAuth(circumstances, results);
            case INVALID_ACL -> new InvalidAcl(circumstances, results);
            case BAD_ARGUMENTS -> new BadArguments(circumstances, results);
            case NOT_READ_ONLY -> new NotReadOnly(circumstances, results);
            case NO_WATCHER -> new NoWatcher(circumstances, results);
            case EPHEMERAL_ON_LOCAL_SESSION -> new EphemeralOnLocalSession(circumstances, results);
            case QUOTA_EXCEEDED -> new QuotaExceeded(circumstances, results);
            default -> new Refused(code, circumstances, results);
        };
    }

    /** There is no such znode, or no parent to create it in. */
    public static final class NoNode extends StateException {
        private static final long serialVersionUID = 1;

        NoNode(Circumstances circumstances, List<OpResult> results) {
            super(ErrorCode.NO_NODE, circumstances, "there is no such znode", results);
        }
    }

    /** The znode to be created exists already. */
    public static final class NodeExists extends StateException {
        private static final long serialVersionUID = 1;

        NodeExists(Circumstances circumstances, List<OpResult> results) {
            super(ErrorCode.NODE_EXISTS, circumstances, "the znode exists already", results);
        }
    }

    /** The znode has another version than was asked for. */
    public static final class BadVersion extends StateException {
        private static final long serialVersionUID = 1;

        BadVersion(Circumstances circumstances, List<OpResult> results) {
            super(ErrorCode.BAD_VERSION, circumstances, "the version is another one", results);
        }
    }

    /** The znode to be deleted has children. */
    public static final class NotEmpty extends StateException {
        private static final long serialVersionUID = 1;

        NotEmpty(Circumstances circumstances, List<OpResult> results) {
            super(ErrorCode.NOT_EMPTY, circumstances, "the znode has children", results);
        }
    }

    /** The parent is ephemeral and cannot have children. */
    public static final class NoChildrenForEphemerals extends StateException {
        private static final long serialVersionUID = 1;

        NoChildrenForEphemerals(Circumstances circumstances, List<OpResult> results) {
            super(
                    ErrorCode.NO_CHILDREN_FOR_EPHEMERALS,
                    circumstances,
                    "an ephemeral znode cannot have children",
                    results);
        }
    }

    /** The ACL does not allow it to any identity of the connection. */
    public static final class NoAuth extends StateException {
        private static final long serialVersionUID = 1;

        NoAuth(Circumstances circumstances, List<OpResult> results) {
            super(ErrorCode.NO_AUTH, circumstances, "the ACL does not allow it", results);
        }
    }

    /** The ACL names a scheme or an id that is not valid, or nobody at all. */
    public static final class InvalidAcl extends StateException {
        private static final long serialVersionUID = 1;

        InvalidAcl(Circumstances circumstances, List<OpResult> results) {
            super(ErrorCode.INVALID_ACL, circumstances, "the ACL is not valid", results);
        }
    }

    /** The path or another argument is not valid. */
    public static final class BadArguments extends StateException {
        private static final long serialVersionUID = 1;

        BadArguments(Circumstances circumstances, List<OpResult> results) {
            super(ErrorCode.BAD_ARGUMENTS, circumstances, "the arguments are not valid", results);
        }
    }

    /** The server has no quorum: it can only be read. */
    public static final class NotReadOnly extends StateException {
        private static final long serialVersionUID = 1;

        NotReadOnly(Circumstances circumstances, List<OpResult> results) {
            super(ErrorCode.NOT_READ_ONLY, circumstances, "the server has no quorum and can only be read", results);
        }
    }

    /** There is no such watch to be removed. */
    public static final class NoWatcher extends StateException {
        private static final long serialVersionUID = 1;

        NoWatcher(Circumstances circumstances, List<OpResult> results) {
            super(ErrorCode.NO_WATCHER, circumstances, "there is no such watch", results);
        }
    }

    /** The session is known to one member only and cannot own ephemerals. */
    public static final class EphemeralOnLocalSession extends StateException {
        private static final long serialVersionUID = 1;

        EphemeralOnLocalSession(Circumstances circumstances, List<OpResult> results) {
            super(
                    ErrorCode.EPHEMERAL_ON_LOCAL_SESSION,
                    circumstances,
                    "a local session cannot own ephemeral znodes",
                    results);
        }
    }

    /** A hard quota would be exceeded. */
    public static final class QuotaExceeded extends StateException {
        private static final long serialVersionUID = 1;

        QuotaExceeded(Circumstances circumstances, List<OpResult> results) {
            super(ErrorCode.QUOTA_EXCEEDED, circumstances, "the quota is exceeded", results);
        }
    }

    static StateException tooLong(Circumstances circumstances, int bytes, int limit) {
        return new RequestTooLong(circumstances, bytes, limit);
    }

    /** The request would be longer than {@link ClientLimits#maxRequestBytes()} and was not sent. */
    public static final class RequestTooLong extends StateException {
        private static final long serialVersionUID = 1;

        RequestTooLong(Circumstances circumstances, int bytes, int limit) {
            super(
                    ErrorCode.BAD_ARGUMENTS,
                    circumstances,
                    "the request has " + bytes + " bytes and servers accept " + limit
                            + "; store less, or raise jute.maxbuffer there and ClientLimits.maxRequestBytes here",
                    List.of());
        }
    }

    /** Anything else that the server refuses, told apart by its {@link #code()}. */
    public static final class Refused extends StateException {
        private static final long serialVersionUID = 1;

        Refused(ErrorCode code, Circumstances circumstances, List<OpResult> results) {
            super(code, circumstances, "the server refused it with " + code + " (" + code.number() + ")", results);
        }
    }
}
