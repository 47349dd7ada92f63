package io.quorate.data;

/**
 * What a watching client receives.
 *
 * @param zxid zxid of the txn that fired it; −1 for an event replayed by setWatches (client protocol 5.5)
 * @param type what happened
 * @param path the znode it happened to
 */
public record WatchedEvent(long zxid, EventType type, String path) {}
