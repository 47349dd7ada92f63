package io.quorate.simulator.member;

/** The member died between two effects. Not an error of anything. */
public final class PowerCut extends RuntimeException {
    private static final long serialVersionUID = 1;

    PowerCut(long effect) {
        super("cut off before effect " + effect, null, false, false);
    }
}
