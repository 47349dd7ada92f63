package io.quorate.client.session;

import io.quorate.data.WatchedEvent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the session wants done, in this order. Bytes to send are not among them: they gather in {@link
 * ClientSession#outbox()} and leave by the newest link after the step.
 */
public sealed interface Effect {

    /**
     * Open a link under this number; there is no other one.
     *
     * @param server host and port as the user named them
     * @param link its number, as in {@link Effect.Connect}
     */
    record Connect(HostPort server, int link) implements Effect {}

    /**
     * Send what is in the outbox, close this link and forget it.
     *
     * @param link its number, as in {@link Effect.Connect}
     */
    record Disconnect(int link) implements Effect {}

    /**
     * A call ended.
     *
     * @param call what was asked
     * @param outcome how it ended
     */
    record Answered(Call call, Outcome outcome) implements Effect {}

    /**
     * An identity was accepted, or not.
     *
     * @param auth the identity
     * @param outcome how it ended
     */
    record AuthAnswered(Auth auth, Outcome outcome) implements Effect {}

    /**
     * A change is told to these watchers, once each. The path is the server's.
     *
     * @param event what happened
     * @param watchers each of them once
     */
    record Fired(WatchedEvent event, List<Object> watchers) implements Effect {}

    /**
     * These watchers were removed from a path.
     *
     * @param path as the server names it
     * @param kind which table they were in
     * @param watchers each of them once
     */
    record Removed(String path, Removal kind, List<Object> watchers) implements Effect {}

    /**
     * Watches that stay are set again on a new link; what changed on this path in between was not reported.
     *
     * @param path as the server names it
     * @param watchers each of them once
     */
    record Gap(String path, List<Object> watchers) implements Effect {}

    /**
     * The session moved to another phase. All watchers that are set hear of it.
     *
     * @param phase where the session stands now
     * @param server whom it is connected to; null when to nobody
     * @param sessionId 0 before the first connection
     * @param reason for people
     * @param watchers each of them once
     */
    record Moved(Phase phase, @Nullable String server, long sessionId, String reason, List<Object> watchers)
            implements Effect {}

    /**
     * Ask a server, on a link of its own, whether it takes writes; {@link Input.Probed} answers if it can be asked.
     *
     * @param server host and port as the user named them
     */
    record Probe(HostPort server) implements Effect {}

    /**
     * Something for the history.
     *
     * @param what one line
     */
    record Told(String what) implements Effect {}

    /** Nothing will ever come again. */
    record Finished() implements Effect {}

    /** Which table watchers were removed from, by the names that the Apache client gives the events. */
    enum Removal {
        /** Of data and existence. */
        DATA,
        /** Of children. */
        CHILDREN,
        /** Both tables of those that stay. */
        PERSISTENT
    }
}
