package io.quorate.client;

/**
 * What a watch reports.
 *
 * @param type what happened
 * @param path the znode it happened to, as the client names it
 * @param zxid zxid of the txn that changed it; −1 when the server does not say, as for changes found after a reconnect
 */
public record WatchEvent(Type type, String path, long zxid) {
    /** The kinds of event. */
    public enum Type {
        /** The znode was created. */
        CREATED,
        /** The znode was deleted. */
        DELETED,
        /** Its data was set. */
        DATA_CHANGED,
        /** Children were created or deleted. */
        CHILDREN_CHANGED,
        /** The watch itself was removed, on the client's own demand. */
        REMOVED,
        /**
         * To listeners of watches that stay: the connection was lost and the watch has been set again. Changes in
         * between were not reported, so whoever mirrors the znode reads it again now.
         */
        GAP
    }
}
