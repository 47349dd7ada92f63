package io.quorate.zab.rig;

/** Runs worlds by seed; a broken promise tells the seed and what happened last. */
final class Worlds {
    private Worlds() {}

    static World run(long seed, Bug bug) {
        World world = new World(Setting.drawn(seed, bug), seed);
        try {
            world.run();
        } catch (AssertionError | RuntimeException broken) {
            throw new AssertionError(
                    "seed " + seed + " (" + Setting.drawn(seed, bug) + ") at " + world.nowMs() + " ms: " + broken + "\n"
                            + world.trace(),
                    broken);
        }
        return world;
    }
}
