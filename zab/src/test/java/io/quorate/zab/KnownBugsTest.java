package io.quorate.zab;

import static io.quorate.zab.Script.upTo;
import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.zab.ElectionMessage.Notification;
import io.quorate.zab.ElectionMessage.State;
import io.quorate.zab.Recovered.LogExtent;
import io.quorate.zab.ZabMessage.Ack;
import io.quorate.zab.ZabMessage.AckEpoch;
import io.quorate.zab.ZabMessage.Commit;
import io.quorate.zab.ZabMessage.Diff;
import io.quorate.zab.ZabMessage.FollowerInfo;
import io.quorate.zab.ZabMessage.LeaderInfo;
import io.quorate.zab.ZabMessage.NewLeader;
import io.quorate.zab.ZabMessage.Pong;
import io.quorate.zab.ZabMessage.Propose;
import io.quorate.zab.ZabMessage.Snap;
import io.quorate.zab.ZabMessage.Trunc;
import io.quorate.zab.ZabMessage.UpToDate;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The bugs of quorum protocol 10 that an agreement can have, each avoided on purpose. */
final class KnownBugsTest {
    private static final NewLeader NEW_LEADER_2 = new NewLeader(2, "");

    @Test
    @DisplayName("ZOOKEEPER-335, 1081: no epoch is proposed before the leader has promised it itself")
    void theLeaderPromisesItsEpochFirst() {
        Script leader = Script.elected(Ensembles.of(3, 0), upTo(z(1, 3)));
        leader.holdDisk();
        leader.introduces(1, 1);
        assertThat(leader.askedOfDisk()).contains("SaveAcceptedEpoch");
        assertThat(leader.sentTo(1)).isEmpty();
        leader.releaseDisk();
        assertThat(leader.sentTo(1)).containsExactly(new LeaderInfo(2));
    }

    @Test
    @DisplayName("ZOOKEEPER-1264, 1282: no epoch is acknowledged before it is on disk")
    void aLearnerPromisesOnlyWhatItHasSaved() {
        Script follower = Script.follower(1, Ensembles.of(3, 0), upTo(z(1, 3)));
        follower.holdDisk();
        follower.leaderSays(new LeaderInfo(2));
        assertThat(follower.sentToLeader()).containsExactly(new FollowerInfo(1, new ServerId(1), 0));
        follower.releaseDisk();
        assertThat(follower.sentToLeader()).endsWith(new AckEpoch(z(1, 3), 1));
    }

    @Test
    @DisplayName("faults S18: an epoch that was promised before is no voice for a second leader")
    void anOldPromiseIsNoVoice() {
        Script follower =
                Script.follower(1, Ensembles.of(3, 0), new Recovered(2, 1, z(1, 3), List.of(), z(1, 3), true));
        follower.leaderSays(new LeaderInfo(2));
        assertThat(follower.sentToLeader()).endsWith(new AckEpoch(z(1, 3), AckEpoch.NO_PROMISE));
        Script leader = Script.elected(Ensembles.of(3, 0), upTo(z(1, 3)));
        leader.introduces(1, 1);
        leader.promises(1, z(1, 3), AckEpoch.NO_PROMISE);
        assertThat(leader.sentTo(1)).as("not counted, so no quorum").containsExactly(new LeaderInfo(2));
    }

    @Test
    @DisplayName("ZOOKEEPER-261: what a member without its data acknowledges does not count")
    void whoMayHaveLostItsDataDoesNotCount() {
        Script leader = Script.elected(Ensembles.of(3, 0), upTo(z(1, 3)));
        leader.introduces(1, 0);
        leader.promises(1, Zxid.UNKNOWN, 0);
        assertThat(leader.sentTo(1)).containsExactly(new LeaderInfo(2));
        leader.introduces(2, 1);
        leader.promises(2, z(1, 3), 1);
        assertThat(leader.all(Effect.SendSnapshot.class))
                .as("it gets everything anew once a quorum of others stands")
                .containsExactly(new Effect.SendSnapshot(Link.accepted(1), z(1, 3)));
    }

