package io.quorate.recipes.config;

/**
 * Who is told of a setting, on the client's callback executor. Must not block.
 *
 * @param <T> what the setting is
 */
@FunctionalInterface
public interface SettingListener<T> {
    /**
     * There is another value.
     *
     * @param setting the newest good value and when it was published
     */
    void changed(Setting<T> setting);

    /**
     * Somebody published data that are no value; the last good one stays. Does nothing unless overridden.
     *
     * @param zxid when they were published
     * @param reason what is wrong with them
     */
    default void refused(long zxid, String reason) {}
}
