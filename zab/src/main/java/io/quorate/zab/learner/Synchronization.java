package io.quorate.zab.learner;

import io.quorate.zab.Phase;
import io.quorate.zab.Proposal;
import io.quorate.zab.ZabMessage;
import io.quorate.zab.ZabMessage.Ack;
import io.quorate.zab.ZabMessage.Commit;
import io.quorate.zab.ZabMessage.CommitAndActivate;
import io.quorate.zab.ZabMessage.Diff;
import io.quorate.zab.ZabMessage.Inform;
import io.quorate.zab.ZabMessage.InformAndActivate;
import io.quorate.zab.ZabMessage.NewLeader;
import io.quorate.zab.ZabMessage.Ping;
import io.quorate.zab.ZabMessage.Propose;
import io.quorate.zab.ZabMessage.Relayed;
import io.quorate.zab.ZabMessage.Snap;
import io.quorate.zab.ZabMessage.Trunc;
import io.quorate.zab.ZabMessage.Unknown;
import io.quorate.zab.Zxid;
import io.quorate.zab.history.History;
import io.quorate.zab.part.Turn;
import java.util.ArrayDeque;

/**
 * Takes the leader's history (quorum protocol 4.7). The order is the point: first the history is durable, then the
 * current epoch, then the leader hears of it (ZOOKEEPER-3911, 4643, 4646). What is proposed but not decided when the
 * leader says that this was all stays aside until then, or its acks would overtake the one that counts
 * (ZOOKEEPER-4685). Where the history cannot be cut as the leader says, the learner comes again and asks for
 * everything; what it has it keeps until then, and with it its voice (quorum protocol 10).
 */
final class Synchronization implements Phased {

    private enum Step {
        /** The leader has not said how. */
        OPENING,
        /** A snapshot comes, and what follows it; both wait for the leader's last word. */
        RECEIVING,
        /** The log is cut, or the snapshot takes its place. */
        REPLACING,
        /** What is missing comes and is logged. */
        STREAMING,
        /** All of it is here; the epoch is on its way to the disk. */
        SECURING
    }

    private final Allegiance allegiance;
    private final History history;
    private final long epoch;
    /** Decided, and not yet logged because the log is not ready. */
    private final ArrayDeque<Proposal> decided = new ArrayDeque<>();
    /** Proposed, and not decided when the leader said that this was all; some may be by now (ZOOKEEPER-4394). */
    private final ArrayDeque<Proposal> pending = new ArrayDeque<>();

    private Step step = Step.OPENING;
    /** The last zxid of the stream. */
    private long tail;
    /** The last zxid of the stream that is decided. */
    private long tailDecided;
    /** A snapshot may be newer than proposals that follow it. */
    private long snapshot = Zxid.UNKNOWN;

    /** Where the history ends once it is cut or replaced. */
    private long replacement;

    private boolean complete;
    /** The end of the history that is acknowledged as a whole. */
    private long acknowledged;

    Synchronization(Allegiance allegiance, long epoch) {
        this.allegiance = allegiance;
        this.epoch = epoch;
        history = allegiance.history();
    }

    @Override
    public Phase phase() {
        return Phase.SYNCHRONIZATION;
    }

    @Override
    public long epoch() {
        return epoch;
    }

    @Override
    public void received(ZabMessage message, Turn turn) {
        switch (message) {
            case Unknown _, Ping _, Relayed _ -> {}
            case Diff _, Trunc _, Snap _ -> open(message, turn);
            case Propose(Proposal proposal) -> proposed(proposal, message, turn);
            case Commit(long zxid) -> committed(zxid, message, turn);
            case CommitAndActivate(long zxid, var _) -> committed(zxid, message, turn);
            case Inform(Proposal proposal) -> informed(proposal, message, turn);
            case InformAndActivate(Proposal proposal, var _) -> informed(proposal, message, turn);
            case NewLeader(long established, String _) -> {
                if (step == Step.OPENING || complete || established != epoch) {
                    allegiance.refuse(message, this, turn);
                }
                complete = true;
                acknowledged = tailDecided;
            }
            case ZabMessage.FollowerInfo _,
                    ZabMessage.ObserverInfo _,
                    ZabMessage.LeaderInfo _,
                    ZabMessage.AckEpoch _,
                    ZabMessage.UpToDate _,
                    Ack _ -> allegiance.refuse(message, this, turn);
        }
    }

    private boolean isWorthless() {
        return allegiance.anew() || !history.isTrusted();
    }

    private void open(ZabMessage message, Turn turn) {
        if (step != Step.OPENING || (isWorthless() && !(message instanceof Snap))) {
            allegiance.refuse(message, this, turn);
            return;
        }
        step = Step.STREAMING;
        tail = history.last();
        if (message instanceof Trunc(long to) && to != tail) {
            step = Step.REPLACING;
            tail = to;
            history.truncate(to, turn);
        } else if (message instanceof Snap(long zxid)) {
            step = Step.RECEIVING;
            tail = zxid;
            snapshot = zxid;
            history.receive(allegiance.link(), zxid, turn);
        }
        tailDecided = tail;
        replacement = tail;
    }

    private void proposed(Proposal proposal, ZabMessage message, Turn turn) {
        if (proposal.zxid() <= snapshot) {
            return;
        }
        if (step == Step.OPENING || !Zxid.follows(tail, proposal.zxid())) {
            allegiance.refuse(message, this, turn);
            return;
        }
        tail = proposal.zxid();
        pending.add(proposal);
        if (pending.size() + decided.size() > allegiance.config().limits().undelivered()) {
            turn.leave("more than " + allegiance.config().limits().undelivered() + " proposals wait for the disk");
        }
    }

    private void committed(long zxid, ZabMessage message, Turn turn) {
        if (zxid <= tailDecided) {
            return;
        }
        if (zxid > tail || !Zxid.follows(tailDecided, zxid)) {
            allegiance.refuse(message, this, turn);
            return;
        }
        tailDecided = zxid;
        if (!complete) {
            decided.add(pending.remove());
        }
    }

    private void informed(Proposal proposal, ZabMessage message, Turn turn) {
        proposed(proposal, message, turn);
        if (!turn.left()) {
            committed(proposal.zxid(), message, turn);
        }
    }

    @Override
    public Phased advance(Turn turn) {
        if (step == Step.RECEIVING && complete && history.hasReceived()) {
            step = Step.REPLACING;
            history.install(snapshot, turn);
        }
        if (step == Step.REPLACING && history.isWhole()) {
            if (history.last() != replacement) {
                return allegiance.again("the history cannot be cut at " + Zxid.text(replacement), turn);
            }
            step = Step.STREAMING;
        }
        if (step == Step.STREAMING) {
            log(turn);
        }
        if (step == Step.SECURING && allegiance.durable().currentEpoch() == epoch) {
            history.trust();
            allegiance.send(new Ack(Zxid.beginning(epoch)), turn);
            return new Broadcast(allegiance, epoch, acknowledged, tailDecided, pending, turn);
        }
        return this;
    }

    /** Before the leader's last word only decided txns are logged; after it, nothing until the epoch is. */
    private void log(Turn turn) {
        while (!decided.isEmpty()) {
            history.append(decided.remove(), turn);
        }
        if (complete && history.isQuiet()) {
            step = Step.SECURING;
            if (allegiance.durable().currentEpoch() < epoch) {
                allegiance.durable().saveCurrent(epoch, turn);
            }
        }
    }
}
