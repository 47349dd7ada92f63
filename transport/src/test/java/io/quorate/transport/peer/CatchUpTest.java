package io.quorate.transport.peer;

import static io.quorate.transport.peer.ConversationTest.ONE;
import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.transport.peer.PeerDoorConfig.Limits;
import io.quorate.zab.Input.LinkDown;
import io.quorate.zab.Input.SnapshotReceived;
import io.quorate.zab.Link;
import io.quorate.zab.Payload;
import io.quorate.zab.Proposal;
import io.quorate.zab.ZabMessage;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A learner receives history and snapshots over a link, and takes its time. */
final class CatchUpTest {
    private static final int MAX_BACKLOG = 8 << 20;
    private static final int MAX_UNSTEPPED = 1 << 20;
    private static final int PIECE = 50_000;

    private TestMember learner;
    private TestMember leader;
    private Link out;
    private Link in;

    @BeforeEach
    void connect() throws Exception {
        List<PeerDoorConfig> configs = TestMember.configs(
                2,
                config -> new PeerDoorConfig(
                        config.self(),
                        config.members(),
                        false,
                        config.electionRule(),
                        1,
                        true,
                        true,
                        config.timing(),
                        new Limits(config.limits().maxFieldBytes(), MAX_BACKLOG, MAX_UNSTEPPED, 10, 10)));
        learner = TestMember.open(configs.get(0));
        leader = TestMember.open(configs.get(1));
        out = learner.connect(leader);
        learner.say(out, new ZabMessage.FollowerInfo(0, ONE, 0));
        in = leader.accepted();
    }

    @AfterEach
    void close() {
        learner.close();
        leader.close();
    }

    private void sendSnapshot(byte[] stream, int from, int to) {
        for (int at = from; at < to; at += PIECE) {
            leader.door.snapshotBytes(in, stream, at, Math.min(PIECE, to - at));
            leader.door.flush();
        }
    }

    @Test
    void historyKeepsItsPlaceBetweenWhatWasSaidBeforeAndAfter() {
        for (long zxid = 1; zxid <= 10_000; zxid++) {
            leader.store.log.put(zxid, logged(zxid));
        }
        leader.door.send(in, new ZabMessage.Diff(10_001));
        leader.door.sendHistory(in, 5, 10_000);
        leader.say(in, propose(10_001), new ZabMessage.NewLeader(1, ""));

        assertThat(learner.receivedOn(out)).isEqualTo(new ZabMessage.Diff(10_001));
        for (long zxid = 6; zxid <= 10_000; zxid++) {
            Payload payload = new Payload(logged(zxid));
            assertThat(learner.receivedOn(out)).isEqualTo(new ZabMessage.Propose(new Proposal(zxid, payload)));
            assertThat(learner.receivedOn(out)).isEqualTo(new ZabMessage.Commit(zxid));
        }
        assertThat(learner.receivedOn(out)).isEqualTo(propose(10_001));
        assertThat(learner.receivedOn(out)).isEqualTo(new ZabMessage.NewLeader(1, ""));
    }

    private static byte[] logged(long zxid) {
        return ("txn " + zxid).repeat(20).getBytes(StandardCharsets.UTF_8);
    }

    private static ZabMessage propose(long zxid) {
        return new ZabMessage.Propose(new Proposal(zxid, new Payload(new byte[100])));
    }

    @Test
    void aHoleInTheLogEndsTheLink() {
        leader.store.log.put(1L, new byte[10]);
        leader.door.sendHistory(in, 0, 2);
        leader.say(in, new ZabMessage.NewLeader(1, ""));

        assertThat(leader.await(LinkDown.class, _ -> true).link()).isEqualTo(in);
        assertThat(learner.await(LinkDown.class, _ -> true).link()).isEqualTo(out);
        assertThat(learner.unread).isEmpty();
    }

