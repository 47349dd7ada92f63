package io.quorate.zab.election;

import io.quorate.zab.Effect;
import io.quorate.zab.ElectionMessage;
import io.quorate.zab.ElectionMessage.Notification;
import io.quorate.zab.ElectionMessage.State;
import io.quorate.zab.ElectionMessage.Vote;
import io.quorate.zab.ElectionMessage.VoteReply;
import io.quorate.zab.ElectionMessage.VoteRequest;
import io.quorate.zab.ServerId;
import io.quorate.zab.ZabConfig;
import io.quorate.zab.Zxid;
import io.quorate.zab.ensemble.Ensemble;
import io.quorate.zab.part.Turn;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Fast leader election (quorum protocol 2): each member proposes the best candidate it has heard of, tells everybody
 * when it changes its mind, and is content once a quorum proposes the same in the same round. Members that already have
 * a leader answer with it; who comes late joins them when a quorum, and the leader itself, say so.
 */
public final class FastElection implements Election {

    /** What one voter said last. */
    private record Cast(State state, Vote vote, int version) {}

    private final ServerId self;
    private final Ensemble ensemble;
    private final State followsAs;
    private final ZabConfig.Election timing;
    private final String configuration;
    /** Of the present round, our own included. */
    private final SortedMap<ServerId, Cast> received = new TreeMap<>();
    /** Of those who have a leader, from whatever round. */
    private final SortedMap<ServerId, Cast> settled = new TreeMap<>();
    /** What was said while we stood aside; the newest word of each voter. */
    private final SortedMap<ServerId, Notification> early = new TreeMap<>();

    private boolean aside = true;
    private State state = State.LOOKING;
    private long round;
    /**
     * The latest round in which a vote was told. Who joins an established leader takes over an older one; but what it
     * tells of itself the next time may be less than before, and two votes of one member in one round would be taken
     * for one.
     */
    private long latestRound;

    /** Probably dead: it is not waited for, though its vote counts if it comes. */
    private ServerId gone = ServerId.NOBODY;

    private Vote own;
    private Vote vote;
    private long intervalMs;
    private long tellAtMs = ASLEEP;
    private long finalAtMs = ASLEEP;

    FastElection(ZabConfig config) {
        self = config.self();
        ensemble = config.ensemble();
        followsAs = config.observes() ? State.OBSERVING : State.FOLLOWING;
        timing = config.election();
        configuration = ensemble.text();
        own = Election.ownVote(config, Zxid.UNKNOWN, 0);
        vote = own;
    }

    @Override
    public void look(Vote initial, ServerId lost, Turn turn) {
        aside = false;
        gone = lost;
        state = State.LOOKING;
        own = initial;
        intervalMs = timing.minIntervalMs();
        settled.clear();
        enterRound(Math.max(round, latestRound) + 1, own, turn);
        SortedMap<ServerId, Notification> waiting = new TreeMap<>(early);
        early.clear();
        waiting.forEach((from, notification) -> heard(from, notification, turn));
    }

    @Override
    public void standAside() {
        aside = true;
        tellAtMs = ASLEEP;
        finalAtMs = ASLEEP;
    }

    @Override
    public void heard(ServerId from, ElectionMessage message, Turn turn) {
        switch (message) {
            case Notification notification -> notified(from, notification, turn);
            case VoteRequest _, VoteReply _ -> {}
        }
    }

    private void notified(ServerId from, Notification heard, Turn turn) {
        if (from.equals(self)) {
            return;
        }
        if (aside) {
            if (ensemble.isVoter(from)) {
                early.put(from, heard);
            }
        } else if (!ensemble.isVoter(from)) {
            answer(from, vote.inRound(round), turn);
        } else if (state != State.LOOKING) {
            if (heard.state() == State.LOOKING) {
                answer(from, vote, turn);
            }
        } else {
            consider(from, heard, turn);
            answerIfBehind(from, heard, turn);
        }
    }

    /** Who has no voice does not answer: voters answer it at once, and the two would never stop. */
    private void answerIfBehind(ServerId from, Notification heard, Turn turn) {
        boolean bothLook = state == State.LOOKING && heard.state() == State.LOOKING;
        if (bothLook && heard.vote().round() < round && ensemble.isVoter(self)) {
            answer(from, vote, turn);
        }
    }

    private void consider(ServerId from, Notification heard, Turn turn) {
        if (!ensemble.isVoter(heard.vote().leader())) {
            return;
        }
        switch (heard.state()) {
            case LOOKING -> proposed(from, heard, turn);
            case FOLLOWING, LEADING -> elsewhereDecided(from, heard);
            case OBSERVING -> {}
        }
    }

    /**
     * A voter that looks as we do. Who does not know what it has, or has no voice, lets others decide. What others say
     * of us may be what we said in an earlier life, and had then: only what we have now is put forward.
     */
    private void proposed(ServerId from, Notification heard, Turn turn) {
        Vote theirs = heard.vote();
        if (own.zxid() == Zxid.UNKNOWN || theirs.zxid() == Zxid.UNKNOWN || !ensemble.isVoter(self)) {
            return;
        }
        Vote candidate = theirs.leader().equals(self) ? own : theirs;
        boolean changesNothing = isFinal() && !theirs.equals(vote) && !beats(candidate, vote);
        if (theirs.round() < round || changesNothing) {
            return;
        }
        if (theirs.round() > round) {
            enterRound(theirs.round(), beats(candidate, own) ? candidate : own, turn);
        } else if (beats(candidate, vote)) {
            propose(candidate, turn);
        }
        received.put(from, new Cast(State.LOOKING, theirs, heard.version()));
        count(turn);
    }

