package io.quorate.zab.election;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.zab.Effect;
import io.quorate.zab.ElectionMessage.Notification;
import io.quorate.zab.ElectionMessage.State;
import io.quorate.zab.ElectionMessage.Vote;
import io.quorate.zab.Ensembles;
import io.quorate.zab.ServerId;
import io.quorate.zab.ZabConfig;
import io.quorate.zab.Zxid;
import io.quorate.zab.ensemble.Ensemble;
import io.quorate.zab.part.Turn;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Quorum protocol 2.3 and 2.4, rule by rule. The test ensembles wait 40 ms for a better vote and tell again after 50.
 */
final class FastElectionTest {
    private static final Ensemble FIVE = Ensembles.of(5, 1);
    private static final long LAST = Zxid.of(1, 5);

    private final List<Effect.Tell> told = new ArrayList<>();
    private long nowMs;

    @Test
    void tellsEveryOtherVoterItsVoteAndNobodyElse() {
        looking(2);
        assertThat(told).extracting(tell -> tell.to().value()).containsExactly(1L, 3L, 4L, 5L);
        assertThat(told)
                .extracting(Effect.Tell::message)
                .containsOnly(new Notification(State.LOOKING, vote(2, LAST, 1), 2, FIVE.text()));
    }

    @Test
    void adoptsABetterVoteAndTellsIt() {
        Election election = looking(2);
        told.clear();
        hears(election, 3, State.LOOKING, vote(3, LAST, 1));
        assertThat(election.vote()).isEqualTo(vote(3, LAST, 1));
        assertThat(told).hasSize(4);
        told.clear();
        hears(election, 1, State.LOOKING, vote(1, LAST, 1));
        assertThat(told).as("a worse one needs no answer in the same round").isEmpty();
    }

    @Test
    void whoHasLostItsLeaderDoesNotWaitForThatOneToSpeak() {
        ZabConfig config = Ensembles.config(1, Ensembles.of(3, 0), ZabConfig.Rule.FAST);
        Election election = Election.of(config);
        election.look(Election.ownVote(config, LAST, 1), new ServerId(3), turn());
        hears(election, 2, State.LOOKING, vote(2, LAST, 1));
        assertThat(election.decided()).isTrue();
        assertThat(election.vote()).isEqualTo(vote(2, LAST, 1));

        Election patient = Election.of(config);
        patient.look(Election.ownVote(config, LAST, 1), ServerId.NOBODY, turn());
        hears(patient, 2, State.LOOKING, vote(2, LAST, 1));
        assertThat(patient.decided()).isFalse();
    }

    @Test
    void whatAMemberTellsOfItselfTheNextTimeIsOfALaterRound() {
        Election election = looking(2);
        hears(election, 1, State.LOOKING, vote(2, LAST, 9));
        hears(election, 1, State.FOLLOWING, vote(5, LAST, 3));
        hears(election, 3, State.FOLLOWING, vote(5, LAST, 3));
        hears(election, 5, State.LEADING, vote(5, LAST, 3));
        assertThat(election.decided()).isTrue();
        assertThat(election.vote().round()).isEqualTo(3);

        election.standAside();
        long cut = LAST - 1;
        ZabConfig config = Ensembles.config(2, FIVE, ZabConfig.Rule.FAST);
        election.look(Election.ownVote(config, cut, 1), ServerId.NOBODY, turn());
        hears(election, 1, State.LOOKING, vote(2, LAST, 9));
        assertThat(election.vote())
                .as("what was once believed of it is of an earlier round")
                .isEqualTo(vote(2, cut, 10));
    }

    @Test
    void aLaterRoundBeginsAnewWithTheBetterOfTwoVotes() {
        Election election = looking(2);
        hears(election, 4, State.LOOKING, vote(4, LAST, 1));
        hears(election, 1, State.LOOKING, vote(1, LAST, 7));
        assertThat(election.vote())
                .as("its own, for what was heard before is void")
                .isEqualTo(vote(2, LAST, 7));
    }