    @Test
    @DisplayName("ZOOKEEPER-261: nor does it lead, even where nobody else is")
    void whoMayHaveLostItsDataDoesNotElectItself() {
        Script alone = Script.member(1, Ensembles.of(1, 0), new Recovered(0, 0, 0, List.of(), Long.MAX_VALUE, false));
        alone.timePasses(10_000);
        assertThat(alone.zab().role()).isEqualTo(new Role.Looking());
    }

    @Test
    @DisplayName("ZOOKEEPER-1653, 2354: a history that is ahead of its epoch file raises it before the first vote")
    void anEpochFileThatIsBehindIsRepaired() {
        Script member = Script.member(1, Ensembles.of(3, 0), new Recovered(2, 1, z(2, 4), List.of(), z(2, 4), true));
        assertThat(member.effects().getFirst()).isInstanceOf(Effect.Told.class);
        assertThat(member.effects().get(1)).isEqualTo(new Effect.SaveCurrentEpoch(2));
        assertThat(told(member, 2).vote()).isEqualTo(Script.vote(1, z(2, 4), 1, 2));
    }

    @Test
    @DisplayName("ZOOKEEPER-1732: after synchronization the vote tells the running epoch")
    void theVoteOfAMemberThatServesTellsTheRunningEpoch() {
        Script follower = serving(z(1, 3));
        follower.forget();
        follower.hears(2, State.LOOKING, Script.vote(2, 0, 1, 0));
        assertThat(told(follower, 2).state()).isEqualTo(State.FOLLOWING);
        assertThat(told(follower, 2).vote().peerEpoch()).isEqualTo(2);
    }

    @Test
    @DisplayName("ZOOKEEPER-3109: a leader whose voters turned away does not wait for initLimit")
    void aLeaderWithoutLoyalVotersGivesUpAtOnce() {
        Script leader = Script.elected(Ensembles.of(3, 0), upTo(z(1, 3)));
        leader.hears(1, State.LOOKING, Script.vote(1, z(1, 3), 1, 1));
        assertThat(leader.zab().role()).as("a stale vote means nothing").isInstanceOf(Role.Leading.class);
        leader.hears(1, State.LOOKING, Script.vote(1, z(1, 3), 2, 1));
        assertThat(leader.zab().role()).as("another voter may still come").isInstanceOf(Role.Leading.class);
        leader.hears(2, State.LOOKING, Script.vote(2, z(1, 3), 2, 1));
        assertThat(leader.zab().role()).isEqualTo(new Role.Looking());
    }

    @Test
    @DisplayName("ZOOKEEPER-2355: the header of a DIFF moves nothing")
    void onlyWhatArrivedIsClaimed() {
        Script follower = promised(z(1, 3));
        follower.leaderSays(new Diff(z(1, 9)), propose(1, 4), new Commit(z(1, 4)), propose(1, 5));
        follower.forget();
        follower.happens(new Input.LinkDown(Script.TO_LEADER));
        assertThat(told(follower, 2).vote().zxid()).isEqualTo(z(1, 4));
    }

    @Test
    @DisplayName("ZOOKEEPER-3911, 3023, 4646, 4785: the history is durable before it is acknowledged")
    void theAckOfTheHistoryWaitsForTheDisk() {
        Script follower = promised(z(1, 3));
        follower.holdDisk();
        follower.leaderSays(new Diff(z(1, 5)), propose(1, 4), new Commit(z(1, 4)), propose(1, 5), new Commit(z(1, 5)));
        follower.leaderSays(NEW_LEADER_2);
        follower.forget();
        follower.diskAnswersOnce();
        assertThat(follower.askedOfDisk()).isEmpty();
        follower.diskAnswersOnce();
        assertThat(follower.askedOfDisk()).containsExactly("SaveCurrentEpoch");
        assertThat(follower.sentToLeader()).isEmpty();
        follower.diskAnswersOnce();
        assertThat(follower.sentToLeader()).containsExactly(new Ack(z(2, 0)));
    }

