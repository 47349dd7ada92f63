package io.quorate.client;

/**
 * One thing that happened to the connection, for people who look for a fault.
 *
 * @param atNanos when, on the clock of {@link Surroundings#nanoTime()}
 * @param what what happened, in words: attempts, losses, sessions, refusals
 */
public record HistoryEntry(long atNanos, String what) {}
