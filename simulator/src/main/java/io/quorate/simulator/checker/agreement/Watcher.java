package io.quorate.simulator.checker.agreement;

import java.util.List;

/** Judges one promise of the agreement, at each moment at which it could be broken. */
interface Watcher {

    /** The kinds of things it judges; it is not told of others. */
    List<Class<? extends Sight>> sights();

    /** Something of those kinds is seen; {@code ghost} does not know it yet. */
    void see(Sight sight, Ghost ghost);

    /** All of them, one for each promise. */
    static List<Watcher> all() {
        return List.of(
                new Integrity(),
                new TotalOrder(),
                new LocalOrder(),
                new GlobalOrder(),
                new PrimaryIntegrity(),
                new OneLeader(),
                new Epochs(),
                new LeaderCompleteness(),
                new DurableQuorum(),
                new DurablePromises(),
                new NothingUndone(),
                new NoHoles(),
                new SyncResult(),
                new MonotonicCommit(),
                new OldEpochs(),
                new Amnesia(),
                new Determinism(),
                new OneConfiguration(),
                new Exhaustion());
    }
}
