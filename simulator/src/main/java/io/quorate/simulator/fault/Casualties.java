package io.quorate.simulator.fault;

import io.quorate.simulator.checker.agreement.Ghost;
import java.util.TreeSet;

/**
 * Which members of an ensemble may lose what they have: never so many that the voters which are left cannot be a quorum
 * (faults 3.6). A member that was damaged for good counts for ever, one that was wiped until it has everything again.
 */
public final class Casualties {
    private final int voters;
    private final Ghost ghost;
    private final TreeSet<Integer> damaged = new TreeSet<>();

    /** None so far. */
    public Casualties(int voters, Ghost ghost) {
        this.voters = voters;
        this.ghost = ghost;
    }

    /** Whether this member may lose something now. */
    boolean allows(int member) {
        TreeSet<Integer> lost = new TreeSet<>(damaged);
        for (int voter = 1; voter <= voters; voter++) {
            if (ghost.shadow(voter).isRobbed()) {
                lost.add(voter);
            }
        }
        return member > voters || lost.contains(member) || lost.size() < (voters - 1) / 2;
    }

    /** This member's disk is damaged for good. */
    void damaged(int member) {
        if (member <= voters) {
            damaged.add(member);
        }
    }
}
