package io.quorate.benchmarks.client;

/** What a load does with what its sessions receive. Called on the thread that runs the {@link Swarm}, in order. */
public interface Traffic {
    /**
     * A reply has arrived whole. The session may be sent to; the swarm flushes it afterwards.
     *
     * @param session the session that asked
     * @param operation what it asked
     * @param sentAt the time that {@link Session#send} was given, in nanoseconds
     * @param now when the bytes were read, in nanoseconds
     * @param error the error code of the reply, 0 for none
     */
    void answered(Session session, Operation operation, long sentAt, long now, int error);

    /** A watch event has arrived whole. */
    default void notified(Session session, long now) {
        throw new ProtocolViolation(session + " received an event, but set no watch");
    }

    /** Whether the receiving thread also writes what was queued; false when another thread sends. */
    default boolean sends() {
        return true;
    }
}
