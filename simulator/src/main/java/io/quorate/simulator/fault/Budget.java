package io.quorate.simulator.fault;

/** How many faults there may still be in a run: a failing one is made smaller by allowing fewer. */
public final class Budget {
    private int left;
    private boolean resting;

    /** So many. */
    public Budget(int most) {
        left = most;
    }

    /** Takes one, if there may be one. */
    boolean spend() {
        if (resting || left == 0) {
            return false;
        }
        left--;
        return true;
    }

    /** From now on there may be none. */
    public void rest() {
        resting = true;
    }

    /** Whether there may be none any more because the time for it is over. */
    boolean isResting() {
        return resting;
    }
}