    @Test
    @DisplayName("ZOOKEEPER-4643: the epoch is never on disk before the history it stands for")
    void theEpochComesAfterTheHistory() {
        Script follower = promised(z(1, 3));
        follower.forget();
        follower.leaderSays(new Diff(z(1, 4)), propose(1, 4));
        follower.leaderSays(new Commit(z(1, 4)), NEW_LEADER_2);
        assertThat(follower.askedOfDisk()).containsExactly("Append", "SaveCurrentEpoch");
    }

    @Test
    @DisplayName("ZOOKEEPER-4394: a commit between NEWLEADER and UPTODATE finds its proposal")
    void proposalsStayPendingAcrossNewLeader() {
        Script follower = promised(z(1, 3));
        follower.leaderSays(new Diff(z(1, 3)), propose(2, 1), propose(2, 2));
        follower.holdDisk();
        follower.leaderSays(NEW_LEADER_2, new Commit(z(2, 1)));
        follower.releaseDisk();
        follower.leaderSays(new UpToDate());
        assertThat(follower.zab().role()).isEqualTo(new Role.Following(new ServerId(3), 2, Phase.BROADCAST));
        assertThat(follower.all(Effect.Deliver.class)).containsExactly(new Effect.Deliver(proposal(2, 1)));
        assertThat(follower.zab().lastLogged()).isEqualTo(z(2, 2));
    }

    @Test
    @DisplayName("ZOOKEEPER-4685: no ack of a proposal overtakes that of the history")
    void theFirstAckIsThatOfTheHistory() {
        Script follower = promised(z(1, 3));
        follower.forget();
        follower.leaderSays(new Diff(z(1, 3)), propose(2, 1), NEW_LEADER_2, propose(2, 2));
        assertThat(follower.sentToLeader()).containsExactly(new Ack(z(2, 0)), new Ack(z(2, 1)), new Ack(z(2, 2)));
    }

    @Test
    @DisplayName("ZOOKEEPER-4685: a leader does not take another ack for that of the history")
    void anEarlyAckIsNotCountedAndDoesNoHarm() {
        Script leader = Script.elected(Ensembles.of(3, 0), upTo(z(1, 3)));
        leader.introduces(1, 1);
        leader.promises(1, z(1, 3), 1);
        leader.says(1, new Ack(z(2, 1)));
        assertThat(leader.zab().role()).isEqualTo(new Role.Leading(2, Phase.SYNCHRONIZATION));
        leader.says(1, new Ack(z(2, 0)));
        assertThat(leader.zab().role()).isEqualTo(new Role.Leading(2, Phase.BROADCAST));
    }

    @Test
    @DisplayName("ZOOKEEPER-3642: a SNAP that broke off leaves what was there")
    void aSnapshotThatBrokeOffIsForgotten() {
        Script follower = promised(z(1, 3));
        follower.holdDisk();
        follower.leaderSays(new Snap(z(1, 100)));
        follower.forget();
        follower.happens(new Input.LinkDown(Script.TO_LEADER));
        assertThat(follower.effects()).contains(new Effect.AbandonSnapshot());
        assertThat(follower.all(Effect.Tell.class))
                .as("not before the disk is quiet")
                .isEmpty();
        follower.releaseDisk();
        assertThat(told(follower, 2).vote().zxid()).isEqualTo(z(1, 3));
    }

