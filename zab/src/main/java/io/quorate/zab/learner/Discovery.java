package io.quorate.zab.learner;

import io.quorate.zab.Phase;
import io.quorate.zab.ZabMessage;
import io.quorate.zab.ZabMessage.AckEpoch;
import io.quorate.zab.ZabMessage.FollowerInfo;
import io.quorate.zab.ZabMessage.LeaderInfo;
import io.quorate.zab.ZabMessage.ObserverInfo;
import io.quorate.zab.ZabMessage.Unknown;
import io.quorate.zab.Zxid;
import io.quorate.zab.history.Durable;
import io.quorate.zab.part.Turn;

/**
 * Introduces the member and promises the leader's epoch (quorum protocol 4.4): on disk first, and only if none as high
 * was promised before. A promise made twice is no voice, for it may have been made to another. A promise says what the
 * member has, whatever use that is; only one that is no voice may leave it out, to be sent everything.
 */
final class Discovery implements Phased {
    private static final long UNKNOWN = -1;

    private final Allegiance allegiance;
    private final Durable durable;
    private long epoch = UNKNOWN;
    private boolean isNew;

    Discovery(Allegiance allegiance, Turn turn) {
        this.allegiance = allegiance;
        durable = allegiance.durable();
        long accepted = durable.acceptedEpoch();
        var self = allegiance.config().self();
        long version = allegiance.config().ensemble().version();
        allegiance.send(
                allegiance.config().observes()
                        ? new ObserverInfo(accepted, self, version)
                        : new FollowerInfo(accepted, self, version),
                turn);
    }

    @Override
    public Phase phase() {
        return Phase.DISCOVERY;
    }

    @Override
    public long epoch() {
        return durable.acceptedEpoch();
    }

    @Override
    public void received(ZabMessage message, Turn turn) {
        if (message instanceof LeaderInfo(long proposed) && epoch == UNKNOWN) {
            if (proposed < durable.acceptedEpoch()) {
                turn.leave("epoch " + proposed + " is older than the promised " + durable.acceptedEpoch());
                return;
            }
            epoch = proposed;
            isNew = proposed > durable.acceptedEpoch();
            if (isNew) {
                durable.saveAccepted(proposed, turn);
            }
        } else if (!(message instanceof Unknown)) {
            allegiance.refuse(message, this, turn);
        }
    }

    @Override
    public Phased advance(Turn turn) {
        if (epoch == UNKNOWN || durable.acceptedEpoch() != epoch) {
            return this;
        }
        if (allegiance.anew() && !isNew) {
            allegiance.send(new AckEpoch(Zxid.UNKNOWN, AckEpoch.NO_PROMISE), turn);
            return new Synchronization(allegiance, epoch);
        }
        long current = isNew ? durable.currentEpoch() : AckEpoch.NO_PROMISE;
        allegiance.send(new AckEpoch(durable.history().claimed(), current), turn);
        return new Synchronization(allegiance.asItIs(), epoch);
    }
}
