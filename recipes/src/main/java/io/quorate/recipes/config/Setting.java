package io.quorate.recipes.config;

/**
 * A value of the configuration.
 *
 * @param <T> what it is
 * @param value the new value
 * @param zxid when it was published; 0 for the value to begin with
 */
public record Setting<T>(T value, long zxid) {}
