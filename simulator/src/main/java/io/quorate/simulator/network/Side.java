package io.quorate.simulator.network;

import org.jspecify.annotations.Nullable;

/** One end of a wire, at a host. */
final class Side {
    private final Endpoint host;
    private @Nullable Party party;
    private boolean open = true;

    Side(Endpoint host) {
        this.host = host;
    }

    Endpoint host() {
        return host;
    }

    boolean isOpen() {
        return open;
    }

    @Nullable
    Party party() {
        return party;
    }

    void occupy(Party newParty) {
        party = newParty;
    }

    /** The host is gone, and nobody is left to be told. */
    void vanish() {
        open = false;
        party = null;
    }

    /** Tells the party, if it has not been told, that it is over. */
    void end(Ending why) {
        Party told = party;
        vanish();
        if (told != null) {
            told.closed(why);
        }
    }
}
