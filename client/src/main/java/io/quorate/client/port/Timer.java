package io.quorate.client.port;

/** A task that waits for its time. */
@FunctionalInterface
public interface Timer {
    /** Makes it never run, if it has not begun to. Safe from every thread, and more than once. */
    void cancel();
}
