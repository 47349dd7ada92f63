package io.quorate.transport.client;

import io.quorate.replica.Input;

/** Where the door puts what clients say. Safe for any thread; never blocks. */
public interface RequestSink {

    /**
     * Puts an input into the bounded inbox.
     *
     * @return false when the inbox is full; the door then stops reading from that connection and tries again when the
     *     driver has ended a batch
     */
    boolean offer(Input input);

    /** Something was offered: the calling thread may become the driver for a while, if there is none now. */
    void run();
}