    /** A voter that has a leader: in our round it counts with the others, in any round with its like. */
    private void elsewhereDecided(ServerId from, Notification heard) {
        Cast cast = new Cast(heard.state(), heard.vote(), heard.version());
        if (heard.vote().round() == round) {
            received.put(from, cast);
            if (agreed(received, cast) && confirmed(received, heard.vote())) {
                decide(heard.vote());
                return;
            }
        }
        settled.put(from, cast);
        if (agreed(settled, cast) && confirmed(settled, heard.vote())) {
            round = heard.vote().round();
            decide(heard.vote());
        }
    }

    private void enterRound(long next, Vote proposal, Turn turn) {
        round = next;
        latestRound = Math.max(latestRound, next);
        received.clear();
        propose(proposal, turn);
        count(turn);
    }

    private void propose(Vote candidate, Turn turn) {
        vote = candidate.inRound(round);
        finalAtMs = ASLEEP;
        if (ensemble.isVoter(self)) {
            received.put(self, new Cast(State.LOOKING, vote, Notification.VERSION));
        }
        tellAll(turn);
        tellAtMs = turn.nowMs() + intervalMs;
    }

    /**
     * Once a quorum agrees, a better vote has a short while to arrive; none can where everybody has spoken who is
     * there.
     */
    private void count(Turn turn) {
        boolean mayDecide = state == State.LOOKING && own.zxid() != Zxid.UNKNOWN;
        if (!mayDecide || !ensemble.isVoter(vote.leader())) {
            return;
        }
        Predicate<ServerId> agrees = id -> agrees(received, id, State.LOOKING, vote, Notification.VERSION);
        if (!ensemble.quorum().isReachedBy(agrees)) {
            return;
        }
        if (timing.finalizeWaitMs() == 0
                || ensemble.voters().stream().allMatch(id -> agrees.test(id) || id.equals(gone))) {
            decide(vote);
        } else if (!isFinal()) {
            finalAtMs = turn.nowMs() + timing.finalizeWaitMs();
        }
    }

    private boolean isFinal() {
        return finalAtMs != ASLEEP;
    }

    private boolean beats(Vote candidate, Vote other) {
        return ensemble.quorum().weightOf(candidate.leader()) != 0 && candidate.isBetterThan(other);
    }

    private boolean agreed(SortedMap<ServerId, Cast> votes, Cast cast) {
        return ensemble.quorum().isReachedBy(id -> agrees(votes, id, cast.state(), cast.vote(), cast.version()));
    }

    /** Zxid and round of members that have a leader may date from different elections (quorum protocol 2.2). */
    private static boolean agrees(SortedMap<ServerId, Cast> votes, ServerId id, State state, Vote vote, int version) {
        Cast cast = votes.get(id);
        if (cast == null || !cast.vote().leader().equals(vote.leader())) {
            return false;
        }
        if (cast.state() == State.LOOKING || state == State.LOOKING) {
            return cast.vote().equals(vote);
        }
        boolean oneIsOld = (cast.version() == 0) != (version == 0);
        return oneIsOld || cast.vote().peerEpoch() == vote.peerEpoch();
    }

    /**
     * Nobody joins a leader that does not say itself that it leads: the others may still name a dead one. And nobody
     * leads who was elected for what it had in an earlier life.
     */
    private boolean confirmed(SortedMap<ServerId, Cast> votes, Vote elected) {
        if (elected.leader().equals(self)) {
            return own.zxid() != Zxid.UNKNOWN && elected.equals(own.inRound(round));
        }
        Cast leaders = votes.get(elected.leader());
        return leaders != null && leaders.state() == State.LEADING;
    }

    private void decide(Vote elected) {
        vote = elected.inRound(round);
        state = elected.leader().equals(self) ? State.LEADING : followsAs;
        tellAtMs = ASLEEP;
        finalAtMs = ASLEEP;
        received.clear();
        settled.clear();
    }

    private void tellAll(Turn turn) {
        for (ServerId voter : ensemble.voters()) {
            if (!voter.equals(self)) {
                answer(voter, vote, turn);
            }
        }
    }

    private void answer(ServerId to, Vote told, Turn turn) {
        turn.emit(new Effect.Tell(to, new Notification(state, told, Notification.VERSION, configuration)));
    }

    @Override
    public void tick(Turn turn) {
        if (aside || state != State.LOOKING) {
            return;
        }
        if (turn.nowMs() >= finalAtMs) {
            decide(vote);
        } else if (turn.nowMs() >= tellAtMs) {
            intervalMs = Math.min(2 * intervalMs, timing.maxIntervalMs());
            tellAll(turn);
            tellAtMs = turn.nowMs() + intervalMs;
        }
    }

    @Override
    public boolean decided() {
        return !aside && state != State.LOOKING;
    }

    @Override
    public Vote vote() {
        return vote;
    }

    @Override
    public long wakeAtMs() {
        return Math.min(tellAtMs, finalAtMs);
    }

    @Override
    public void established(long epoch) {
        vote = vote.inEpoch(epoch);
    }
}