    @Test
    @DisplayName("ZOOKEEPER-3104, 3589: a snapshot takes the place of the log only with all that follows it")
    void aSnapshotIsInstalledAtTheLeadersLastWord() {
        Script follower = promised(z(1, 3));
        follower.forget();
        follower.leaderSays(new Snap(z(1, 9)), propose(1, 10), new Commit(z(1, 10)));
        assertThat(follower.askedOfDisk()).isEmpty();
        assertThat(follower.zab().lastLogged()).isEqualTo(z(1, 3));
        follower.leaderSays(NEW_LEADER_2);
        assertThat(follower.askedOfDisk()).containsExactly("InstallSnapshot", "Append", "SaveCurrentEpoch");
        assertThat(follower.sentToLeader()).containsExactly(new Ack(z(2, 0)));
    }

    @Test
    @DisplayName("faults Z17: a member that may have lost its data claims nothing before it has a whole epoch")
    void trustComesWithTheWholeHistory() {
        Recovered wiped = new Recovered(0, 0, 0, List.of(), Long.MAX_VALUE, false);
        Script follower = Script.member(1, Ensembles.of(3, 0), wiped);
        follower.hears(3, State.LEADING, Script.vote(3, z(1, 3), 1, 2));
        follower.hears(2, State.FOLLOWING, Script.vote(3, z(1, 3), 1, 2));
        follower.happens(new Input.LinkUp(Script.TO_LEADER));
        follower.leaderSays(new LeaderInfo(2), new Snap(z(1, 3)));
        assertThat(follower.sentToLeader()).endsWith(new AckEpoch(Zxid.UNKNOWN, 0));
        follower.holdDisk();
        follower.leaderSays(NEW_LEADER_2);
        follower.diskAnswersOnce();
        assertThat(follower.zab().lastLogged())
                .as("installed, the epoch not yet saved")
                .isEqualTo(Zxid.UNKNOWN);
        follower.releaseDisk();
        assertThat(follower.zab().lastLogged()).isEqualTo(z(1, 3));
    }

    @Test
    @DisplayName("ZOOKEEPER-4712, 4541, 4502: nothing of the old role is under way when the next begins")
    void aMemberLooksOnlyOnceItsDiskIsQuiet() {
        Script follower = serving(z(1, 3));
        follower.holdDisk();
        follower.leaderSays(propose(2, 1), propose(2, 2));
        follower.forget();
        follower.happens(new Input.LinkDown(Script.TO_LEADER));
        assertThat(follower.zab().role()).isEqualTo(new Role.Looking());
        assertThat(follower.all(Effect.Tell.class)).isEmpty();
        follower.releaseDisk();
        assertThat(told(follower, 2).vote().zxid()).isEqualTo(z(2, 2));
        assertThat(follower.sentToLeader())
                .as("no ack for a leader that is left")
                .isEmpty();
    }

    @Test
    @DisplayName("ZOOKEEPER-2845: what was logged and not decided counts in the vote")
    void aLeaderThatLostItsQuorumVotesWithItsWholeLog() {
        Script leader = Script.established(Ensembles.of(3, 0), upTo(z(1, 3)));
        leader.proposes(2);
        leader.forget();
        leader.happens(new Input.LinkDown(Link.accepted(1)));
        leader.happens(new Input.LinkDown(Link.accepted(2)));
        assertThat(leader.all(Effect.Adopt.class))
                .as("and its state is what its log says")
                .containsExactly(new Effect.Adopt(proposal(2, 1)), new Effect.Adopt(proposal(2, 2)));
        assertThat(told(leader, 1).vote()).isEqualTo(Script.vote(3, z(2, 2), 2, 2));
    }