    @Test
    void whoIsInAnEarlierRoundIsToldOfOurs() {
        Election election = looking(2);
        hears(election, 1, State.LOOKING, vote(1, LAST, 7));
        told.clear();
        hears(election, 3, State.LOOKING, vote(3, LAST, 6));
        assertThat(told)
                .containsExactly(new Effect.Tell(
                        new ServerId(3), new Notification(State.LOOKING, vote(2, LAST, 7), 2, FIVE.text())));
        assertThat(election.vote().leader().value()).as("and does not count").isEqualTo(2);
    }

    @Test
    void aQuorumWaitsAShortWhileForABetterVote() {
        Election election = looking(2);
        hears(election, 3, State.LOOKING, vote(3, LAST, 1));
        hears(election, 1, State.LOOKING, vote(3, LAST, 1));
        assertThat(election.decided()).isFalse();
        passes(election, 39);
        assertThat(election.decided()).isFalse();
        passes(election, 1);
        assertThat(election.decided()).isTrue();
        assertThat(election.vote().leader().value()).isEqualTo(3);
    }

    @Test
    void aBetterVoteInThatWhileIsHeeded() {
        Election election = looking(2);
        hears(election, 3, State.LOOKING, vote(3, LAST, 1));
        hears(election, 1, State.LOOKING, vote(3, LAST, 1));
        passes(election, 20);
        hears(election, 4, State.LOOKING, vote(4, LAST, 1));
        passes(election, 40);
        assertThat(election.decided()).as("nobody but two has said so").isFalse();
        assertThat(election.vote().leader().value()).isEqualTo(4);
    }

    @Test
    void nothingIsWaitedForOnceEverybodyHasSaidTheSame() {
        Election election = looking(2);
        for (long voter : new long[] {1, 3, 4, 5}) {
            assertThat(election.decided()).isFalse();
            hears(election, voter, State.LOOKING, vote(5, LAST, 1));
        }
        assertThat(election.decided()).isTrue();
    }

    @Test
    void tellsAgainAfterTwiceAsLongEachTime() {
        Election election = looking(2);
        told.clear();
        List<Long> times = new ArrayList<>();
        while (nowMs < 3000) {
            passes(election, 10);
            if (!told.isEmpty()) {
                times.add(nowMs);
                told.clear();
            }
        }
        assertThat(times).containsExactly(50L, 150L, 350L, 750L, 1550L, 2350L);
    }

    @Test
    void aRunningEnsembleIsJoinedWhenAQuorumAndTheLeaderItselfSaySo() {
        Election election = looking(2);
        hears(election, 1, State.FOLLOWING, running(7));
        hears(election, 4, State.FOLLOWING, running(9));
        hears(election, 5, State.FOLLOWING, running(3));
        assertThat(election.decided()).as("the leader may be dead").isFalse();
        hears(election, 3, State.LEADING, running(2));
        assertThat(election.decided())
                .as("ZOOKEEPER-1732: rounds and zxids differ")
                .isTrue();
        assertThat(election.vote().leader().value()).isEqualTo(3);
        assertThat(election.vote().peerEpoch()).isEqualTo(6);
    }

    /** It has lost everything meanwhile, and they are in the round in which it begins. */
    @Test
    void nobodyLeadsWhomTheOthersStillFollowForWhatItHadInAnEarlierLife() {
        ZabConfig config = Ensembles.config(3, Ensembles.of(3, 0), ZabConfig.Rule.FAST);
        for (long has : new long[] {Zxid.UNKNOWN, Zxid.of(1, 4)}) {
            Election election = Election.of(config);
            election.look(Election.ownVote(config, has, 1), ServerId.NOBODY, turn());
            hears(election, 1, State.FOLLOWING, vote(3, LAST, 1));
            hears(election, 2, State.FOLLOWING, vote(3, LAST, 1));
            assertThat(election.decided()).isFalse();
        }
    }

    @Test
    void whoIsFollowedForWhatItStillHasLeads() {
        ZabConfig config = Ensembles.config(3, Ensembles.of(3, 0), ZabConfig.Rule.FAST);
        Election election = Election.of(config);
        election.look(Election.ownVote(config, LAST, 1), ServerId.NOBODY, turn());
        hears(election, 1, State.FOLLOWING, vote(3, LAST, 1));
        hears(election, 2, State.FOLLOWING, vote(3, LAST, 1));
        assertThat(election.decided()).isTrue();
    }

