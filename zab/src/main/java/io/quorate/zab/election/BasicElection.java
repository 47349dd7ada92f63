package io.quorate.zab.election;

import io.quorate.zab.Effect;
import io.quorate.zab.ElectionMessage;
import io.quorate.zab.ElectionMessage.Notification;
import io.quorate.zab.ElectionMessage.Vote;
import io.quorate.zab.ElectionMessage.VoteReply;
import io.quorate.zab.ElectionMessage.VoteRequest;
import io.quorate.zab.ServerId;
import io.quorate.zab.ZabConfig;
import io.quorate.zab.Zxid;
import io.quorate.zab.ensemble.Ensemble;
import io.quorate.zab.part.Turn;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The basic election of the literature ({@code electionAlg=0}, quorum protocol 2.11): a looking member asks every
 * voter for its vote, adopts the greatest it heard, and asks again until a quorum names one candidate. Votes for
 * members that did not answer themselves count for nothing, or the votes for a dead leader would keep each other alive.
 *
 * <p>Beyond the historic form a vote tells the candidate's epoch too: with the zxid alone, a member could be elected
 * for ever that discovery has to refuse.
 */
public final class BasicElection implements Election {
    private final ServerId self;
    private final Ensemble ensemble;
    private final ZabConfig.Election timing;
    private final SortedMap<ServerId, Vote> answers = new TreeMap<>();

    private boolean aside = true;
    private boolean looking;
    private int xid;
    private long round;
    private Vote own;
    private Vote vote;
    private long countAtMs = ASLEEP;

    BasicElection(ZabConfig config) {
        self = config.self();
        ensemble = config.ensemble();
        timing = config.election();
        own = Election.ownVote(config, Zxid.UNKNOWN, 0);
        vote = own;
    }

    @Override
    public void look(Vote initial, ServerId lost, Turn turn) {
        aside = false;
        looking = true;
        round++;
        own = initial.inRound(round);
        vote = own;
        ask(turn);
    }

    @Override
    public void standAside() {
        aside = true;
        looking = false;
        countAtMs = ASLEEP;
    }

    private void ask(Turn turn) {
        xid++;
        answers.clear();
        countAtMs = turn.nowMs() + timing.minIntervalMs();
        for (ServerId voter : ensemble.voters()) {
            if (voter.equals(self)) {
                answers.put(self, vote);
            } else {
                turn.emit(new Effect.Tell(voter, new VoteRequest(xid)));
            }
        }
        countIfComplete();
    }

    @Override
    public void heard(ServerId from, ElectionMessage message, Turn turn) {
        if (aside) {
            return;
        }
        switch (message) {
            case VoteRequest(int asked) -> turn.emit(new Effect.Tell(from, new VoteReply(asked, vote)));
            case VoteReply(int answered, Vote theirs) -> {
                if (looking && answered == xid && ensemble.isVoter(from)) {
                    answers.put(from, theirs);
                    countIfComplete();
                }
            }
            case Notification _ -> {}
        }
    }

    /** With everybody heard nothing is gained by waiting; what did not bring agreement is asked again in its time. */
    private void countIfComplete() {
        if (answers.size() == ensemble.voters().size()) {
            count();
        }
    }

    private void count() {
        for (Map.Entry<ServerId, Vote> answer : answers.entrySet()) {
            Vote candidate = answer.getValue();
            if (isValid(candidate) && isAgreed(candidate)) {
                decide(candidate);
                return;
            }
        }
        adoptGreatest();
    }

    private boolean isValid(Vote candidate) {
        return isConfirmed(candidate)
                && ensemble.quorum().weightOf(candidate.leader()) != 0
                && candidate.zxid() != Zxid.UNKNOWN
                && (!candidate.leader().equals(self) || isOurs(candidate));
    }

    /**
     * Whether the candidate was heard, and has not said less of itself than is said of it: others may tell what it had
     * before its disk was lost, and would elect it for ever.
     */
    private boolean isConfirmed(Vote candidate) {
        Vote itsOwn = answers.get(candidate.leader());
        return itsOwn != null && (!itsOwn.leader().equals(candidate.leader()) || itsOwn.zxid() == candidate.zxid());
    }

    /** What others say of us may be what we said in an earlier life, and had then. */
    private boolean isOurs(Vote candidate) {
        return candidate.zxid() == own.zxid() && candidate.peerEpoch() == own.peerEpoch();
    }

    private boolean isAgreed(Vote candidate) {
        return ensemble.quorum()
                .isReachedBy(id -> answers.containsKey(id)
                        && answers.getOrDefault(id, candidate).leader().equals(candidate.leader())
                        && answers.getOrDefault(id, candidate).zxid() != Zxid.UNKNOWN);
    }

    private void adoptGreatest() {
        if (!ensemble.isVoter(self) || own.zxid() == Zxid.UNKNOWN) {
            return;
        }
        Vote greatest = own;
        for (Vote candidate : answers.values()) {
            if (isValid(candidate) && candidate.isBetterThan(greatest)) {
                greatest = candidate;
            }
        }
        vote = greatest.inRound(round);
    }

    private void decide(Vote elected) {
        vote = elected.inRound(round);
        looking = false;
        countAtMs = ASLEEP;
    }

    @Override
    public void tick(Turn turn) {
        if (looking && turn.nowMs() >= countAtMs) {
            count();
            if (looking) {
                ask(turn);
            }
        }
    }

    @Override
    public boolean decided() {
        return !aside && !looking;
    }

    @Override
    public Vote vote() {
        return vote;
    }

    @Override
    public long wakeAtMs() {
        return countAtMs;
    }

    @Override
    public void established(long epoch) {
        vote = vote.inEpoch(epoch);
    }
}