    @Test
    @DisplayName("ZOOKEEPER-1549: a history that cannot be cut is not used any more")
    void aRefusedCutMeansEverythingAnewFromTheSameLeader() {
        Script follower = withARefusedCut();
        assertThat(follower.all(Effect.CloseLink.class))
                .extracting(Effect.CloseLink::link)
                .containsExactly(Script.TO_LEADER);
        assertThat(follower.all(Effect.Tell.class)).as("no election").isEmpty();
        Link again = follower.all(Effect.OpenLink.class).getLast().link();
        follower.forget();
        follower.happens(new Input.LinkUp(again));
        follower.happens(new Input.Received(Script.TO_LEADER, NEW_LEADER_2));
        follower.happens(new Input.Received(again, new LeaderInfo(2)));
        follower.happens(new Input.Received(again, new Snap(z(1, 1))));
        assertThat(follower.all(Effect.Send.class))
                .extracting(Effect.Send::message)
                .endsWith(new AckEpoch(Zxid.UNKNOWN, AckEpoch.NO_PROMISE));
        assertThat(follower.all(Effect.ReceiveSnapshot.class))
                .containsExactly(new Effect.ReceiveSnapshot(again, z(1, 1)));
    }

    @Test
    @DisplayName("ZOOKEEPER-1549: but whoever has it keeps its voice, or there might be too few")
    void whoseCutWasRefusedAndWhoseLeaderIsGoneClaimsWhatItHas() {
        Script follower = withARefusedCut();
        while (follower.zab().role().equals(new Role.Following(new ServerId(3), 2, Phase.DISCOVERY))) {
            follower.happens(new Input.LinkDown(
                    follower.all(Effect.OpenLink.class).getLast().link()));
            follower.timePasses(100);
        }
        assertThat(told(follower, 2).vote().zxid()).isEqualTo(z(1, 3));
    }

    private static Script withARefusedCut() {
        Script follower = promised(z(1, 3));
        follower.holdDisk();
        follower.forget();
        follower.leaderSays(new Trunc(z(1, 1)));
        follower.diskAnswers(new Input.TruncateRefused(z(1, 1)));
        return follower;
    }

    @Test
    @DisplayName("ZOOKEEPER-962, 1551: what is outstanding when a learner joins reaches it once and in order")
    void aLearnerThatJoinsGetsWhatIsOutstanding() {
        List<LogExtent> log = List.of(new LogExtent(z(1, 1), z(1, 3)));
        Script leader = Script.established(Ensembles.of(3, 1), new Recovered(1, 1, z(1, 3), log, 0, true));
        leader.happens(new Input.LinkDown(Link.accepted(1)));
        leader.proposes(1);
        leader.says(2, new Ack(z(2, 1)));
        leader.proposes(2);
        leader.forget();
        leader.introduces(1, 2);
        leader.promises(1, z(1, 3), AckEpoch.NO_PROMISE);
        leader.proposes(1);
        leader.says(1, new Ack(z(2, 0)));
        leader.says(2, new Ack(z(2, 2)));
        assertThat(leader.sentTo(1))
                .containsExactly(
                        new LeaderInfo(2),
                        new Diff(z(2, 1)),
                        propose(2, 1),
                        new Commit(z(2, 1)),
                        propose(2, 2),
                        propose(2, 3),
                        new NewLeader(2, Ensembles.of(3, 1).text()),
                        propose(2, 4),
                        new UpToDate(),
                        new Commit(z(2, 2)));
    }

    @Test
    @DisplayName("a voter that promised an epoch which never began gets back into the ensemble")
    void anEpochEndsForAVoterThatHasPromisedALaterOne() {
        Script leader = Script.established(Ensembles.config(3, Ensembles.of(3, 0), ZabConfig.Rule.FAST), upTo(z(1, 3)));
        leader.proposes(1);
        leader.introduces(2, 7);
        assertThat(leader.zab().role().serves())
                .as("what is outstanding is decided first")
                .isTrue();
        leader.says(1, new Ack(z(2, 1)));
        assertThat(leader.all(Effect.Deliver.class)).containsExactly(new Effect.Deliver(proposal(2, 1)));
        assertThat(leader.zab().role()).isEqualTo(new Role.Looking());
    }

