package io.quorate.transport.peer;

import static io.quorate.transport.peer.ConversationTest.ONE;
import static io.quorate.transport.peer.ConversationTest.TWO;
import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.transport.peer.PeerDoorConfig.ElectionRule;
import io.quorate.zab.ElectionMessage.Vote;
import io.quorate.zab.ElectionMessage.VoteReply;
import io.quorate.zab.ElectionMessage.VoteRequest;
import io.quorate.zab.Input.Heard;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Questions and answers as datagrams. */
final class BasicElectionPortTest {
    private static final int TIMEOUT_MS = 20_000;
    private static final int REPLY_BYTES = 44;

    private static PeerDoorConfig basic(PeerDoorConfig config) {
        return new PeerDoorConfig(
                config.self(),
                config.members(),
                false,
                ElectionRule.BASIC,
                1,
                true,
                false,
                config.timing(),
                config.limits());
    }

    @Test
    void aQuestionIsHeardAndItsAnswerFindsTheWayBack() throws Exception {
        List<PeerDoorConfig> configs = TestMember.configs(2, BasicElectionPortTest::basic);
        try (TestMember one = TestMember.open(configs.get(0));
                TestMember two = TestMember.open(configs.get(1))) {
            one.door.tell(TWO, new VoteRequest(7));
            one.door.flush();
            Heard question = two.await(Heard.class, _ -> true);
            assertThat(question.message()).isEqualTo(new VoteRequest(7));

            VoteReply answer = new VoteReply(7, new Vote(TWO, 0x100000003L, 4, 1));
            two.door.tell(question.from(), answer);
            two.door.flush();
            assertThat(one.await(Heard.class, _ -> true)).isEqualTo(new Heard(TWO, answer));
        }
    }

    @Test
    void whoeverAsksIsAnsweredAndNoiseIsDropped() throws Exception {
        List<PeerDoorConfig> configs = TestMember.configs(2, BasicElectionPortTest::basic);
        try (TestMember one = TestMember.open(configs.get(0));
                DatagramSocket stranger = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            stranger.setSoTimeout(TIMEOUT_MS);
            SocketAddress door = new InetSocketAddress(
                    InetAddress.getLoopbackAddress(),
                    configs.get(0).own().election().getFirst().port());
            Random random = new Random(1);
            for (int size = 0; size < 100; size++) {
                if (size != Integer.BYTES && size != REPLY_BYTES) {
                    byte[] noise = new byte[size];
                    random.nextBytes(noise);
                    stranger.send(new DatagramPacket(noise, size, door));
                }
            }
            // An answer in our own name is none.
            byte[] ours = RawPeer.bytes("00000001 0000000000000001" + "00".repeat(32));
            stranger.send(new DatagramPacket(ours, ours.length, door));
            stranger.send(new DatagramPacket(new byte[] {0, 0, 0, 9}, Integer.BYTES, door));

            Heard question = one.await(Heard.class, _ -> true);
            assertThat(question.message()).isEqualTo(new VoteRequest(9));
            one.door.tell(question.from(), new VoteReply(9, new Vote(ONE, 5, 2, 1)));
            one.door.flush();
            DatagramPacket answer = new DatagramPacket(new byte[REPLY_BYTES + 1], REPLY_BYTES + 1);
            stranger.receive(answer);
            assertThat(HexFormat.of().formatHex(answer.getData(), 0, answer.getLength()))
                    .isEqualTo("00000009" + "0000000000000001" + "0000000000000001" + "0000000000000005"
                            + "0000000000000002" + "0000000000000001");
            assertThat(one.unread).isEmpty();
        }
    }
}