    @Test
    void theReadingOfHistoryThatNobodyTakesEndsWithTheLink() throws Exception {
        byte[] payload = new byte[1 << 16];
        for (long zxid = 1; zxid <= 2_000; zxid++) {
            leader.store.log.put(zxid, payload);
        }
        leader.door.sendHistory(in, 0, 2_000);
        leader.say(in, new ZabMessage.NewLeader(1, ""));
        learner.awaitWaiting(1);
        learner.shut();

        assertThat(leader.await(LinkDown.class, _ -> true).link()).isEqualTo(in);
        assertThat(leader.isIdleWithin(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aSnapshotArrivesAsItWasSentAndPacketsGoOnBehindIt() throws Exception {
        byte[] stream = Streams.of(3_000, 1_500);
        leader.door.beginSnapshot(in, 0x1_0000_0009L);
        // What the agreement says meanwhile waits behind the snapshot.
        leader.say(in, propose(0x1_0000_000aL));
        sendSnapshot(stream, 0, stream.length);
        leader.door.endSnapshot(in);
        leader.say(in, new ZabMessage.NewLeader(1, ""));

        assertThat(learner.receivedOn(out)).isEqualTo(new ZabMessage.Snap(0x1_0000_0009L));
        learner.door.receiveSnapshot(out, 0x1_0000_0009L);
        learner.door.flush();
        assertThat(learner.receivedOn(out)).isEqualTo(propose(0x1_0000_000aL));
        // It was received before anything else came.
        assertThat(learner.unread).containsExactly(new SnapshotReceived(0));
        assertThat(learner.receivedOn(out)).isEqualTo(new ZabMessage.NewLeader(1, ""));
        assertThat(learner.store.complete).singleElement().isEqualTo(Streams.withoutSignature(stream));
        learner.say(out, new ZabMessage.Ack(1));
        assertThat(leader.receivedOn(in)).isInstanceOf(ZabMessage.FollowerInfo.class);
        assertThat(leader.receivedOn(in)).isEqualTo(new ZabMessage.Ack(1));
        assertThat(leader.door.backlogBytes(in)).isZero();
        // Or it would not go on with a longer one before something else happens.
        assertThat(leader.rooms).isPositive();
    }

    @Test
    void aSnapshotThatNobodyWantsWaitsInTheSocketAndCountsAsBacklog() throws Exception {
        byte[] stream = Streams.of(20_000, 1_000);
        leader.door.beginSnapshot(in, 9);
        sendSnapshot(stream, 0, stream.length);
        assertThat(learner.receivedOn(out)).isEqualTo(new ZabMessage.Snap(9));

        // More than the bound for packets; the one who sends it looks at the backlog.
        assertThat(leader.door.backlogBytes(in)).isGreaterThan(MAX_BACKLOG);
        learner.door.close(out, "not wanted");
        learner.door.flush();
        assertThat(leader.await(LinkDown.class, _ -> true).link()).isEqualTo(in);
        assertThat(leader.door.backlogBytes(in)).isZero();
    }

    @Test
    void aSnapshotThatBreaksOffIsAbandoned() throws Exception {
        byte[] stream = Streams.of(3_000, 1_000);
        leader.door.beginSnapshot(in, 9);
        sendSnapshot(stream, 0, stream.length - 100);
        leader.say(in, new ZabMessage.NewLeader(1, ""));
        leader.door.close(in, "this member leads no longer");
        leader.door.flush();

        assertThat(learner.receivedOn(out)).isEqualTo(new ZabMessage.Snap(9));
        learner.door.receiveSnapshot(out, 9);
        learner.door.flush();
        assertThat(learner.await(LinkDown.class, _ -> true).link()).isEqualTo(out);
        assertThat(learner.store.abandoned.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(learner.store.complete).isEmpty();
        assertThat(learner.unread).isEmpty();
    }

    @Test
    void aSnapshotThatIsWantedAfterItsLinkHasEndedIsAbandoned() throws Exception {
        leader.door.beginSnapshot(in, 9);
        leader.door.flush();
        assertThat(learner.receivedOn(out)).isEqualTo(new ZabMessage.Snap(9));

        learner.door.receiveSnapshot(out, 9);
        learner.door.close(out, "the leader is gone");
        learner.door.flush();
        assertThat(learner.await(LinkDown.class, _ -> true).link()).isEqualTo(out);
        assertThat(learner.store.abandoned.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(learner.store.complete).isEmpty();
    }

    @Test
    void aDamagedSnapshotEndsTheLink() throws Exception {
        byte[] stream = Streams.of(100, 1_000);
        stream[stream.length - 1]++;
        leader.door.beginSnapshot(in, 9);
        sendSnapshot(stream, 0, stream.length);
        leader.door.endSnapshot(in);
        leader.door.flush();

        assertThat(learner.receivedOn(out)).isEqualTo(new ZabMessage.Snap(9));
        learner.door.receiveSnapshot(out, 9);
        learner.door.flush();
        assertThat(learner.await(LinkDown.class, _ -> true).link()).isEqualTo(out);
        assertThat(learner.store.abandoned.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(learner.store.complete).isEmpty();
    }

    @Test
    void aMemberThatLooksAtNothingIsNotFloodedAndLosesNothing() {
        int count = 6_000;
        byte[] payload = new byte[1_000];
        for (int i = 1; i <= count; i++) {
            leader.say(in, new ZabMessage.Propose(new Proposal(i, new Payload(payload))));
        }
        learner.awaitWaiting(MAX_UNSTEPPED / 2_000);
        assertThat(learner.waiting()).isLessThan(2 * MAX_UNSTEPPED / payload.length);

        for (int i = 1; i <= count; i++) {
            assertThat(learner.receivedOn(out))
                    .isEqualTo(new ZabMessage.Propose(new Proposal(i, new Payload(payload))));
            assertThat(learner.waiting()).isLessThan(2 * MAX_UNSTEPPED / payload.length);
        }
    }

    @Test
    void aLinkThatTakesTooLittleIsClosed() {
        byte[] payload = new byte[1 << 20];
        for (int i = 1; i <= 40; i++) {
            leader.say(in, new ZabMessage.Propose(new Proposal(i, new Payload(payload))));
        }
        assertThat(leader.await(LinkDown.class, _ -> true).link()).isEqualTo(in);
        assertThat(leader.door.backlogBytes(in)).isZero();
    }
}
