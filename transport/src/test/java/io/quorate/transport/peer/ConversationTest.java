package io.quorate.transport.peer;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.zab.ElectionMessage.Notification;
import io.quorate.zab.ElectionMessage.State;
import io.quorate.zab.ElectionMessage.Vote;
import io.quorate.zab.Input.LinkDown;
import io.quorate.zab.Link;
import io.quorate.zab.Payload;
import io.quorate.zab.Proposal;
import io.quorate.zab.ServerId;
import io.quorate.zab.ZabMessage;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Two members talk to each other on both ports. */
final class ConversationTest {
    static final ServerId ONE = new ServerId(1);
    static final ServerId TWO = new ServerId(2);

    static Notification vote(long round) {
        return new Notification(
                State.LOOKING,
                new Vote(ONE, 0x100000005L, round, 1),
                Notification.VERSION,
                "server.1=a:1:2\nversion=0");
    }

    @Test
    void votesGoBothWaysWhenTheGreaterIdSpeaksFirst() throws Exception {
        List<PeerDoorConfig> configs = TestMember.configs(2);
        try (TestMember one = TestMember.open(configs.get(0));
                TestMember two = TestMember.open(configs.get(1))) {
            two.door.tell(ONE, vote(1));
            two.door.flush();
            assertThat(one.heardFrom(TWO).message()).isEqualTo(vote(1));

            one.door.tell(TWO, vote(2));
            one.door.flush();
            assertThat(two.heardFrom(ONE).message()).isEqualTo(vote(2));
        }
    }

    @Test
    void theSmallerIdIsCalledBackWhenItSpeaksFirst() throws Exception {
        List<PeerDoorConfig> configs = TestMember.configs(2);
        try (TestMember one = TestMember.open(configs.get(0));
                TestMember two = TestMember.open(configs.get(1))) {
            one.door.tell(TWO, vote(7));
            one.door.flush();

            assertThat(two.heardFrom(ONE).message()).isEqualTo(vote(7));
        }
    }

    @Test
    void onlyTheNewestWordWaitsForAPeerThatIsNotThere() throws Exception {
        List<PeerDoorConfig> configs = TestMember.configs(2);
        try (TestMember two = TestMember.open(configs.get(1))) {
            for (int round = 1; round <= 5; round++) {
                two.door.tell(ONE, vote(round));
                two.door.flush();
            }
            try (TestMember one = TestMember.open(configs.get(0))) {
                assertThat(one.heardFrom(TWO).message()).isEqualTo(vote(5));
            }
        }
    }

    @Test
    void packetsGoBothWaysOverALinkInTheirOrder() throws Exception {
        List<PeerDoorConfig> configs = TestMember.configs(2);
        try (TestMember one = TestMember.open(configs.get(0));
                TestMember two = TestMember.open(configs.get(1))) {
            Link out = one.connect(two);
            one.say(out, new ZabMessage.FollowerInfo(1, ONE, 0));
            Link in = two.accepted();
            assertThat(two.receivedOn(in)).isEqualTo(new ZabMessage.FollowerInfo(1, ONE, 0));

            two.door.send(in, new ZabMessage.LeaderInfo(2));
            for (int i = 1; i <= 1000; i++) {
                two.door.send(in, new ZabMessage.Propose(new Proposal(i, new Payload(new byte[i]))));
            }
            two.door.flush();

            assertThat(one.receivedOn(out)).isEqualTo(new ZabMessage.LeaderInfo(2));
            for (int i = 1; i <= 1000; i++) {
                assertThat(one.receivedOn(out))
                        .isEqualTo(new ZabMessage.Propose(new Proposal(i, new Payload(new byte[i]))));
            }
        }
    }

    @Test
    void whatWasSaidBeforeTheEndOfALinkArrivesAndBothSidesHearOfTheEndOnce() throws Exception {
        List<PeerDoorConfig> configs = TestMember.configs(2);
        try (TestMember one = TestMember.open(configs.get(0));
                TestMember two = TestMember.open(configs.get(1))) {
            Link out = one.connect(two);
            one.say(out, new ZabMessage.FollowerInfo(1, ONE, 0));
            Link in = two.accepted();

            for (int i = 1; i <= 100; i++) {
                two.door.send(in, new ZabMessage.Commit(i));
            }
            two.door.close(in, "enough");
            two.door.send(in, new ZabMessage.Commit(101));
            two.door.flush();

            for (int i = 1; i <= 100; i++) {
                assertThat(one.receivedOn(out)).isEqualTo(new ZabMessage.Commit(i));
            }
            assertThat(one.await(LinkDown.class, _ -> true).link()).isEqualTo(out);
            assertThat(two.await(LinkDown.class, _ -> true).link()).isEqualTo(in);
            assertThat(two.door.backlogBytes(in)).isZero();
            one.say(out, new ZabMessage.Ack(1));
            one.door.close(out, "it is gone anyway");
            one.door.flush();
            two.shut();
            one.shut();
            one.stepWhatIsHere();
            two.stepWhatIsHere();
            assertThat(one.unread).noneMatch(LinkDown.class::isInstance);
            assertThat(two.unread).noneMatch(LinkDown.class::isInstance);
        }
    }

    @Test
    void aLinkThatCannotBeOpenedIsDownOnce() throws Exception {
        List<PeerDoorConfig> configs = TestMember.configs(2);
        try (TestMember one = TestMember.open(configs.get(0))) {
            Link nobodyThere = one.dial(TWO);
            assertThat(one.await(LinkDown.class, _ -> true).link()).isEqualTo(nobodyThere);
            Link unknown = one.dial(new ServerId(77));
            assertThat(one.await(LinkDown.class, _ -> true).link()).isEqualTo(unknown);
            one.shut();
            Link closed = one.dial(TWO);
            assertThat(one.await(LinkDown.class, _ -> true).link()).isEqualTo(closed);
            assertThat(one.unread).isEmpty();
        }
    }
}
