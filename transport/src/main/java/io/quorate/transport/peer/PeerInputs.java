package io.quorate.transport.peer;

import io.quorate.replica.Input;

/** The way from the door into the member. Safe for any thread; neither method blocks or throws. */
public interface PeerInputs {

    /**
     * Puts an input behind all that were posted before by the same thread. Always taken: how much of what peers say
     * waits is bounded by the door, which learns by an {@link Input.Inspect} among them how far the member is.
     */
    void post(Input input);

    /** Something was posted: the calling thread may become the driver for a while, if there is none now. */
    void wake();
}
