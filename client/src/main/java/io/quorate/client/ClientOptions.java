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

    /** Refuses what makes no sense, and copies the lists. */
    public ClientOptions {
        auth = List.copyOf(auth);
        if (sessionTimeout.toMillis() < 1 || sessionTimeout.toMillis() > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "session timeout " + sessionTimeout + " is not within 1 ms and 2147483647 ms");
        }
    }

    /**
     * {@return the usual choices for these servers}
     *
     * @param connectString {@code host:port,host:port/chroot}; port 2181 where none is given
     */
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

    /**
     * {@return the same with another session timeout}
     *
     * @param sessionTimeout at least 1 ms; the server cuts it to what it allows
     */
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

    /**
     * {@return the same with members without a quorum accepted or not}
     *
     * @param canBeReadOnly whether members without a quorum will do for reads
     */
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

    /**
     * {@return the same with a session to carry on}
     *
     * @param resume of a session that is not expired
     */
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

    /**
     * {@return the same with identities to prove}
     *
     * @param auth shown on every connection, the first one first
     */
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

    /**
     * {@return the same with another policy of retries}
     *
     * @param retry for reads and syncs; writes are never asked twice
     */
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

    /**
     * {@return the same with other bounds}
     *
     * @param limits bounds of queues and frames
     */
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

    /**
     * {@return the same with an executor for user code}
     *
     * @param callbacks runs one task of the client at a time; null for a thread of the client's own
     */
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

    /**
     * {@return the same with another place to count}
     *
     * @param metrics called on the loop; must not block
     */
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

    /**
     * {@return the same with another bound for callbacks}
     *
     * @param slowCallback longer ones are logged
     */
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
