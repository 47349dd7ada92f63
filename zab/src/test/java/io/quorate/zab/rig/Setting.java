package io.quorate.zab.rig;

import io.quorate.zab.ZabConfig.Rule;
import java.util.SplittableRandom;

/**
 * What kind of world it is. Chances are in percent, each for one of twenty moments a second.
 *
 * @param wipes of a hundred crashes, so many lose the disk
 * @param losses of a hundred election messages, so many are lost
 */
record Setting(
        int voters,
        int observers,
        Rule rule,
        int faultsMs,
        int slownessMs,
        int crashes,
        int wipes,
        int resets,
        int cuts,
        int losses,
        int compactions,
        Bug bug) {

    /** Leaving kinds of faults out matters as much as having them: each is on in half of the worlds. */
    static Setting drawn(long seed, Bug bug) {
        SplittableRandom dice = new SplittableRandom(seed ^ 0x5e77_1465L);
        boolean five = bug == Bug.SMALL_QUORUM || dice.nextInt(3) == 0;
        int observers = bug == Bug.OBSERVERS_COUNT ? 2 : dice.nextInt(3) == 0 ? 1 : 0;
        return new Setting(
                five ? 5 : 3,
                observers,
                dice.nextInt(5) == 0 ? Rule.BASIC : Rule.FAST,
                3000 + dice.nextInt(6000),
                2 + dice.nextInt(80),
                sometimes(dice, 14),
                bug == Bug.WIPED_BUT_CONFIDENT ? 50 : sometimes(dice, 30),
                sometimes(dice, 20),
                sometimes(dice, 8),
                sometimes(dice, 20),
                sometimes(dice, 30),
                bug);
    }

    private static int sometimes(SplittableRandom dice, int most) {
        return dice.nextBoolean() ? 1 + dice.nextInt(most) : 0;
    }
}
