package io.quorate.zab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quorate.zab.ElectionMessage.State;
import io.quorate.zab.ZabMessage.Ack;
import io.quorate.zab.ZabMessage.Commit;
import io.quorate.zab.ZabMessage.Diff;
import io.quorate.zab.ZabMessage.FollowerInfo;
import io.quorate.zab.ZabMessage.Inform;
import io.quorate.zab.ZabMessage.LeaderInfo;
import io.quorate.zab.ZabMessage.NewLeader;
import io.quorate.zab.ZabMessage.Ping;
import io.quorate.zab.ZabMessage.Pong;
import io.quorate.zab.ZabMessage.Propose;
import io.quorate.zab.ZabMessage.Request;
import io.quorate.zab.ZabMessage.Revalidate;
import io.quorate.zab.ZabMessage.Sync;
import io.quorate.zab.ZabMessage.UpToDate;
import io.quorate.zab.ensemble.Ensemble;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a member does in each role beside the protocol's great steps. */
final class RolesTest {
    private static final Ensemble THREE = Ensembles.of(3, 0);
    private static final Recovered HISTORY = Script.upTo(z(1, 3));
    private static final long SYNC_MS = 5 * 200;
    private static final long INIT_MS = 10 * 200;
    private static final Request REQUEST = new Request(new Payload(new byte[] {1}), true, List.of());

    @Test
    void aMemberThatIsAloneInItsEnsembleLeadsAtOnce() {
        Script alone = Script.member(1, Ensembles.of(1, 0), HISTORY);
        assertThat(alone.zab().role()).isEqualTo(new Role.Leading(2, Phase.BROADCAST));
        alone.proposes(2);
        assertThat(alone.zab().lastDelivered()).isEqualTo(z(2, 2));
        alone.happens(new Input.Barrier(1));
        alone.happens(new Input.EndBatch());
        assertThat(alone.all(Effect.BarrierPassed.class)).hasSize(1);
    }

    @Test
    void aMemberThatIsAloneDecidesNothingBeforeItsDisk() {
        Script alone = Script.member(1, Ensembles.of(1, 0), HISTORY);
        alone.holdDisk();
        alone.proposes(1);
        assertThat(alone.all(Effect.Deliver.class)).as("faults S83").isEmpty();
        alone.releaseDisk();
        assertThat(alone.all(Effect.Deliver.class)).hasSize(1);
    }

    @Test
    void whatIsNotLegalEndsThatLinkAndNoOther() {
        Script leader = Script.established(THREE, HISTORY);
        leader.forget();
        leader.says(1, new UpToDate());
        assertThat(leader.all(Effect.CloseLink.class))
                .containsExactly(
                        new Effect.CloseLink(Link.accepted(1), "UpToDate is not legal while the learner is SERVING"));
        assertThat(leader.zab().role().serves()).isTrue();
        leader.says(1, new Ack(z(2, 1)));
        assertThat(leader.zab().role().serves())
                .as("words over a link that ended")
                .isTrue();
    }

    @Test
    void aTypeThatNobodyKnowsIsPassedOver() {
        Script leader = Script.established(THREE, HISTORY);
        leader.forget();
        leader.says(1, new ZabMessage.Unknown(99));
        assertThat(leader.effects()).isEmpty();
    }

    @Test
    void aLeaderWithoutAQuorumLeavesAtOnce() {
        Script leader = Script.established(THREE, HISTORY);
        leader.happens(new Input.LinkDown(Link.accepted(1)));
        assertThat(leader.zab().role().serves()).isTrue();
        leader.happens(new Input.LinkDown(Link.accepted(2)));
        assertThat(leader.zab().role()).isEqualTo(new Role.Looking());
    }

