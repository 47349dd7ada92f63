package io.quorate.transport.peer;

import io.quorate.zab.ElectionMessage;
import io.quorate.zab.ServerId;

/** The election port, whatever is spoken there. Owned by the event loop. */
sealed interface ElectionDoor permits ElectionPort, BasicElectionPort {

    /** Only the newest word to a peer matters; what cannot be told is dropped. */
    void tell(ServerId to, ElectionMessage message);

    /** Ends all connections; nothing is told or heard from now on. */
    void close();
}
