package io.quorate.message;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Requests that a member answers from its own applied state (class R of client protocol 2.2). */
public sealed interface ReadRequest extends Request {

    /**
     * Stat of a znode, or that there is none.
     *
     * @param path path of the znode
     * @param watch whether a watch that fires once is set with it
     */
    record Exists(String path, boolean watch) implements ReadRequest {}

    /**
     * Data and Stat.
     *
     * @param path path of the znode
     * @param watch whether a watch that fires once is set with it
     */
    record GetData(String path, boolean watch) implements ReadRequest {}

    /**
     * ACL and Stat.
     *
     * @param path path of the znode
     */
    record GetAcl(String path) implements ReadRequest {}

    /**
     * Names of the children, with the Stat of their parent when {@code withStat}.
     *
     * @param path path of the znode
     * @param watch whether a watch that fires once is set with it
     * @param withStat whether the Stat of the parent is wanted too
     */
    record GetChildren(String path, boolean watch, boolean withStat) implements ReadRequest {}

    /**
     * Number of all descendants.
     *
     * @param path path of the znode
     */
    record CountDescendants(String path) implements ReadRequest {}

    /**
     * Paths of the session's own ephemerals that start with a prefix; null, blank or "/" means all.
     *
     * @param prefix what their paths start with
     */
    record GetEphemerals(@Nullable String prefix) implements ReadRequest {}

    /** Identities of the connection. */
    record WhoAmI() implements ReadRequest {}

    /**
     * Whether the connection has a watch of this kind on exactly this path.
     *
     * @param path path of the znode
     * @param kind which of the watches
     */
    record CheckWatches(String path, WatchKind kind) implements ReadRequest {}

    /**
     * Remove it.
     *
     * @param path path of the znode
     * @param kind which of the watches
     */
    record RemoveWatches(String path, WatchKind kind) implements ReadRequest {}

    /**
     * Set a watch that stays.
     *
     * @param path path of the znode
     * @param recursive whether changes anywhere below count too
     */
    record AddWatch(String path, boolean recursive) implements ReadRequest {}

    /**
     * Set watches again after a reconnect and say what was missed (client protocol 5.5).
     *
     * @param relativeZxid the highest zxid the client has seen in a reply
     * @param data paths watched for changes of data
     * @param exist paths watched for being created
     * @param child paths watched for changes of children
     * @param persistent paths with a watch that stays
     * @param recursive paths with a watch that stays and covers what is below
     */
    record SetWatches(
            long relativeZxid,
            List<String> data,
            List<String> exist,
            List<String> child,
            List<String> persistent,
            List<String> recursive)
            implements ReadRequest {}

    /**
     * Several {@link GetData} and {@link GetChildren}, answered at one zxid; their watch flags are false.
     *
     * @param reads in the order in which they are answered
     */
    record MultiRead(List<ReadRequest> reads) implements ReadRequest {}

    /** Which of a connection's watches on a path are meant (client protocol 5.6). */
    enum WatchKind {
        /** For changes of the children; fires once. */
        CHILDREN,
        /** For changes of the data, or for being created; fires once. */
        DATA,
        /** All of them. */
        ANY,
        /** Stays, on this path alone. */
        PERSISTENT,
        /** Stays, on this path and everything below. */
        RECURSIVE;

        /** {@return the number on the wire} */
        public int number() {
            return ordinal() + 1;
        }
    }
}