    @Test
    void whatOthersSayOfAMemberIsNotWhatItSaysOfItself() {
        Election election = looking(2);
        told.clear();
        hears(election, 1, State.LOOKING, vote(2, LAST + 3, 1));
        assertThat(election.vote()).isEqualTo(vote(2, LAST, 1));
        assertThat(told).isEmpty();
        hears(election, 1, State.LOOKING, vote(2, LAST + 3, 4));
        assertThat(election.vote()).isEqualTo(vote(2, LAST, 4));
    }

    @Test
    void votesForOneLeaderInDifferentEpochsAreNoAgreement() {
        Election election = looking(2);
        hears(election, 3, State.LEADING, running(2));
        hears(election, 1, State.FOLLOWING, running(2));
        hears(election, 4, State.FOLLOWING, running(2).inEpoch(5));
        assertThat(election.decided()).isFalse();
        election.heard(
                new ServerId(4), new Notification(State.FOLLOWING, running(2).inEpoch(5), 0, ""), turn());
        assertThat(election.decided())
                .as("unless the member is too old to know")
                .isTrue();
    }

    @Test
    void whoHasALeaderAnswersThoseWhoLookAndNobodyElse() {
        Election election = looking(2);
        hears(election, 3, State.LEADING, running(2));
        hears(election, 1, State.FOLLOWING, running(2));
        hears(election, 4, State.FOLLOWING, running(2));
        election.established(8);
        told.clear();
        hears(election, 1, State.FOLLOWING, running(2));
        assertThat(told).isEmpty();
        hears(election, 5, State.LOOKING, vote(5, LAST, 4));
        hears(election, 6, State.LOOKING, vote(6, LAST, 4));
        assertThat(told)
                .extracting(tell -> tell.to().value() + " " + ((Notification) tell.message()).state() + " "
                        + ((Notification) tell.message()).vote().peerEpoch())
                .containsExactly("5 FOLLOWING 8", "6 FOLLOWING 8");
    }

    @Test
    void anObserverAsksAndDoesNotAnswer() {
        Election observer = looking(6);
        Vote nobodys = new Vote(ServerId.NOBODY, Long.MIN_VALUE, 1, Long.MIN_VALUE);
        assertThat(((Notification) told.getFirst().message()).vote()).isEqualTo(nobodys);
        told.clear();
        hears(observer, 1, State.LOOKING, vote(1, LAST, 0));
        assertThat(told).as("or the two would answer each other for ever").isEmpty();
    }

    @Test
    void whatIsSaidWhileTheDiskIsBusyIsHeardAfterwards() {
        ZabConfig config = Ensembles.config(2, FIVE, ZabConfig.Rule.FAST);
        Election election = Election.of(config);
        hears(election, 3, State.LOOKING, vote(3, LAST, 1));
        assertThat(told).isEmpty();
        election.look(Election.ownVote(config, LAST, 1), ServerId.NOBODY, turn());
        assertThat(election.vote().leader().value()).isEqualTo(3);
    }

    private Election looking(long id) {
        ZabConfig config = Ensembles.config(id, FIVE, ZabConfig.Rule.FAST);
        Election election = Election.of(config);
        election.look(Election.ownVote(config, LAST, 1), ServerId.NOBODY, turn());
        return election;
    }

    /** A vote for 3, which leads epoch 6, as a member tells it that elected it in that round. */
    private static Vote running(long round) {
        return new Vote(new ServerId(3), Zxid.of(1, round), round, 6);
    }

    private static Vote vote(long leader, long zxid, long round) {
        return new Vote(new ServerId(leader), zxid, round, 1);
    }

    private void hears(Election election, long from, State state, Vote vote) {
        election.heard(new ServerId(from), new Notification(state, vote, Notification.VERSION, ""), turn());
    }

    private void passes(Election election, long ms) {
        nowMs += ms;
        election.tick(turn());
    }

    private Turn turn() {
        return new Turn(nowMs, effect -> {
            if (effect instanceof Effect.Tell tell) {
                told.add(tell);
            }
        });
    }
}