    @Test
    void aLearnerThatIsSilentForSyncLimitIsDropped() {
        Script leader = Script.established(THREE, HISTORY);
        leader.timePasses(SYNC_MS / 2);
        leader.says(1, new Pong(z(1, 3), Payload.EMPTY));
        leader.timePasses(SYNC_MS / 2 + 1);
        assertThat(leader.all(Effect.CloseLink.class))
                .extracting(Effect.CloseLink::link)
                .containsExactly(Link.accepted(2));
    }

    @Test
    void aLearnerThatDoesNotAcknowledgeWithinSyncLimitIsDropped() {
        Script leader = Script.established(THREE, HISTORY);
        leader.proposes(1);
        leader.says(2, new Ack(z(2, 1)));
        for (int i = 0; i < 3; i++) {
            leader.timePasses(SYNC_MS / 2);
            leader.says(1, new Pong(z(2, 1), Payload.EMPTY));
            leader.says(2, new Pong(z(2, 1), Payload.EMPTY));
        }
        assertThat(leader.all(Effect.CloseLink.class))
                .containsExactly(
                        new Effect.CloseLink(Link.accepted(1), "a proposal was not acknowledged within syncLimit"));
    }

    @Test
    void aLeaderWhoseDiskHasStoppedLeaves() {
        Script leader = Script.established(THREE, HISTORY);
        leader.timePasses(1);
        leader.holdDisk();
        leader.proposes(1);
        leader.says(1, new Ack(z(2, 1)));
        leader.says(2, new Ack(z(2, 1)));
        assertThat(leader.all(Effect.Deliver.class)).as("a quorum has it").hasSize(1);
        for (int i = 0; i < 3; i++) {
            leader.timePasses(SYNC_MS / 2);
            leader.says(1, new Pong(z(2, 1), Payload.EMPTY));
            leader.says(2, new Pong(z(2, 1), Payload.EMPTY));
        }
        assertThat(leader.zab().role()).as("ZOOKEEPER-2247").isEqualTo(new Role.Looking());
    }

    @Test
    void aLeaderThatNobodyComesToLeavesAfterInitLimit() {
        Script leader = Script.elected(THREE, HISTORY);
        leader.timePasses(INIT_MS);
        assertThat(leader.zab().role()).isEqualTo(new Role.Leading(1, Phase.DISCOVERY));
        leader.timePasses(1);
        assertThat(leader.zab().role()).isEqualTo(new Role.Looking());
    }

    @Test
    void aLeaderDoesNotWaitLongForTheAbsentWhileOthersLook() {
        Script leader = Script.elected(THREE, HISTORY);
        leader.hears(1, State.LOOKING, Script.vote(1, z(1, 3), 2, 1));
        leader.timePasses(4 * 5 * 20);
        assertThat(leader.zab().role()).isInstanceOf(Role.Leading.class);
        leader.timePasses(1);
        assertThat(leader.zab().role()).as("2 may be dead, 1 could follow").isEqualTo(new Role.Looking());
    }

    @Test
    void aFollowerWhoseLeaderIsSilentLeavesAfterSyncLimit() {
        Script follower = serving(1, THREE);
        follower.timePasses(SYNC_MS);
        assertThat(follower.zab().role().serves()).isTrue();
        follower.timePasses(1);
        assertThat(follower.zab().role()).isEqualTo(new Role.Looking());
    }

    @Test
    void aLearnerReachesForItsLeaderABoundedNumberOfTimes() {
        Script follower = Script.member(1, THREE, HISTORY);
        follower.hears(2, State.LOOKING, Script.vote(3, z(1, 3), 1, 1));
        follower.hears(3, State.LOOKING, Script.vote(3, z(1, 3), 1, 1));
        for (int attempt = 1; attempt <= 5; attempt++) {
            assertThat(follower.all(Effect.OpenLink.class)).hasSize(attempt);
            follower.happens(new Input.LinkDown(new Link(true, attempt)));
            follower.timePasses(20);
        }
        assertThat(follower.zab().role()).isEqualTo(new Role.Looking());
    }

