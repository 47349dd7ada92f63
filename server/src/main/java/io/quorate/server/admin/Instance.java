package io.quorate.server.admin;

import io.quorate.replica.ReplicaView;
import io.quorate.storage.Storage;
import io.quorate.transport.client.ConnectionStats;
import io.quorate.transport.client.DoorStats;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** The running server, as far as operators may ask it. Safe for any thread; nothing blocks. */
public interface Instance {

    /** Whether clients are being served: recovered, and neither stopping nor failed. */
    boolean isServing();

    /**
     * Looks at the replica between two inputs.
     *
     * @param visitor runs on the driver's thread, must be quick and must keep nothing of the view
     * @return fails when the server stops before the look
     */
    <T> CompletableFuture<T> look(Function<ReplicaView, T> visitor);

    /** Counters of the client door. */
    DoorStats door();

    /** All client connections. */
    CompletableFuture<List<ConnectionStats>> connections();

    /** Begins the figures of every connection anew. */
    CompletableFuture<Void> resetConnections();

    /** Begins the figures of the whole server anew. */
    CompletableFuture<Void> resetServer();

    /** Bytes on disk. */
    Storage.Sizes sizes();

    /** The newest snapshot on disk. */
    Storage.LastSnapshot lastSnapshot();
}