    @Test
    @DisplayName("ZOOKEEPER-1277: the counter never runs into the epoch, and nothing is lost at its end")
    void theEpochEndsWhenItsCounterIsUsedUp() {
        ZabConfig config = Ensembles.config(3, Ensembles.of(3, 0), ZabConfig.Rule.FAST);
        ZabConfig.Limits limits = new ZabConfig.Limits(8, 1 << 20, 64, 64, 2, false);
        Script leader = Script.established(
                new ZabConfig(config.self(), config.ensemble(), config.timing(), config.election(), limits),
                upTo(z(1, 3)));
        leader.proposes(2);
        assertThat(leader.zab().room()).as("no third").isZero();
        assertThat(leader.zab().role().serves())
                .as("the two are not decided yet")
                .isTrue();
        leader.says(1, new Ack(z(2, 1)));
        leader.says(1, new Ack(z(2, 2)));
        assertThat(leader.all(Effect.Deliver.class))
                .containsExactly(new Effect.Deliver(proposal(2, 1)), new Effect.Deliver(proposal(2, 2)));
        assertThat(leader.zab().role()).isEqualTo(new Role.Looking());
    }

    @Test
    @DisplayName("ZOOKEEPER-764, 769: observers are never counted")
    void anObserversAckDecidesNothing() {
        Script leader = Script.established(Ensembles.of(3, 2), upTo(z(1, 3)));
        leader.joins(4, z(1, 3), 1);
        leader.joins(5, z(1, 3), 1);
        leader.holdDisk();
        leader.proposes(1);
        leader.says(4, new Ack(z(2, 1)));
        leader.says(5, new Ack(z(2, 1)));
        leader.says(1, new Ack(z(2, 1)));
        assertThat(leader.all(Effect.Deliver.class))
                .as("one voter is no quorum of three")
                .isEmpty();
        leader.says(2, new Ack(z(2, 1)));
        assertThat(leader.all(Effect.Deliver.class))
                .as("two are, with or without our own disk")
                .hasSize(1);
    }

    @Test
    @DisplayName("ZOOKEEPER-2846, 4925: a hole in the stream ends the link, not the log's order")
    void aHoleIsRefused() {
        Script follower = promised(z(1, 3));
        follower.leaderSays(new Diff(z(1, 6)), propose(1, 5));
        assertThat(follower.zab().role()).isEqualTo(new Role.Looking());
        assertThat(follower.zab().lastLogged()).isEqualTo(z(1, 3));
    }

    @Test
    @DisplayName("quorum protocol 9.2: a commit that fits no proposal ends the link, not the process")
    void aCommitOutOfOrderIsRefused() {
        Script follower = serving(z(1, 3));
        follower.leaderSays(propose(2, 1), propose(2, 2), new Commit(z(2, 2)));
        assertThat(follower.zab().role()).isEqualTo(new Role.Looking());
        assertThat(follower.all(Effect.Deliver.class)).isEmpty();
    }

    @Test
    @DisplayName("quorum protocol 4.5: proposals that a snapshot already holds are passed over")
    void proposalsOlderThanTheSnapshotAreTolerated() {
        Script follower = promised(z(1, 3));
        follower.leaderSays(new Snap(z(1, 9)), propose(1, 8), new Commit(z(1, 8)), propose(1, 9), new Commit(z(1, 9)));
        follower.leaderSays(propose(1, 10), new Commit(z(1, 10)), NEW_LEADER_2, new UpToDate());
        assertThat(follower.all(Effect.Append.class)).containsExactly(new Effect.Append(proposal(1, 10)));
        assertThat(follower.zab().role().serves()).isTrue();
    }

    @Test
    @DisplayName("ZOOKEEPER-2988: a vote for a member that nobody knows is passed over")
    void aVoteForAStrangerMeansNothing() {
        Script member = Script.member(1, Ensembles.of(3, 0), upTo(z(1, 3)));
        member.forget();
        member.hears(2, State.LOOKING, Script.vote(9, z(7, 7), 1, 7));
        member.hears(3, State.LEADING, Script.vote(9, z(7, 7), 1, 7));
        assertThat(member.effects()).isEmpty();
    }

