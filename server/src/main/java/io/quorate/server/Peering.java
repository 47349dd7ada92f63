package io.quorate.server;

import io.quorate.replica.Input;
import io.quorate.server.engine.Engine;
import io.quorate.transport.peer.PeerDoor;
import io.quorate.transport.peer.PeerDoorConfig;
import io.quorate.transport.peer.Routes;
import io.quorate.zab.Role;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The door to the other members, with the threads that may block for it. Opened and closed once. */
final class Peering implements AutoCloseable {
    /** Names that are looked up, pieces of log and snapshots that are read or written, at a time; more are refused. */
    private static final int MOST_BLOCKING = 256;

    private static final int IDLE_S = 30;
    /** How long a leader that stops may take to finish what it has begun; then it goes as if it had died. */
    private static final int RETIRE_LIMIT_MS = 3_000;

    private static final int LOOK_AGAIN_MS = 5;

    private final ThreadPoolExecutor blocking;
    private final PeerDoor door;

    Peering(PeerDoorConfig config, Engine engine, Routes routes) {
        AtomicInteger count = new AtomicInteger();
        blocking = new ThreadPoolExecutor(
                0,
                MOST_BLOCKING,
                IDLE_S,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                work -> Thread.ofPlatform()
                        .name("peers-" + count.incrementAndGet())
                        .daemon(true)
                        .unstarted(work));
        door = new PeerDoor(config, engine.peerInputs(), engine.peerStore(), blocking, routes);
    }

    PeerDoor door() {
        return door;
    }

    /** Listens for the others; the member has begun. */
    void open() throws StartException {
        try {
            door.open();
        } catch (IOException e) {
            throw new StartException(
                    ExitCode.ELECTION_PORT, "The ports for the other members cannot be opened: " + e.getMessage(), e);
        }
    }

    /**
     * Leaves the ensemble in order: a leader finishes what it has begun and hands over, and nobody has to notice by its
     * silence.
     */
    void retire(Engine engine) {
        engine.answer(new Input.ForZab(new io.quorate.zab.Input.Retire()));
        long deadlineNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(RETIRE_LIMIT_MS);
        try {
            while (!hasRetired(engine) && System.nanoTime() - deadlineNs < 0) {
                TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN_MS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean hasRetired(Engine engine) {
        CompletableFuture<Boolean> retired = engine.inspect(view -> view.role() instanceof Role.Retired);
        return retired.completeOnTimeout(true, RETIRE_LIMIT_MS, TimeUnit.MILLISECONDS)
                .join();
    }

    @Override
    public void close() {
        door.close();
        blocking.shutdownNow();
    }
}