    @Test
    void aLearnerDoesNotWaitForALeaderThatLooksItself() {
        Script follower = Script.follower(1, THREE, HISTORY);
        follower.hears(3, State.LOOKING, Script.vote(3, z(1, 3), 1, 1));
        assertThat(follower.zab().role()).as("words from before").isInstanceOf(Role.Following.class);
        follower.hears(3, State.LOOKING, Script.vote(3, z(1, 3), 2, 1));
        assertThat(follower.zab().role()).isEqualTo(new Role.Looking());
    }

    @Test
    void whoElectedUsAMomentEarlierIsLetIn() {
        Script early = Script.member(3, THREE, HISTORY);
        early.introduces(1, 1);
        assertThat(early.all(Effect.CloseLink.class)).isEmpty();
        early.hears(1, State.LOOKING, Script.vote(3, z(1, 3), 1, 1));
        early.hears(2, State.LOOKING, Script.vote(3, z(1, 3), 1, 1));
        assertThat(early.sentTo(1)).containsExactly(new LeaderInfo(2));
    }

    @Test
    void whoTakesUsForALeaderInVainIsSentAwaySoon() {
        Script early = Script.member(3, THREE, HISTORY);
        early.introduces(1, 1);
        early.timePasses(81);
        assertThat(early.all(Effect.CloseLink.class))
                .containsExactly(new Effect.CloseLink(Link.accepted(1), "this member does not lead"));
        Script follower = Script.follower(1, THREE, HISTORY);
        follower.happens(new Input.LinkUp(Link.accepted(7)));
        assertThat(follower.effects()).endsWith(new Effect.CloseLink(Link.accepted(7), "this member does not lead"));
    }

    @Test
    void ofTwoLinksOfOneMemberTheNewerCounts() {
        Script leader = Script.established(THREE, HISTORY);
        leader.happens(new Input.LinkUp(Link.accepted(21)));
        leader.happens(new Input.Received(Link.accepted(21), new FollowerInfo(2, new ServerId(1), 0)));
        assertThat(leader.effects()).contains(new Effect.CloseLink(Link.accepted(1), "it has a newer link"));
        assertThat(leader.effects()).contains(new Effect.Send(Link.accepted(21), new LeaderInfo(2)));
        leader.forget();
        leader.proposes(1);
        leader.says(1, new Ack(z(2, 1)));
        assertThat(leader.sentTo(1)).as("nothing over the old one").isEmpty();
    }

    @Test
    void observersHearOnlyWhatIsDecided() {
        Script leader = Script.established(Ensembles.of(3, 1), HISTORY);
        leader.joins(4, z(1, 3), 1);
        leader.forget();
        leader.proposes(1);
        assertThat(leader.sentTo(4)).isEmpty();
        leader.says(1, new Ack(z(2, 1)));
        assertThat(leader.sentTo(4)).containsExactly(new Inform(proposal(1)));
        assertThat(leader.sentTo(1)).containsExactly(new Propose(proposal(1)), new Commit(z(2, 1)));
    }

    @Test
    void anObserverLogsAndDeliversWithoutAnAck() {
        Script observer = serving(4, Ensembles.of(3, 1));
        assertThat(observer.zab().role()).isEqualTo(new Role.Observing(new ServerId(3), 2, Phase.BROADCAST));
        observer.forget();
        observer.leaderSays(new Inform(proposal(1)), new Propose(proposal(2)), new Commit(z(2, 2)));
        assertThat(observer.all(Effect.Append.class)).containsExactly(new Effect.Append(proposal(1)));
        assertThat(observer.all(Effect.Deliver.class)).containsExactly(new Effect.Deliver(proposal(1)));
        assertThat(observer.sentToLeader()).isEmpty();
    }

