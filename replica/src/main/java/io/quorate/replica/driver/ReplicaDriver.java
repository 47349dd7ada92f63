package io.quorate.replica.driver;

import io.quorate.replica.Input;
import io.quorate.replica.Replica;
import io.quorate.replica.port.Clients;
import io.quorate.replica.port.Inbox;
import io.quorate.replica.port.Time;

/**
 * Carries inputs to the replica batch by batch. Under load a batch shares one hand-over to the log and one wake-up of
 * each event loop; at rest a single request goes straight through.
 *
 * <p>Owns no thread: whoever calls {@link #runOnce} is the driver for that long, and only one may be at a time.
 */
public final class ReplicaDriver {
    private final Replica replica;
    private final Inbox inbox;
    private final Clients clients;
    private final Time time;

    /** A driver between these doors. */
    public ReplicaDriver(Replica replica, Inbox inbox, Clients clients, Time time) {
        this.replica = replica;
        this.inbox = inbox;
        this.clients = clients;
        this.time = time;
    }

    /**
     * Takes what is in the inbox, at most {@code maxInputs}, and carries the effects out.
     *
     * @return how many inputs were taken
     */
    public int runOnce(int maxInputs) {
        Input input = inbox.poll();
        if (input == null) {
            return 0;
        }
        replica.time(time.monotonicMs(), time.wallMs());
        int taken = 0;
        while (input != null) {
            replica.step(input);
            taken++;
            input = taken < maxInputs ? inbox.poll() : null;
        }
        replica.endInputs();
        replica.endBatch();
        clients.flush();
        return taken;
    }
}
