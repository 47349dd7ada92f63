package io.quorate.server.admin;

import io.quorate.data.Identity;
import io.quorate.replica.ReplicaView;
import io.quorate.storage.Storage;
import io.quorate.transport.client.ConnectionStats;
import io.quorate.transport.client.DoorStats;
import io.quorate.transport.peer.LearnerTraffic;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

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

    /** The learners that are connected to this member; nobody where a server serves alone. */
    CompletableFuture<List<LearnerTraffic>> learnerLinks();

    /** Begins the figures of every connection anew. */
    CompletableFuture<Void> resetConnections();

    /** Begins the figures of the whole server anew. */
    CompletableFuture<Void> resetServer();

    /** Bytes on disk. */
    Storage.Sizes sizes();

    /** What a proof in the words of an authentication scheme is worth, or null for nothing. */
    @Nullable
    List<Identity> authenticate(String scheme, byte[] proof, InetAddress remote);

    /** Whether somebody has all permissions on the root. */
    CompletableFuture<Boolean> mayAdminister(List<Identity> who);

    /** Takes a snapshot now; completed when it is on the disk. Fails if it cannot be, or another is being taken. */
    CompletableFuture<Snapshot> takeSnapshot();

    /** A snapshot that was taken. */
    record Snapshot(long zxid, Path file) {}

    /** The newest snapshot on disk. */
    Storage.LastSnapshot lastSnapshot();
}
