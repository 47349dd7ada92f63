package io.quorate.client.zookeeper;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An operation that did not succeed, by the name and the number the Apache client gives it (client protocol 3). Catch
 * the nested classes, or ask for the {@link #code()}.
 */
@SuppressWarnings("serial") // one number for each of the nested classes would say nothing
public abstract class KeeperException extends Exception {
    /** What went wrong. */
    private final Code code;
    /** As the client names it; null for none. */
    private final @Nullable String path;

    private transient @Nullable List<OpResult> results;

    KeeperException(Code code, @Nullable String path) {
        this.code = code;
        this.path = path;
    }

    /**
     * The exception that stands for a code, about a path. {@link Code#OK} stands for none.
     *
     * @param code what went wrong
     * @param path as the client names it; null for none
     * @return the path, with the number or GUID its name was completed by, and the Stat
     */
    public static KeeperException create(Code code, @Nullable String path) {
        return code.maker.apply(path);
    }

    /**
     * The exception that stands for a code.
     *
     * @param code what went wrong
     * @return the path, with the number or GUID its name was completed by, and the Stat
     */
    public static KeeperException create(Code code) {
        return create(code, null);
    }

    /**
     * The exception that stands for a number, about a path.
     *
     * @param code what went wrong
     * @param path as the client names it; null for none
     * @return the path, with the number or GUID its name was completed by, and the Stat
     */
    public static KeeperException create(int code, @Nullable String path) {
        return create(Code.get(code), path);
    }

    /**
     * The exception that stands for a number.
     *
     * @param code what went wrong
     * @return the path, with the number or GUID its name was completed by, and the Stat
     */
    public static KeeperException create(int code) {
        return create(Code.get(code), null);
    }

    /** {@return what went wrong} */
    public Code code() {
        return code;
    }

    /** {@return the number of {@link #code()}} */
    @Deprecated
    public int getCode() {
        return code.intValue();
    }

    /** {@return the path it went wrong with, as the client names it} */
    public @Nullable String getPath() {
        return path;
    }

    /** {@return the results of a failed multi, one for each part; null for any other operation} */
    public @Nullable List<OpResult> getResults() {
        return results == null ? null : List.copyOf(results);
    }

    KeeperException with(List<OpResult> parts) {
        results = List.copyOf(parts);
        return this;
    }

    @Override
    public String getMessage() {
        return "KeeperErrorCode = " + code.text + (path == null || path.isEmpty() ? "" : " for " + path);
    }

    /** The numbers under the names they had before {@link Code} was an enum. */
    @Deprecated
    public interface CodeDeprecated {
        /** {@link Code#OK}. */
        int Ok = 0;
        /** {@link Code#SYSTEMERROR}. */
        int SystemError = -1;
        /** {@link Code#RUNTIMEINCONSISTENCY}. */
        int RuntimeInconsistency = -2;
        /** {@link Code#DATAINCONSISTENCY}. */
        int DataInconsistency = -3;
        /** {@link Code#CONNECTIONLOSS}. */
        int ConnectionLoss = -4;
        /** {@link Code#MARSHALLINGERROR}. */
        int MarshallingError = -5;
        /** {@link Code#UNIMPLEMENTED}. */
        int Unimplemented = -6;
        /** {@link Code#OPERATIONTIMEOUT}. */
        int OperationTimeout = -7;
        /** {@link Code#BADARGUMENTS}. */
        int BadArguments = -8;
        /** {@link Code#UNKNOWNSESSION}. */
        int UnknownSession = -12;
        /** {@link Code#NEWCONFIGNOQUORUM}. */
        int NewConfigNoQuorum = -13;
        /** {@link Code#RECONFIGINPROGRESS}. */
        int ReconfigInProgress = -14;
        /** {@link Code#APIERROR}. */
        int APIError = -100;
        /** {@link Code#NONODE}. */
        int NoNode = -101;
        /** {@link Code#NOAUTH}. */
        int NoAuth = -102;
        /** {@link Code#BADVERSION}. */
        int BadVersion = -103;
        /** {@link Code#NOCHILDRENFOREPHEMERALS}. */
        int NoChildrenForEphemerals = -108;
        /** {@link Code#NODEEXISTS}. */
        int NodeExists = -110;
        /** {@link Code#NOTEMPTY}. */
        int NotEmpty = -111;
        /** {@link Code#SESSIONEXPIRED}. */
        int SessionExpired = -112;
        /** {@link Code#INVALIDCALLBACK}. */
        int InvalidCallback = -113;
        /** {@link Code#INVALIDACL}. */
        int InvalidACL = -114;
        /** {@link Code#AUTHFAILED}. */
        int AuthFailed = -115;
        /** {@link Code#EPHEMERALONLOCALSESSION}. */
        int EphemeralOnLocalSession = -120;
    }

    /** What can go wrong. */
    public enum Code implements CodeDeprecated {
        /** Success. */
        OK(0, "ok", path -> {
            throw new IllegalArgumentException("success is no exception");
        }),
        /** A range marker; servers do not send it. */
        SYSTEMERROR(-1, "SystemError", SystemErrorException::new),
        /** Stands behind the failing part of a multi. */
        RUNTIMEINCONSISTENCY(-2, "RuntimeInconsistency", RuntimeInconsistencyException::new),
        /** Servers do not send it. */
        DATAINCONSISTENCY(-3, "DataInconsistency", DataInconsistencyException::new),
        /** The connection was lost: whether the operation happened is not known. */
        CONNECTIONLOSS(-4, "ConnectionLoss", ConnectionLossException::new),
        /** The request could not be decoded. */
        MARSHALLINGERROR(-5, "MarshallingError", MarshallingErrorException::new),
        /** The server does not know the operation, or has it switched off. */
        UNIMPLEMENTED(-6, "Unimplemented", UnimplementedException::new),
        /** The operation took too long. */
        OPERATIONTIMEOUT(-7, "OperationTimeout", OperationTimeoutException::new),
        /** An argument is not valid. */
        BADARGUMENTS(-8, "BadArguments", BadArgumentsException::new),
        /** The session is not known. */
        UNKNOWNSESSION(-12, "UnknownSession", UnknownSessionException::new),
        /** The new configuration has no quorum that follows. */
        NEWCONFIGNOQUORUM(-13, "NewConfigNoQuorum", NewConfigNoQuorum::new),
        /** Another reconfiguration is on its way. */
        RECONFIGINPROGRESS(-14, "ReconfigInProgress", ReconfigInProgress::new),
        /** A range marker; servers do not send it. */
        APIERROR(-100, "APIError", APIErrorException::new),
        /** There is no such znode. */
        NONODE(-101, "NoNode", NoNodeException::new),
        /** The ACL does not allow it. */
        NOAUTH(-102, "NoAuth", NoAuthException::new),
        /** The version is another one. */
        BADVERSION(-103, "BadVersion", BadVersionException::new),
        /** An ephemeral znode cannot have children. */
        NOCHILDRENFOREPHEMERALS(-108, "NoChildrenForEphemerals", NoChildrenForEphemeralsException::new),
        /** The znode exists already. */
        NODEEXISTS(-110, "NodeExists", NodeExistsException::new),
        /** The znode has children. */
        NOTEMPTY(-111, "Directory not empty", NotEmptyException::new),
        /** The session is over. */
        SESSIONEXPIRED(-112, "Session expired", SessionExpiredException::new),
        /** The callback is not the one of the operation. */
        INVALIDCALLBACK(-113, "Invalid callback", InvalidCallbackException::new),
        /** The ACL is not valid. */
        INVALIDACL(-114, "InvalidACL", InvalidACLException::new),
        /** The identity was refused. */
        AUTHFAILED(-115, "AuthFailed", AuthFailedException::new),
        /** The session has moved to another server. */
        SESSIONMOVED(-118, "Session moved", SessionMovedException::new),
        /** The server can only be read. */
        NOTREADONLY(-119, "Not a read-only call", NotReadOnlyException::new),
        /** A local session cannot own ephemerals. */
        EPHEMERALONLOCALSESSION(-120, "Ephemeral node on local session", EphemeralOnLocalSessionException::new),
        /** There is no such watcher. */
        NOWATCHER(-121, "No such watcher", NoWatcherException::new),
        /** The answer took too long. */
        REQUESTTIMEOUT(-122, "Unknown error REQUESTTIMEOUT", RequestTimeoutException::new),
        /** Reconfiguration is switched off. */
        RECONFIGDISABLED(-123, "Reconfig is disabled", ReconfigDisabledException::new),
        /** The server demands an identity. */
        SESSIONCLOSEDREQUIRESASLAUTH(
                -124, "Session closed because client failed to authenticate", SessionClosedRequireAuthException::new),
        /** A quota would be exceeded. */
        QUOTAEXCEEDED(-125, "Quota has exceeded", QuotaExceededException::new),
        /** The server was too busy and did not do it. */
        THROTTLEDOP(-127, "Op throttled due to high load", ThrottledOpException::new);

        private final int number;
        private final String text;

        @SuppressWarnings("ImmutableEnumChecker") // a reference to a constructor, which holds nothing
        private final Function<@Nullable String, KeeperException> maker;

        Code(int number, String text, Function<@Nullable String, KeeperException> maker) {
            this.number = number;
            this.text = text;
            this.maker = maker;
        }

        /** {@return the number on the wire} */
        public int intValue() {
            return number;
        }

        /**
         * {@return the code with this number; with none, it throws {@link IllegalArgumentException}}
         *
         * @param number as on the wire
         */
        public static Code get(int number) {
            for (Code each : values()) {
                if (each.number == number) {
                    return each;
                }
            }
            throw new IllegalArgumentException("The current client version cannot lookup this code: " + number);
        }
    }

    /** A range marker; servers do not send it. */
    public static class SystemErrorException extends KeeperException {
        /**
         * About a path.
         *
         * @param path as the client names it; null for none
         */
        public SystemErrorException(@Nullable String path) {
            super(Code.SYSTEMERROR, path);
        }
    }

    /** Stands behind the failing part of a multi. */
    public static class RuntimeInconsistencyException extends KeeperException {
        /** Without a path. */
        public RuntimeInconsistencyException() {
            this(null);
        }

        /**
         * About a path.
         *
         * @param path as the client names it; null for none
         */
        public RuntimeInconsistencyException(@Nullable String path) {
            super(Code.RUNTIMEINCONSISTENCY, path);
        }
    }

    /** Servers do not send it. */
    public static class DataInconsistencyException extends KeeperException {
        /** Without a path. */
        public DataInconsistencyException() {
            this(null);
        }

        /**
         * About a path.
         *
         * @param path as the client names it; null for none
         */
        public DataInconsistencyException(@Nullable String path) {
            super(Code.DATAINCONSISTENCY, path);
        }
    }

    /** The connection was lost: whether the operation happened is not known. */
    public static class ConnectionLossException extends KeeperException {
        /** Without a path. */
        public ConnectionLossException() {
            this(null);
        }

        /**
         * About a path.
         *
         * @param path as the client names it; null for none
         */
        public ConnectionLossException(@Nullable String path) {
            super(Code.CONNECTIONLOSS, path);
        }
    }

    /** The request could not be decoded. */
    public static class MarshallingErrorException extends KeeperException {
        /** Without a path. */
        public MarshallingErrorException() {
            this(null);
        }

        /**
         * About a path.
         *
         * @param path as the client names it; null for none
         */
        public MarshallingErrorException(@Nullable String path) {
            super(Code.MARSHALLINGERROR, path);
        }
    }

    /** The server does not know the operation, or has it switched off. */
    public static class UnimplementedException extends KeeperException {
        /** Without a path. */
        public UnimplementedException() {
            this(null);
        }

        /**
         * About a path.
         *
         * @param path as the client names it; null for none
         */
        public UnimplementedException(@Nullable String path) {
            super(Code.UNIMPLEMENTED, path);
        }
    }

    /** The operation took too long. */
    public static class OperationTimeoutException extends KeeperException {
        /** Without a path. */
        public OperationTimeoutException() {
            this(null);
        }

        /**
         * About a path.
         *
         * @param path as the client names it; null for none
         */
        public OperationTimeoutException(@Nullable String path) {
            super(Code.OPERATIONTIMEOUT, path);
        }
    }

    /** An argument is not valid. */
    public static class BadArgumentsException extends KeeperException {
        /** Without a path. */
        public BadArgumentsException() {
            this(null);
        }

        /**
         * About a path.
         *
         * @param path as the client names it; null for none
         */
        public BadArgumentsException(@Nullable String path) {
            super(Code.BADARGUMENTS, path);
        }
    }

    /** The session is not known. */
    public static class UnknownSessionException extends KeeperException {
        /** Without a path. */
        public UnknownSessionException() {
            this(null);
        }

        /**
         * About a path.
         *
         * @param path as the client names it; null for none
         */
        public UnknownSessionException(@Nullable String path) {
            super(Code.UNKNOWNSESSION, path);
        }
    }

    /** The new configuration has no quorum that follows. */
    public static class NewConfigNoQuorum extends KeeperException {
        /** Without a path. */
        public NewConfigNoQuorum() {
            this(null);
        }

        /**
         * About a path.
         *
         * @param path as the client names it; null for none
         */
        public NewConfigNoQuorum(@Nullable String path) {
            super(Code.NEWCONFIGNOQUORUM, path);
        }
    }

    /** Another reconfiguration is on its way. */
    public static class ReconfigInProgress extends KeeperException {
        /** Without a path. */
        public ReconfigInProgress() {
            this(null);
        }

        /**
         * About a path.
         *
         * @param path as the client names it; null for none
         */
        public ReconfigInProgress(@Nullable String path) {
            super(Code.RECONFIGINPROGRESS, path);
        }
    }

    /** A range marker; servers do not send it. */
    public static class APIErrorException extends KeeperException {
        /**
         * About a path.
         *
         * @param path as the client names it; null for none
         */
        public APIErrorException(@Nullable String path) {
            super(Code.APIERROR, path);
        }
    }

    /** There is no such znode. */
    public static class NoNodeException extends KeeperException {
        /** Without a path. */
        public NoNodeException() {
            this(null);
        }

        /**
         * About a path.
         *
         * @param path as the client names it; null for none
         */
        public NoNodeException(@Nullable String path) {
            super(Code.NONODE, path);
        }
    }

    /** The ACL does not allow it. */
    public static class NoAuthException extends KeeperException {
        /** Without a path. */
        public NoAuthException() {
            this(null);
        }

        /**
         * About a path.
         *
         * @param path as the client names it; null for none
         */
        public NoAuthException(@Nullable String path) {
            super(Code.NOAUTH, path);
        }
    }

    /** The version is another one. */
    public static class BadVersionException extends KeeperException {
        /** Without a path. */
        public BadVersionException() {
            this(null);
        }

        /**
         * About a path.
         *
         * @param path as the client names it; null for none
         */
        public BadVersionException(@Nullable String path) {
            super(Code.BADVERSION, path);
        }
    }

    /** An ephemeral znode cannot have children. */
    public static class NoChildrenForEphemeralsException extends KeeperException {
        /** Without a path. */
        public NoChildrenForEphemeralsException() {
            this(null);
        }

        /**
         * About a path.
         *
         * @param path as the client names it; null for none
         */
        public NoChildrenForEphemeralsException(@Nullable String path) {
            super(Code.NOCHILDRENFOREPHEMERALS, path);
        }
    }

    /** The znode exists already. */
    public static class NodeExistsException extends KeeperException {
        /** Without a path. */
        public NodeExistsException() {
            this(null);
        }

        /**
         * About a path.
         *
         * @param path as the client names it; null for none
         */
        public NodeExistsException(@Nullable String path) {
            super(Code.NODEEXISTS, path);
        }
    }

    /** The znode has children. */
    public static class NotEmptyException extends KeeperException {
        /** Without a path. */
        public NotEmptyException() {
            this(null);
        }

        /**
         * About a path.
         *
         * @param path as the client names it; null for none
         */
        public NotEmptyException(@Nullable String path) {
            super(Code.NOTEMPTY, path);
        }
    }

    /** The session is over. */
    public static class SessionExpiredException extends KeeperException {
        /** Without a path. */
        public SessionExpiredException() {
            this(null);
        }

        /**
         * About a path.
         *
         * @param path as the client names it; null for none
         */
        public SessionExpiredException(@Nullable String path) {
            super(Code.SESSIONEXPIRED, path);
        }
    }

    /** The callback is not the one of the operation. */
    public static class InvalidCallbackException extends KeeperException {
        /** Without a path. */
        public InvalidCallbackException() {
            this(null);
        }

        /**
         * About a path.
         *
         * @param path as the client names it; null for none
         */
        public InvalidCallbackException(@Nullable String path) {
            super(Code.INVALIDCALLBACK, path);
        }
    }

    /** The ACL is not valid. */
    public static class InvalidACLException extends KeeperException {
        /** Without a path. */
        public InvalidACLException() {
            this(null);
        }

        /**
         * About a path.
         *
         * @param path as the client names it; null for none
         */
        public InvalidACLException(@Nullable String path) {
            super(Code.INVALIDACL, path);
        }
    }

    /** The identity was refused. */
    public static class AuthFailedException extends KeeperException {
        /** Without a path. */
        public AuthFailedException() {
            this(null);
        }

        /**
         * About a path.
         *
         * @param path as the client names it; null for none
         */
        public AuthFailedException(@Nullable String path) {
            super(Code.AUTHFAILED, path);
        }
    }

    /** The session has moved to another server. */
    public static class SessionMovedException extends KeeperException {
        /** Without a path. */
        public SessionMovedException() {
            this(null);
        }

        /**
         * About a path.
         *
         * @param path as the client names it; null for none
         */
        public SessionMovedException(@Nullable String path) {
            super(Code.SESSIONMOVED, path);
        }
    }

    /** The server can only be read. */
    public static class NotReadOnlyException extends KeeperException {
        /** Without a path. */
        public NotReadOnlyException() {
            this(null);
        }

        /**
         * About a path.
         *
         * @param path as the client names it; null for none
         */
        public NotReadOnlyException(@Nullable String path) {
            super(Code.NOTREADONLY, path);
        }
    }

    /** A local session cannot own ephemerals. */
    public static class EphemeralOnLocalSessionException extends KeeperException {
        /** Without a path. */
        public EphemeralOnLocalSessionException() {
            this(null);
        }

        /**
         * About a path.
         *
         * @param path as the client names it; null for none
         */
        public EphemeralOnLocalSessionException(@Nullable String path) {
            super(Code.EPHEMERALONLOCALSESSION, path);
        }
    }

    /** There is no such watcher. */
    public static class NoWatcherException extends KeeperException {
        /** Without a path. */
        public NoWatcherException() {
            this(null);
        }

        /**
         * About a path.
         *
         * @param path as the client names it; null for none
         */
        public NoWatcherException(@Nullable String path) {
            super(Code.NOWATCHER, path);
        }
    }

    /** The answer took too long. */
    public static class RequestTimeoutException extends KeeperException {
        /** Without a path. */
        public RequestTimeoutException() {
            this(null);
        }

        /**
         * About a path.
         *
         * @param path as the client names it; null for none
         */
        public RequestTimeoutException(@Nullable String path) {
            super(Code.REQUESTTIMEOUT, path);
        }
    }

    /** Reconfiguration is switched off. */
    public static class ReconfigDisabledException extends KeeperException {
        /** Without a path. */
        public ReconfigDisabledException() {
            this(null);
        }

        /**
         * About a path.
         *
         * @param path as the client names it; null for none
         */
        public ReconfigDisabledException(@Nullable String path) {
            super(Code.RECONFIGDISABLED, path);
        }
    }

    /** The server demands an identity. */
    public static class SessionClosedRequireAuthException extends KeeperException {
        /** Without a path. */
        public SessionClosedRequireAuthException() {
            this(null);
        }

        /**
         * About a path.
         *
         * @param path as the client names it; null for none
         */
        public SessionClosedRequireAuthException(@Nullable String path) {
            super(Code.SESSIONCLOSEDREQUIRESASLAUTH, path);
        }
    }

    /** A quota would be exceeded. */
    public static class QuotaExceededException extends KeeperException {
        /** Without a path. */
        public QuotaExceededException() {
            this(null);
        }

        /**
         * About a path.
         *
         * @param path as the client names it; null for none
         */
        public QuotaExceededException(@Nullable String path) {
            super(Code.QUOTAEXCEEDED, path);
        }
    }

    /** The server was too busy and did not do it. */
    public static class ThrottledOpException extends KeeperException {
        /** Without a path. */
        public ThrottledOpException() {
            this(null);
        }

        /**
         * About a path.
         *
         * @param path as the client names it; null for none
         */
        public ThrottledOpException(@Nullable String path) {
            super(Code.THROTTLEDOP, path);
        }
    }
}