    @Test
    @DisplayName("ZOOKEEPER-1675: a sync passes only once a quorum has answered after it")
    void aSyncAsksTheQuorum() {
        Script leader = Script.established(Ensembles.of(5, 0), upTo(z(1, 3)));
        leader.timePasses(1);
        leader.happens(new Input.Barrier(7));
        leader.says(1, new Pong(z(1, 3), Payload.EMPTY));
        leader.happens(new Input.EndBatch());
        leader.says(2, new Pong(z(1, 3), Payload.EMPTY));
        leader.says(3, new Pong(z(1, 3), Payload.EMPTY));
        assertThat(leader.all(Effect.BarrierPassed.class))
                .as("they answered the pings before it")
                .isEmpty();
        leader.says(1, new Pong(z(1, 3), Payload.EMPTY));
        leader.says(2, new Pong(z(1, 3), Payload.EMPTY));
        assertThat(leader.all(Effect.BarrierPassed.class)).containsExactly(new Effect.BarrierPassed(7));
    }

    @Test
    @DisplayName("etcd 20418: a confirmation is not reused for a sync that comes later")
    void eachBatchOfSyncsHasAConfirmationOfItsOwn() {
        Script leader = Script.established(Ensembles.of(3, 0), upTo(z(1, 3)));
        leader.happens(new Input.Barrier(1));
        leader.happens(new Input.Barrier(2));
        leader.happens(new Input.EndBatch());
        leader.happens(new Input.Barrier(3));
        leader.happens(new Input.EndBatch());
        leader.says(1, new Pong(z(1, 3), Payload.EMPTY));
        assertThat(leader.all(Effect.BarrierPassed.class))
                .containsExactly(new Effect.BarrierPassed(1), new Effect.BarrierPassed(2));
        leader.says(1, new Pong(z(1, 3), Payload.EMPTY));
        assertThat(leader.all(Effect.BarrierPassed.class)).endsWith(new Effect.BarrierPassed(3));
    }

    @Test
    @DisplayName("faults S64: a sync waits for everything that was proposed before it")
    void aSyncWaitsForWhatIsOutstanding() {
        Script leader = Script.established(Ensembles.of(3, 0), upTo(z(1, 3)));
        leader.proposes(1);
        leader.happens(new Input.Barrier(1));
        leader.happens(new Input.EndBatch());
        leader.says(1, new Pong(z(2, 1), Payload.EMPTY));
        assertThat(leader.all(Effect.BarrierPassed.class)).isEmpty();
        leader.says(1, new Ack(z(2, 1)));
        assertThat(leader.all(Effect.BarrierPassed.class)).hasSize(1);
    }

    /** A follower with that history which has promised epoch 2. */
    private static Script promised(long last) {
        Script follower = Script.follower(1, Ensembles.of(3, 0), upTo(last));
        follower.leaderSays(new LeaderInfo(2));
        return follower;
    }

    private static Script serving(long last) {
        Script follower = promised(last);
        follower.leaderSays(new Diff(last), NEW_LEADER_2, new UpToDate());
        assertThat(follower.zab().role().serves()).isTrue();
        return follower;
    }

    /** The last thing that was told to a peer on the election port. */
    private static Notification told(Script script, long to) {
        ElectionMessage last = script.all(Effect.Tell.class).stream()
                .filter(tell -> tell.to().value() == to)
                .toList()
                .getLast()
                .message();
        return (Notification) last;
    }

    private static Propose propose(long epoch, long counter) {
        return new Propose(proposal(epoch, counter));
    }

    private static Proposal proposal(long epoch, long counter) {
        return new Proposal(z(epoch, counter), Payload.EMPTY);
    }

    private static long z(long epoch, long counter) {
        return Zxid.of(epoch, counter);
    }
}
