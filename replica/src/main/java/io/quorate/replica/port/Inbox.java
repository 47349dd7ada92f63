package io.quorate.replica.port;

import io.quorate.replica.Input;
import org.jspecify.annotations.Nullable;

/** The bounded queue of inputs, seen from the driver. */
public interface Inbox {
    /** The next input, or null if there is none now. */
    @Nullable
    Input poll();
}
