package io.quorate.client;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Everything that can be chosen about a client. Start from {@link #of} and change what differs.
 *
 * @param connectString {@code host:port[,host:port...][/chroot]}; a port left out is 2181, an IPv6 address stands in
 *     brackets (client protocol 11.1)
 * @param sessionTimeout what is asked of the server, which has bounds of its own
 * @param canBeReadOnly whether a member without a quorum will do for reads
 * @param resume the session to carry on, null for a new one
 * @param auth identities to prove on every connection, in this order
 * @param retry what becomes of operations when the connection is lost
 * @param limits the bounds of queues and frames
 * @param callbacks runs futures' stages and listeners; tasks are handed to it one at a time. Null for a thread of the
 *     client's own
 * @param metrics where to count
 * @param slowCallback a callback that takes longer is warned of, since all others wait behind it
 */
public record ClientOptions(
        String connectString,
        Duration sessionTimeout,
        boolean canBeReadOnly,
        @Nullable SessionCredentials resume,
        List<AuthInfo> auth,
        RetryPolicy retry,
        ClientLimits limits,
        @Nullable Executor callbacks,
        ClientMetrics metrics,
        Duration slowCallback) {

    /** What is asked for unless something else is chosen. */
    public static final Duration DEFAULT_SESSION_TIMEOUT = Duration.ofSeconds(30);

    private static final Duration DEFAULT_SLOW_CALLBACK = Duration.ofSeconds(1);

    public ClientOptions {
        auth = List.copyOf(auth);
        if (sessionTimeout.toMillis() < 1 || sessionTimeout.toMillis() > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "session timeout " + sessionTimeout + " is not within 1 ms and 2147483647 ms");
        }
    }

    /** The usual choices for these servers. */
    public static ClientOptions of(String connectString) {
        return new ClientOptions(
                connectString,
                DEFAULT_SESSION_TIMEOUT,
                false,
                null,
                List.of(),
                RetryPolicy.PATIENT,
                ClientLimits.DEFAULT,
                null,
                ClientMetrics.NONE,
                DEFAULT_SLOW_CALLBACK);
    }

    /** The same with another session timeout. */
    public ClientOptions withSessionTimeout(Duration sessionTimeout) {
        return new ClientOptions(
                connectString,
                sessionTimeout,
                canBeReadOnly,
                resume,
                auth,
                retry,
                limits,
                callbacks,
                metrics,
                slowCallback);
    }

    /** The same with members without a quorum accepted or not. */
    public ClientOptions withCanBeReadOnly(boolean canBeReadOnly) {
        return new ClientOptions(
                connectString,
                sessionTimeout,
                canBeReadOnly,
                resume,
                auth,
                retry,
                limits,
                callbacks,
                metrics,
                slowCallback);
    }

    /** The same with a session to carry on. */
    public ClientOptions withResume(SessionCredentials resume) {
        return new ClientOptions(
                connectString,
                sessionTimeout,
                canBeReadOnly,
                resume,
                auth,
                retry,
                limits,
                callbacks,
                metrics,
                slowCallback);
    }

    /** The same with identities to prove. */
    public ClientOptions withAuth(List<AuthInfo> auth) {
        return new ClientOptions(
                connectString,
                sessionTimeout,
                canBeReadOnly,
                resume,
                auth,
                retry,
                limits,
                callbacks,
                metrics,
                slowCallback);
    }

    /** The same with another policy of retries. */
    public ClientOptions withRetry(RetryPolicy retry) {
        return new ClientOptions(
                connectString,
                sessionTimeout,
                canBeReadOnly,
                resume,
                auth,
                retry,
                limits,
                callbacks,
                metrics,
                slowCallback);
    }

    /** The same with other bounds. */
    public ClientOptions withLimits(ClientLimits limits) {
        return new ClientOptions(
                connectString,
                sessionTimeout,
                canBeReadOnly,
                resume,
                auth,
                retry,
                limits,
                callbacks,
                metrics,
                slowCallback);
    }

    /** The same with an executor for user code. */
    public ClientOptions withCallbacks(Executor callbacks) {
        return new ClientOptions(
                connectString,
                sessionTimeout,
                canBeReadOnly,
                resume,
                auth,
                retry,
                limits,
                callbacks,
                metrics,
                slowCallback);
    }

    /** The same with another place to count. */
    public ClientOptions withMetrics(ClientMetrics metrics) {
        return new ClientOptions(
                connectString,
                sessionTimeout,
                canBeReadOnly,
                resume,
                auth,
                retry,
                limits,
                callbacks,
                metrics,
                slowCallback);
    }

    /** The same with another bound for callbacks. */
    public ClientOptions withSlowCallback(Duration slowCallback) {
        return new ClientOptions(
                connectString,
                sessionTimeout,
                canBeReadOnly,
                resume,
                auth,
                retry,
                limits,
                callbacks,
                metrics,
                slowCallback);
    }
}
