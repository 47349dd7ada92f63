package io.quorate.simulator.member;

/** What an ensemble asks of a member's disk beside appending, each carried out as a whole and then answered. */
interface Orders {
    void saveAcceptedEpoch(long epoch);

    void saveCurrentEpoch(long epoch);

    void truncate(long zxid);

    void install(long zxid);

    /** From now on nobody hears of the snapshot that comes or is kept aside; says what is left to be done on disk. */
    Runnable giveUpSnapshot();
}
