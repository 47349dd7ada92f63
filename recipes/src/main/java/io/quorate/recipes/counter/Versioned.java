package io.quorate.recipes.counter;

/**
 * A value and which one it is.
 *
 * @param <T> what it is
 * @param value as the codec read it
 * @param version how often it was set before; a later {@link AsyncSharedValue#compareAndSet} refers to it
 * @param zxid when it was set: grows with every change, and is never the same for two
 */
public record Versioned<T>(T value, int version, long zxid) {}
