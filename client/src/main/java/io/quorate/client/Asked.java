package io.quorate.client;

import io.quorate.client.session.Call;

/** Who waits for the answer to an {@link Operation}. */
sealed interface Asked extends Call.Answer permits Promise, Waiter {
    /** What was asked. */
    Operation<?> operation();
}
