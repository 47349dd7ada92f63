package io.quorate.client.port;

import io.quorate.client.session.HostPort;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * Where a client lives. One world serves one client.
 *
 * <p>Two executors matter. The <em>loop</em> owns the session and its socket; only the client's own code runs there.
 * The <em>callbacks</em> run what belongs to the user. Both are serial: one task at a time, in the order handed in.
 * They may be one and the same, as they are in a simulator.
 */
public interface World {

    /** {@return nanoseconds of a clock that never goes back; its zero means nothing} */
    long nanoTime();

    /**
     * Runs the session's own work, one task at a time. Must not run a task inside {@code execute} itself.
     *
     * @return a serial executor
     */
    Executor loop();

    /**
     * Runs the user's work, one task at a time. Must not run a task inside {@code execute} itself.
     *
     * @return a serial executor, never the loop's thread where users run code that blocks
     */
    Executor callbacks();

    /**
     * Runs a task on the {@link #loop()} when the delay is over.
     *
     * @param delayNanos nanoseconds from now; not positive means as soon as possible
     * @param task must not block
     * @return cancels it
     */
    Timer after(long delayNanos, Runnable task);

    /** {@return the source of chance} Safe for use by the loop and by callbacks at the same time. */
    RandomGenerator dice();

    /**
     * Opens a link to a server, whose name is resolved now. Returns at once; the listener hears on the loop how it
     * went, never before this method has returned.
     *
     * @param server host and port as the user named them
     * @param listener hears what becomes of the link
     * @return the link, which can be closed at once
     */
    Link connect(HostPort server, LinkListener listener);

    /**
     * Asks a server, on a connection of its own, whether it takes writes: the four letters {@code isro}, answered by
     * {@code rw} or {@code ro}. The answer comes on the loop, never before this method has returned; if the server
     * cannot be asked, none may come.
     *
     * @param server host and port as the user named them
     * @param takesWrites called on the loop, at most once
     */
    void probe(HostPort server, Consumer<Boolean> takesWrites);

    /** Frees threads and sockets that belong to this world, after the callbacks handed over have run. Called once,
     * on the loop, when the client has closed. */
    void close();
}
