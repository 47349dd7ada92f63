package io.quorate.shell;

import io.quorate.client.QuorateException;
import io.quorate.client.RecoverableException;
import io.quorate.client.StateException;
import io.quorate.client.UnrecoverableException;
import io.quorate.data.ErrorCode;

/** What failed, in the words of ZooKeeper's shell (operations 6.2). */
public final class ErrorText {
    private ErrorText() {}

    static String of(QuorateException failure) {
        return of(failure.code(), String.valueOf(failure.path()), String.valueOf(failure.getMessage()));
    }

    /**
     * {@return what failed}
     *
     * @param code why
     * @param path of the znode it is about
     * @param message more about it, for what has no words of its own
     */
    public static String of(ErrorCode code, String path, String message) {
        return switch (code) {
            case NO_NODE -> "Node does not exist: " + path;
            case NODE_EXISTS -> "Node already exists: " + path;
            case NOT_EMPTY -> "Node not empty: " + path;
            case NO_CHILDREN_FOR_EPHEMERALS -> "Ephemerals cannot have children: " + path;
            case NOT_READ_ONLY -> "Not a read-only call: " + path;
            case INVALID_ACL -> "Acl is not valid : " + path;
            case NO_AUTH -> "Insufficient permission : " + path;
            case BAD_ARGUMENTS -> "Arguments are not valid : " + path;
            case BAD_VERSION -> "version No is not valid : " + path;
            case QUOTA_EXCEEDED -> "Quota has exceeded : " + path;
            case RECONFIG_DISABLED -> "KeeperErrorCode = Reconfig is disabled";
            case RECONFIG_IN_PROGRESS -> "Another reconfiguration is in progress: wait until it is committed";
            case NEW_CONFIG_NO_QUORUM ->
                "No quorum of new config is connected and up-to-date with the leader: start the new members, let them"
                        + " catch up, and try again";
            case NO_WATCHER -> "KeeperErrorCode = No such watcher for " + path;
            case UNIMPLEMENTED -> "KeeperErrorCode = Unimplemented for " + path;
            case CONNECTION_LOSS -> "KeeperErrorCode = ConnectionLoss for " + path + "\n" + message;
            case SESSION_EXPIRED -> "KeeperErrorCode = Session expired for " + path + "\n" + message;
            case AUTH_FAILED -> "KeeperErrorCode = AuthFailed for " + path + "\n" + message;
            case OK,
                    SYSTEM_ERROR,
                    RUNTIME_INCONSISTENCY,
                    DATA_INCONSISTENCY,
                    MARSHALLING_ERROR,
                    OPERATION_TIMEOUT,
                    UNKNOWN_SESSION,
                    API_ERROR,
                    INVALID_CALLBACK,
                    SESSION_MOVED,
                    EPHEMERAL_ON_LOCAL_SESSION,
                    REQUEST_TIMEOUT,
                    SESSION_CLOSED_REQUIRE_AUTH,
                    THROTTLED_OP -> "KeeperErrorCode = " + name(code) + " for " + path + "\n" + message;
        };
    }

    static ExitCode code(QuorateException failure) {
        return switch (failure) {
            case StateException _ -> ExitCode.REFUSED;
            case RecoverableException _, UnrecoverableException _ -> ExitCode.UNREACHABLE;
        };
    }

    private static String name(ErrorCode code) {
        StringBuilder name = new StringBuilder();
        for (String word : code.name().split("_", -1)) {
            name.append(word.charAt(0)).append(word.substring(1).toLowerCase(java.util.Locale.ROOT));
        }
        return name.toString();
    }
}
