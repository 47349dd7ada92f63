package io.quorate.server.admin;

import io.quorate.data.Identity;
import io.quorate.replica.ReplicaView;
import io.quorate.replica.Tally;
import io.quorate.replica.port.Time;
import io.quorate.server.config.ConfigReader;
import io.quorate.server.config.ServerConfig;
import io.quorate.server.metrics.Recorder;
import io.quorate.storage.Storage;
import io.quorate.transport.client.ConnectionStats;
import io.quorate.transport.client.DoorStats;
import io.quorate.transport.peer.LearnerTraffic;
import io.quorate.tree.TreeLimits;
import io.quorate.tree.ZnodeTree;
import io.quorate.zab.LearnerState;
import io.quorate.zab.Role;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** A server that stands still: a fresh tree, one session with one watch, one connection. For one test's thread. */
final class Ward implements Instance, ReplicaView {
    static final long SESSION = 0x10000168579002aL;

    private final ZnodeTree tree = new ZnodeTree(new TreeLimits(false, false, false, true, 7));
    boolean serving = true;
    int connectionResets;
    int serverResets;
    /** What a snapshot yields; null when it fails. */
    @Nullable
    Path snapshot;

    /** A desk in front of this server; the file's lines come after the least that is needed. */
    Desk desk(Path directory, String lines) throws IOException {
        Path file = directory.resolve("zoo.cfg");
        Files.writeString(
                file,
                "dataDir=" + directory + "\nclientPort=0\nclientPortAddress=127.0.0.1\nadmin.serverAddress=127.0.0.1\n"
                        + "admin.serverPort=0\nmetricsProvider.httpHost=127.0.0.1\nmetricsProvider.httpPort=0\n"
                        + lines);
        ServerConfig config = new ConfigReader(Map.of()).file(file);
        Environment environment = new Environment(
                List.of(new Environment.Entry("zookeeper.version", "3.9.5-x"), new Environment.Entry("k", "v")));
        return Desk.of(this, config, () -> environment, new Recorder(), new StoppedClock(), Runnable::run)
                .withPorts(2181, -1);
    }

    /** A thousand seconds after everything began. */
    private record StoppedClock() implements Time {
        @Override
        public long monotonicMs() {
            return 1_000_000;
        }

        @Override
        public long wallMs() {
            return 1_000_000;
        }
    }

    @Override
    public boolean isServing() {
        return serving;
    }

    @Override
    public <T> CompletableFuture<T> look(Function<ReplicaView, T> visitor) {
        return CompletableFuture.completedFuture(visitor.apply(this));
    }

    @Override
    public DoorStats door() {
        return Figures.DOOR;
    }

    @Override
    public CompletableFuture<List<ConnectionStats>> connections() {
        return CompletableFuture.completedFuture(List.of(Figures.grown()));
    }

    @Override
    public CompletableFuture<List<LearnerTraffic>> learnerLinks() {
        return CompletableFuture.completedFuture(List.of());
    }

    @Override
    public CompletableFuture<Void> resetConnections() {
        connectionResets++;
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletableFuture<Void> resetServer() {
        serverResets++;
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public Storage.Sizes sizes() {
        return new Storage.Sizes(10, 20);
    }

    @Override
    public @Nullable List<Identity> authenticate(String scheme, byte[] proof, InetAddress remote) {
        return switch (scheme) {
            case "digest" -> List.of(new Identity("digest", new String(proof, StandardCharsets.UTF_8)));
            case "ip" -> List.of(new Identity("ip", remote.getHostAddress()));
            default -> null;
        };
    }

    @Override
    public CompletableFuture<Boolean> mayAdminister(List<Identity> who) {
        return CompletableFuture.completedFuture(
                who.contains(new Identity("digest", "admin:pw")) || who.contains(new Identity("ip", "10.0.0.7")));
    }

    @Override
    public CompletableFuture<Snapshot> takeSnapshot() {
        Path file = snapshot;
        return file == null
                ? CompletableFuture.failedFuture(new IllegalStateException("the disk is full"))
                : CompletableFuture.completedFuture(new Snapshot(0x2a, file));
    }

    @Override
    public Storage.LastSnapshot lastSnapshot() {
        return new Storage.LastSnapshot(0x1f, 5_999);
    }

    @Override
    public ZnodeTree tree() {
        return tree;
    }

    @Override
    public @Nullable Role role() {
        return null;
    }

    @Override
    public List<LearnerState> learners() {
        return List.of();
    }

    @Override
    public int pendingSyncs() {
        return 0;
    }

    @Override
    public long acceptedEpoch() {
        return 0;
    }

    @Override
    public long currentEpoch() {
        return 0;
    }

    @Override
    public long lastProposedZxid() {
        return 0;
    }

    @Override
    public int outstanding() {
        return 0;
    }

    @Override
    public long lastSnapshotZxid() {
        return 0x1f;
    }

    @Override
    public long lastSnapshotWallMs() {
        return 5_999;
    }

    @Override
    public int watchCount() {
        return 1;
    }

    @Override
    public int watchingConnections() {
        return 1;
    }

    @Override
    public int watchedPaths() {
        return 1;
    }

    @Override
    public int dataWatchCount() {
        return 1;
    }

    @Override
    public void forEachDataWatch(WatchVisitor visitor) {
        visitor.watch("/w", SESSION);
    }

    @Override
    public void forEachExpiry(ExpiryVisitor visitor) {
        visitor.expiry(2000, SESSION);
    }

    @Override
    public void forEachSession(SessionVisitor visitor) {
        visitor.session(SESSION, 30_000);
    }

    @Override
    public void forEachEphemeralOwner(LongConsumer visitor) {
        tree.forEachEphemeralOwner(visitor);
    }

    @Override
    public void forEachPastDigest(DigestVisitor visitor) {
        visitor.digest(0x80, -7);
        visitor.digest(0x100, 9);
    }

    @Override
    public Tally tally() {
        return new Tally();
    }
}
