package io.quorate.zab.learner;

import io.quorate.zab.Effect;
import io.quorate.zab.Phase;
import io.quorate.zab.Proposal;
import io.quorate.zab.ZabMessage;
import io.quorate.zab.ZabMessage.Ack;
import io.quorate.zab.ZabMessage.Commit;
import io.quorate.zab.ZabMessage.CommitAndActivate;
import io.quorate.zab.ZabMessage.Inform;
import io.quorate.zab.ZabMessage.InformAndActivate;
import io.quorate.zab.ZabMessage.Ping;
import io.quorate.zab.ZabMessage.Propose;
import io.quorate.zab.ZabMessage.Relayed;
import io.quorate.zab.ZabMessage.Unknown;
import io.quorate.zab.ZabMessage.UpToDate;
import io.quorate.zab.Zxid;
import io.quorate.zab.history.History;
import io.quorate.zab.part.Turn;

/**
 * Logs what is proposed, acknowledges each once it is durable, and delivers what is decided, in order (quorum protocol
 * 5.2 and 5.4). It begins with the acknowledged history; until the leader says that a quorum has it too, nothing is
 * delivered, for nothing of it need be decided.
 */
final class Broadcast implements Phased {
    private final Allegiance allegiance;
    private final History history;
    private final long epoch;
    private final boolean observes;
    private boolean serving;
    private long decided;
    private long acked;

    /**
     * @param acknowledged the end of the history that was acknowledged as a whole
     * @param decided the last zxid of which the leader has said so
     * @param pending what was proposed after that history
     */
    Broadcast(
            Allegiance allegiance, long epoch, long acknowledged, long decided, Iterable<Proposal> pending, Turn turn) {
        this.allegiance = allegiance;
        this.epoch = epoch;
        this.decided = decided;
        acked = acknowledged;
        history = allegiance.history();
        observes = allegiance.config().observes();
        for (Proposal proposal : pending) {
            history.append(proposal, turn);
        }
    }

    @Override
    public Phase phase() {
        return serving ? Phase.BROADCAST : Phase.SYNCHRONIZATION;
    }

    @Override
    public long epoch() {
        return epoch;
    }

    @Override
    public void received(ZabMessage message, Turn turn) {
        switch (message) {
            case UpToDate _ -> upToDate(turn);
            case Propose(Proposal proposal) -> {
                if (!observes) {
                    log(proposal, message, turn);
                }
            }
            case Commit(long zxid) -> {
                if (!observes) {
                    committed(zxid, message, turn);
                }
            }
            case CommitAndActivate(long zxid, var _) -> committed(zxid, message, turn);
            case Inform(Proposal proposal) -> informed(proposal, message, turn);
            case InformAndActivate(Proposal proposal, var _) -> informed(proposal, message, turn);
            case Ping(long zxid) -> {
                if (serving) {
                    turn.emit(new Effect.AnswerPing(allegiance.link(), zxid));
                }
            }
            case Relayed relayed -> {
                if (serving) {
                    turn.emit(new Effect.FromLeader(relayed));
                }
            }
            case Unknown _ -> {}
            case ZabMessage.FollowerInfo _,
                    ZabMessage.ObserverInfo _,
                    ZabMessage.LeaderInfo _,
                    ZabMessage.AckEpoch _,
                    ZabMessage.Diff _,
                    ZabMessage.Trunc _,
                    ZabMessage.Snap _,
                    ZabMessage.NewLeader _,
                    Ack _ -> allegiance.refuse(message, this, turn);
        }
    }

    private void upToDate(Turn turn) {
        if (!serving) {
            serving = true;
            allegiance.send(new Ack(Zxid.beginning(epoch)), turn);
            history.deliverThrough(decided, turn);
        }
    }

    private boolean log(Proposal proposal, ZabMessage message, Turn turn) {
        if (!Zxid.follows(history.last(), proposal.zxid())) {
            allegiance.refuse(message, this, turn);
            return false;
        }
        history.append(proposal, turn);
        if (history.undelivered() > allegiance.config().limits().undelivered()) {
            turn.leave("more than " + allegiance.config().limits().undelivered() + " proposals are undecided");
        }
        return true;
    }

    /** A commit is for the next undecided proposal or the leader is not what it seems. It may precede our own disk. */
    private void committed(long zxid, ZabMessage message, Turn turn) {
        if (zxid <= decided) {
            return;
        }
        if (zxid > history.last() || !Zxid.follows(decided, zxid)) {
            allegiance.refuse(message, this, turn);
            return;
        }
        decided = zxid;
        if (serving) {
            history.deliverThrough(zxid, turn);
        }
    }

    private void informed(Proposal proposal, ZabMessage message, Turn turn) {
        if (!observes) {
            allegiance.refuse(message, this, turn);
        } else if (log(proposal, message, turn)) {
            committed(proposal.zxid(), message, turn);
        }
    }

    /** One ack for each, in order: the leader counts every zxid by itself. */
    @Override
    public Phased advance(Turn turn) {
        while (!observes && acked < history.persisted()) {
            acked = Zxid.epoch(acked) == epoch ? acked + 1 : Zxid.of(epoch, 1);
            allegiance.send(new Ack(acked), turn);
        }
        return this;
    }
}