    @Test
    void aCommitMayComeBeforeOurOwnDisk() {
        Script follower = serving(1, THREE);
        follower.holdDisk();
        follower.leaderSays(new Propose(proposal(1)), new Commit(z(2, 1)));
        assertThat(follower.all(Effect.Deliver.class)).hasSize(1);
        assertThat(follower.sentToLeader()).doesNotContain(new Ack(z(2, 1)));
        follower.releaseDisk();
        assertThat(follower.sentToLeader()).endsWith(new Ack(z(2, 1)));
    }

    @Test
    void whatTheMindsSayToEachOtherPassesUnread() {
        Script leader = Script.established(THREE, HISTORY);
        leader.says(1, REQUEST);
        leader.happens(new Input.ToLearner(Link.accepted(1), new Sync()));
        assertThat(leader.effects()).contains(new Effect.FromLearner(Link.accepted(1), new ServerId(1), REQUEST));
        assertThat(leader.sentTo(1)).endsWith(new Sync());
        Script follower = serving(1, THREE);
        follower.happens(new Input.ToLeader(REQUEST));
        follower.leaderSays(new Revalidate(Payload.EMPTY), new Ping(z(2, 0)));
        assertThat(follower.sentToLeader()).endsWith(REQUEST);
        assertThat(follower.effects())
                .endsWith(
                        new Effect.FromLeader(new Revalidate(Payload.EMPTY)),
                        new Effect.AnswerPing(Script.TO_LEADER, z(2, 0)));
    }

    @Test
    void aLeaderThatRetiresFinishesWhatIsOutstanding() {
        Script leader = Script.established(THREE, HISTORY);
        leader.holdDisk();
        leader.proposes(1);
        leader.happens(new Input.Retire());
        assertThat(leader.zab().room()).isZero();
        assertThat(leader.zab().role().serves()).isTrue();
        leader.says(1, new Ack(z(2, 1)));
        leader.says(2, new Ack(z(2, 1)));
        assertThat(leader.zab().role()).isEqualTo(new Role.Retired());
        leader.releaseDisk();
        leader.timePasses(10_000);
        assertThat(leader.zab().role()).as("for good").isEqualTo(new Role.Retired());
    }

    @Test
    void thereIsRoomForABoundedNumberOfOutstandingTxns() {
        Script leader = Script.established(THREE, HISTORY);
        leader.holdDisk();
        leader.proposes(64);
        assertThat(leader.zab().room()).isZero();
        assertThatThrownBy(() -> leader.proposes(1)).hasMessageContaining("without room");
        for (int i = 1; i <= 64; i++) {
            leader.says(1, new Ack(z(2, i)));
            leader.says(2, new Ack(z(2, i)));
        }
        assertThat(leader.zab().room()).isEqualTo(64);
    }

    @Test
    void onlyALeaderHasANextZxid() {
        Script follower = serving(1, THREE);
        assertThat(follower.zab().room()).isZero();
        assertThatThrownBy(() -> follower.zab().nextZxid()).isInstanceOf(IllegalStateException.class);
    }

    private static Script serving(long id, Ensemble ensemble) {
        Script learner = id <= 3 ? Script.follower(id, ensemble, HISTORY) : observer(id, ensemble);
        learner.leaderSays(new LeaderInfo(2), new Diff(z(1, 3)), new NewLeader(2, ""), new UpToDate());
        assertThat(learner.zab().role().serves()).isTrue();
        return learner;
    }

    private static Script observer(long id, Ensemble ensemble) {
        Script observer = Script.member(id, ensemble, HISTORY);
        observer.hears(3, State.LEADING, Script.vote(3, z(1, 3), 1, 1));
        observer.hears(2, State.FOLLOWING, Script.vote(3, z(1, 3), 1, 1));
        observer.happens(new Input.LinkUp(Script.TO_LEADER));
        return observer;
    }

    private static Proposal proposal(long counter) {
        return new Proposal(z(2, counter), Payload.EMPTY);
    }

    private static long z(long epoch, long counter) {
        return Zxid.of(epoch, counter);
    }
}
