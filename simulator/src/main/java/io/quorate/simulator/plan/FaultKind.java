package io.quorate.simulator.plan;

/** Kinds of faults a run can have, each with its number in faults 3 and how often it is left out of a run. */
public enum FaultKind {
    /** P1: the power fails before one of the next effects. */
    POWER_CUTS(400),
    /** P1: the process is killed; the machine goes on or not. */
    KILLS(500),
    /** P2, D1 to D3: the power fails in the middle of a disk operation. */
    CRASHES_IN_DISK_OPERATIONS(500),
    /** P3: the power fails again while the member starts. */
    CRASHES_WHILE_STARTING(600),
    /** P2: the power fails most likely where something is about to become durable. */
    CRASHES_AT_RISKY_MOMENTS(800),
    /** P4: the member stands still, and then everything is late at once; clocks may jump meanwhile. */
    PAUSES(600),
    /** N4, N5, K1: connections are cut, each side learns of it in its own time. */
    CUTS(500),
    /** N5 to N7: some routes carry nothing for a while, in one direction or both. */
    PARTITIONS(700),
    /** N1, N2: some routes are long or narrow. */
    SLOW_LINKS(700),
    /** N11: routes stop one by one, and let everything through in another order. */
    CLOGS(700),
    /** K4: requests are sent before the handshake is answered. */
    EARLY_REQUESTS(500),
    /** D6, D7: a disk operation fails once. */
    DISK_ERRORS(500),
    /** D7: a write takes only some of the bytes. */
    SHORT_WRITES(500),
    /** D8, D17: from some moment on no disk operation succeeds. */
    DISK_FULL(750),
    /** D9: something cannot be read while the member starts. */
    READ_ERRORS(600),
    /** D5: sectors that were never written show what older files left. */
    STALE_SECTORS(500),
    /** D10 to D12: a start is tried on copies of the disk that are damaged at rest. */
    ROT(700),
    /** D10: one file is damaged at rest, and the member has to live with it or to refuse. */
    LASTING_ROT(800),
    /** D16: files lie about that are none of ours. */
    STRAY_FILES(700),
    /** D14: the disk is slow. */
    SLOW_DISK(500),
    /** D14: the disk stalls now and then. */
    DISK_STALLS(700),
    /** T1: the monotonic clock runs up to a tenth too fast or too slow. */
    CLOCK_DRIFT(600),
    /** T2: the wall clock jumps. */
    CLOCK_JUMPS(500),
    /** T4: now and then a look at the wall clock shows an older time. */
    OLD_CLOCK_READS(700),
    /** 4.3: some kinds of work are far slower or faster than others. */
    SKEWED_TEMPO(600),
    /** N9: words on the election port are lost, or come twice. */
    CARELESS_POST(500, true),
    /** D15: a member finds its disk empty when it starts. */
    WIPES(750, true),
    /** N4: connections between members break. */
    BROKEN_LINKS(500, true),
    /** N6, N7: whoever leads is cut off from the other members, in one direction or both, and not from its clients. */
    LONELY_LEADERS(750, true),
    /** N12: a peer says what nobody may say at that moment. */
    NONSENSE(700, true);

    private final int absentPerMille;
    private final boolean amongPeers;

    FaultKind(int absentPerMille) {
        this(absentPerMille, false);
    }

    FaultKind(int absentPerMille, boolean amongPeers) {
        this.absentPerMille = absentPerMille;
        this.amongPeers = amongPeers;
    }

    /** Whether a lone member cannot have it. */
    boolean isAmongPeers() {
        return amongPeers;
    }

    /** In how many of a thousand runs there is none of it. */
    int absentPerMille() {
        return absentPerMille;
    }
}
