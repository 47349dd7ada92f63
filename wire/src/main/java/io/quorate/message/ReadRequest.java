package io.quorate.message;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Requests that a member answers from its own applied state (class R of client protocol 2.2). */
public sealed interface ReadRequest extends Request {

    /** Stat of a znode, or that there is none. */
    record Exists(String path, boolean watch) implements ReadRequest {}

    /** Data and Stat. */
    record GetData(String path, boolean watch) implements ReadRequest {}

    /** ACL and Stat. */
    record GetAcl(String path) implements ReadRequest {}

    /** Names of the children, with the Stat of their parent when {@code withStat}. */
    record GetChildren(String path, boolean watch, boolean withStat) implements ReadRequest {}

    /** Number of all descendants. */
    record CountDescendants(String path) implements ReadRequest {}

    /** Paths of the session's own ephemerals that start with a prefix; null, blank or "/" means all. */
    record GetEphemerals(@Nullable String prefix) implements ReadRequest {}

    /** Identities of the connection. */
    record WhoAmI() implements ReadRequest {}

    /** Whether the connection has a watch of this kind on exactly this path. */
    record CheckWatches(String path, WatchKind kind) implements ReadRequest {}

    /** Remove it. */
    record RemoveWatches(String path, WatchKind kind) implements ReadRequest {}

    /** Set a watch that stays. */
    record AddWatch(String path, boolean recursive) implements ReadRequest {}

    /**
     * Set watches again after a reconnect and say what was missed (client protocol 5.5).
     *
     * @param relativeZxid the highest zxid the client has seen in a reply
     */
    record SetWatches(
            long relativeZxid,
            List<String> data,
            List<String> exist,
            List<String> child,
            List<String> persistent,
            List<String> recursive)
            implements ReadRequest {}

    /** Several {@link GetData} and {@link GetChildren}, answered at one zxid; their watch flags are false. */
    record MultiRead(List<ReadRequest> reads) implements ReadRequest {}

    /** Which of a connection's watches on a path are meant (client protocol 5.6). */
    enum WatchKind {
        CHILDREN,
        DATA,
        ANY,
        PERSISTENT,
        RECURSIVE;

        /** The number on the wire. */
        public int number() {
            return ordinal() + 1;
        }
    }
}
