package io.quorate.zab.history;

import io.quorate.zab.Effect;
import io.quorate.zab.Fact;
import io.quorate.zab.Invariant;
import io.quorate.zab.Recovered;
import io.quorate.zab.ZabConfig;
import io.quorate.zab.Zxid;
import io.quorate.zab.part.Turn;

/**
 * All that a member must not forget: two epochs and its history. An epoch counts once it is saved, never before:
 * {@code currentEpoch <= acceptedEpoch} (quorum protocol 3).
 */
public final class Durable {
    private final History history;
    private long acceptedEpoch;
    private long currentEpoch;
    private long savingAccepted;
    private long savingCurrent;
    private long newestHeardOf;

    /** What the disk held. */
    public Durable(Recovered recovered, ZabConfig.Limits limits) {
        history = new History(recovered, limits);
        acceptedEpoch = recovered.acceptedEpoch();
        currentEpoch = recovered.currentEpoch();
        savingAccepted = acceptedEpoch;
        savingCurrent = currentEpoch;
    }

    public History history() {
        return history;
    }

    /** The highest epoch that was promised. */
    public long acceptedEpoch() {
        return acceptedEpoch;
    }

    /** The epoch whose whole initial history is here. */
    public long currentEpoch() {
        return currentEpoch;
    }

    /** Somebody who votes has promised that epoch: whoever leads next had better begin a later one. */
    public void heardOf(long epoch) {
        newestHeardOf = Math.max(newestHeardOf, epoch);
    }

    /** The newest epoch that anybody is known to have promised, this member included. */
    public long newestHeardOf() {
        return Math.max(newestHeardOf, acceptedEpoch);
    }

    /** Whether the disk has answered everything. */
    public boolean isQuiet() {
        return savingAccepted == acceptedEpoch && savingCurrent == currentEpoch && history.isQuiet();
    }

    public void saveAccepted(long epoch, Turn turn) {
        Invariant.check(epoch > savingAccepted, "an epoch is promised once", epoch, savingAccepted);
        savingAccepted = epoch;
        turn.emit(new Effect.SaveAcceptedEpoch(epoch));
    }

    public void acceptedSaved(long epoch) {
        Invariant.check(epoch == savingAccepted, "saved another epoch than asked", epoch, savingAccepted);
        acceptedEpoch = epoch;
    }

    /** Only once the whole history of the epoch is durable: never the other way round (ZOOKEEPER-4643). */
    public void saveCurrent(long epoch, Turn turn) {
        Invariant.check(epoch <= acceptedEpoch, "an epoch begins that was not promised", epoch, acceptedEpoch);
        Invariant.check(epoch > savingCurrent, "an epoch begins once", epoch, savingCurrent);
        savingCurrent = epoch;
        turn.emit(new Effect.SaveCurrentEpoch(epoch));
    }

    /** All that a leader had is here: from now on the member is believed, also if it has left that leader meanwhile. */
    public void currentSaved(long epoch) {
        Invariant.check(epoch == savingCurrent, "saved another epoch than asked", epoch, savingCurrent);
        currentEpoch = epoch;
        history.trust();
    }

    /**
     * A history that goes into a later epoch than the current one holds the whole beginning of that epoch, for it has
     * no gaps; only the file is behind. Raises it, so that the member's vote is worth what its history is (faults
     * S21b).
     *
     * @return whether there was something to repair
     */
    public boolean repairEpoch(Turn turn) {
        long reached = Zxid.epoch(history.claimed());
        if (reached <= currentEpoch) {
            return false;
        }
        turn.tell(new Fact.EpochRepaired(currentEpoch, reached));
        saveCurrent(reached, turn);
        return true;
    }
}
