package io.quorate.zab;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.zab.Recovered.LogExtent;
import io.quorate.zab.ZabMessage.Ack;
import io.quorate.zab.ZabMessage.AckEpoch;
import io.quorate.zab.ZabMessage.Commit;
import io.quorate.zab.ZabMessage.Diff;
import io.quorate.zab.ZabMessage.FollowerInfo;
import io.quorate.zab.ZabMessage.LeaderInfo;
import io.quorate.zab.ZabMessage.NewLeader;
import io.quorate.zab.ZabMessage.Propose;
import io.quorate.zab.ZabMessage.UpToDate;
import io.quorate.zab.ensemble.Ensemble;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * The steps of the protocol as Junqueira, Reed and Serafini number them ("Zab: High-performance broadcast for
 * primary-backup systems", DSN 2011, section IV), in the form that Apache ZooKeeper gave them: the prospective leader's
 * own history is the initial one, for the election has looked for the longest.
 */
final class ZabPaperTest {
    private static final Ensemble THREE = Ensembles.of(3, 0);

    @Test
    @DisplayName("IV.A, f.1.1: a follower tells the prospective leader the last epoch it has acknowledged")
    void aFollowerTellsItsPromise() {
        Recovered recovered = new Recovered(4, 1, z(1, 3), List.of(), z(1, 3), true);
        assertThat(Script.follower(1, THREE, recovered).sentToLeader())
                .containsExactly(new FollowerInfo(4, new ServerId(1), 0));
    }

    @Test
    @DisplayName("IV.A, l.1.1: the new epoch is later than all that a quorum has acknowledged")
    void theNewEpochIsLaterThanAllPromises() {
        Script leader = Script.elected(THREE, Script.upTo(z(1, 3)));
        assertThat(leader.all(Effect.SaveAcceptedEpoch.class))
                .as("alone it is no quorum")
                .isEmpty();
        leader.introduces(2, 6);
        assertThat(leader.sentTo(2)).containsExactly(new LeaderInfo(7));
        leader.introduces(1, 1);
        assertThat(leader.sentTo(1)).as("who comes later hears the same").containsExactly(new LeaderInfo(7));
    }

    @Test
    @DisplayName("IV.A, f.1.2: a follower acknowledges only an epoch later than any before, and tells what it has")
    void aFollowerPromisesOnlyALaterEpoch() {
        Recovered recovered = new Recovered(4, 1, z(1, 3), List.of(), z(1, 3), true);
        Script willing = Script.follower(1, THREE, recovered);
        willing.leaderSays(new LeaderInfo(5));
        assertThat(willing.zab().acceptedEpoch()).isEqualTo(5);
        assertThat(willing.sentToLeader()).endsWith(new AckEpoch(z(1, 3), 1));
        Script unwilling = Script.follower(1, THREE, recovered);
        unwilling.leaderSays(new LeaderInfo(3));
        assertThat(unwilling.zab().acceptedEpoch()).isEqualTo(4);
        assertThat(unwilling.zab().role()).isEqualTo(new Role.Looking());
    }

    @Test
    @DisplayName("IV.A, l.1.2: no history of the acknowledging quorum is later than the initial one")
    void aFollowerWithALaterHistoryIsNotLed() {
        Script leader = Script.elected(THREE, Script.upTo(z(1, 3)));
        leader.introduces(1, 1);
        leader.introduces(2, 1);
        leader.promises(1, z(1, 4), 1);
        assertThat(leader.all(Effect.CloseLink.class))
                .extracting(Effect.CloseLink::link)
                .containsExactly(Link.accepted(1));
        assertThat(leader.zab().role()).isEqualTo(new Role.Leading(2, Phase.DISCOVERY));
        leader.promises(2, z(1, 3), 1);
        assertThat(leader.zab().role()).isEqualTo(new Role.Leading(2, Phase.SYNCHRONIZATION));
    }

    @Test
    @DisplayName("IV.B, l.2.1: the leader proposes itself with its whole initial history")
    void theInitialHistoryComesBeforeTheNewLeader() {
        List<LogExtent> log = List.of(new LogExtent(z(1, 1), z(1, 3)));
        Script leader = Script.elected(THREE, new Recovered(1, 1, z(1, 3), log, 0, true));
        leader.introduces(1, 1);
        leader.promises(1, z(1, 1), 1);
        List<Effect> toLearner = leader.effects().stream()
                .filter(effect -> effect instanceof Effect.Send || effect instanceof Effect.SendHistory)
                .toList();
        assertThat(toLearner)
                .containsExactly(
                        new Effect.Send(Link.accepted(1), new LeaderInfo(2)),
                        new Effect.Send(Link.accepted(1), new Diff(z(1, 3))),
                        new Effect.SendHistory(Link.accepted(1), z(1, 1), z(1, 3)),
                        new Effect.Send(Link.accepted(1), new NewLeader(2, THREE.text())));
    }

    @Test
    @DisplayName("IV.B, f.2.1: a follower of another epoch starts over")
    void aNewLeaderOfAnotherEpochIsRefused() {
        Script follower = promised();
        follower.leaderSays(new Diff(z(1, 3)), new NewLeader(3, ""));
        assertThat(follower.zab().role()).isEqualTo(new Role.Looking());
        assertThat(follower.zab().currentEpoch()).isEqualTo(1);
    }

    @Test
    @DisplayName("IV.B, f.2.1: the history is accepted, then the epoch, then both are acknowledged")
    void theHistoryIsAcceptedBeforeTheEpoch() {
        Script follower = promised();
        follower.forget();
        follower.leaderSays(new Diff(z(1, 4)), propose(1, 4), new Commit(z(1, 4)), new NewLeader(2, ""));
        assertThat(follower.askedOfDisk()).containsExactly("Append", "SaveCurrentEpoch");
        assertThat(follower.sentToLeader()).containsExactly(new Ack(z(2, 0)));
    }

    @Test
    @DisplayName("IV.B, l.2.2: once a quorum has acknowledged, the initial history is decided")
    void aQuorumOfAcksEstablishesTheEpoch() {
        Script leader = Script.elected(THREE, Script.upTo(z(1, 3)));
        leader.holdDisk();
        leader.introduces(1, 1);
        leader.diskAnswersOnce();
        leader.promises(1, z(1, 3), 1);
        leader.says(1, new Ack(z(2, 0)));
        assertThat(leader.zab().role()).as("its own disk is the other half").isNotEqualTo(broadcasting());
        leader.diskAnswersOnce();
        assertThat(leader.zab().role()).isEqualTo(broadcasting());
        assertThat(leader.sentTo(1)).endsWith(new UpToDate());
    }

    @Test
    @DisplayName("IV.B, f.2.2: only then does a follower deliver the initial history")
    void nothingIsDeliveredBeforeTheEpochIsEstablished() {
        Script follower = promised();
        follower.leaderSays(new Diff(z(1, 4)), propose(1, 4), new Commit(z(1, 4)), new NewLeader(2, ""));
        assertThat(follower.all(Effect.Deliver.class)).isEmpty();
        follower.leaderSays(new UpToDate());
        assertThat(follower.all(Effect.Deliver.class)).containsExactly(new Effect.Deliver(proposal(1, 4)));
    }

    @Test
    @DisplayName("IV.C, l.3.1: proposals go out in increasing order of zxid, beginning with counter 1")
    void proposalsAreNumberedWithoutAGap() {
        Script leader = Script.established(THREE, Script.upTo(z(1, 3)));
        leader.forget();
        leader.proposes(3);
        assertThat(leader.sentTo(1)).containsExactly(propose(2, 1), propose(2, 2), propose(2, 3));
    }

    @Test
    @DisplayName("IV.C, l.3.2: a proposal is decided by a quorum of acks, and after its predecessors")
    void commitsAreInOrder() {
        Script leader = Script.established(Ensembles.of(5, 0), Script.upTo(z(1, 3)));
        leader.proposes(2);
        leader.forget();
        leader.says(1, new Ack(z(2, 1)));
        assertThat(leader.sentTo(2)).as("two of five").isEmpty();
        leader.says(1, new Ack(z(2, 2)));
        leader.says(2, new Ack(z(2, 1)));
        assertThat(leader.sentTo(2)).containsExactly(new Commit(z(2, 1)));
        leader.says(2, new Ack(z(2, 2)));
        assertThat(leader.sentTo(2)).containsExactly(new Commit(z(2, 1)), new Commit(z(2, 2)));
    }

    @Test
    @DisplayName("IV.C, f.3.1 and f.3.2: a follower accepts, acknowledges and delivers in order")
    void aFollowerAcceptsAndDeliversInOrder() {
        Script follower = promised();
        follower.leaderSays(new Diff(z(1, 3)), new NewLeader(2, ""), new UpToDate());
        follower.forget();
        follower.leaderSays(propose(2, 1), propose(2, 2), new Commit(z(2, 1)), new Commit(z(2, 2)));
        assertThat(follower.sentToLeader()).containsExactly(new Ack(z(2, 1)), new Ack(z(2, 2)));
        assertThat(follower.all(Effect.Deliver.class))
                .containsExactly(new Effect.Deliver(proposal(2, 1)), new Effect.Deliver(proposal(2, 2)));
    }

    @Test
    @DisplayName("IV.C, l.3.3 and l.3.4: a follower that comes during broadcast is led through all phases")
    void aLateFollowerIsBroughtIn() {
        Script leader = Script.elected(THREE, Script.upTo(z(1, 3)));
        leader.joins(1, z(1, 3), 1);
        leader.forget();
        leader.joins(2, z(1, 3), 1);
        assertThat(leader.sentTo(2))
                .containsExactly(new LeaderInfo(2), new Diff(z(1, 3)), new NewLeader(2, THREE.text()), new UpToDate());
        leader.proposes(1);
        assertThat(leader.sentTo(2)).endsWith(propose(2, 1));
    }

    private static Role broadcasting() {
        return new Role.Leading(2, Phase.BROADCAST);
    }

    /** A follower at (1,3) that has promised epoch 2. */
    private static Script promised() {
        Script follower = Script.follower(1, THREE, Script.upTo(z(1, 3)));
        follower.leaderSays(new LeaderInfo(2));
        return follower;
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
