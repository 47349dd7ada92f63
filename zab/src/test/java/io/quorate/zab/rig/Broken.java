package io.quorate.zab.rig;

/** A promise was broken; the message begins with its number in the catalogue of faults. */
final class Broken extends AssertionError {
    private static final long serialVersionUID = 1;

    Broken(String property, String what) {
        super(property + ": " + what);
    }

    static void unless(boolean holds, String property, String what) {
        if (!holds) {
            throw new Broken(property, what);
        }
    }
}
