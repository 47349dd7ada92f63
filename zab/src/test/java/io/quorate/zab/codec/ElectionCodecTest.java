package io.quorate.zab.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quorate.zab.ElectionMessage.Notification;
import io.quorate.zab.ElectionMessage.State;
import io.quorate.zab.ElectionMessage.Vote;
import io.quorate.zab.ElectionMessage.VoteReply;
import io.quorate.zab.ElectionMessage.VoteRequest;
import io.quorate.zab.ServerId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The bytes are those of appendix A of the quorum protocol. */
final class ElectionCodecTest {
    private static final String CONFIGURATION = "server.1=127.0.0.1:21831:21841:participant\nversion=0";

    @Test
    void aNotificationIsWhatZooKeeperSays() {
        Notification leads = new Notification(
                State.LEADING, new Vote(new ServerId(3), 0, 1, 1), Notification.VERSION, CONFIGURATION);
        Writer out = new Writer();
        NotificationCodec.encode(leads, out);
        byte[] head = QuorumCodecTest.bytes(
                "00000002 0000000000000003 0000000000000000 0000000000000001 0000000000000001 00000002 00000034");
        assertThat(out.copy()).startsWith(head).endsWith(CONFIGURATION.getBytes(StandardCharsets.UTF_8));
        assertThat(NotificationCodec.decode(ByteBuffer.wrap(out.copy()))).isEqualTo(leads);
    }

    @Test
    void anObserversVoteNamesNobody() {
        long none = Long.MIN_VALUE;
        Writer out = new Writer();
        NotificationCodec.encode(
                new Notification(State.LOOKING, new Vote(ServerId.NOBODY, none, 1, none), 2, "x"), out);
        assertThat(out.copy())
                .startsWith(QuorumCodecTest.bytes(
                        "00000000 8000000000000000 8000000000000000 0000000000000001 8000000000000000 00000002"));
    }

    @Test
    void olderGenerationsAreUnderstood() {
        String common = "00000001 0000000000000003 0000000700000009 0000000000000002";
        Notification before34 = decode(common);
        assertThat(before34.version()).isZero();
        assertThat(before34.vote()).isEqualTo(new Vote(new ServerId(3), 0x7_0000_0009L, 2, 7));
        Notification of346 = decode(common + "0000000000000008 00000001");
        assertThat(of346.version()).isZero();
        assertThat(of346.vote().peerEpoch()).isEqualTo(8);
        Notification withoutConfiguration = decode(common + "0000000000000008 00000001 ffffffff");
        assertThat(withoutConfiguration.version()).isEqualTo(1);
        assertThat(withoutConfiguration.configuration()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00000000",
                // 36 bytes: 3.4.0 to 3.4.5
                "00000001 0000000000000003 0000000700000009 0000000000000002 0000000000000008",
                // state 4
                "00000004 0000000000000003 0000000700000009 0000000000000002",
                // a configuration longer than the frame, and one shorter than nothing
                "00000001 0000000000000003 0000000700000009 0000000000000002 0000000000000008 00000002 7fffffff",
                "00000001 0000000000000003 0000000700000009 0000000000000002 0000000000000008 00000002 ffffffff"
            })
    void whatIsNoNotificationIsMalformed(String hex) {
        assertThatThrownBy(() -> decode(hex)).isInstanceOf(MalformedException.class);
    }

    @Test
    void theFirstWordsAreWhatZooKeeperSays() {
        byte[] captured =
                QuorumCodecTest.bytes("ffffffffffff0000 0000000000000002 0000000f 3132372e302e302e313a3231383432");
        InitialMessage message = new InitialMessage(new ServerId(2), List.of("127.0.0.1:21842"));
        Writer out = new Writer();
        message.encode(out);
        assertThat(out.copy()).isEqualTo(captured);
        for (int length = 0; length < captured.length; length++) {
            assertThat(InitialMessage.decode(ByteBuffer.wrap(captured, 0, length)))
                    .isEmpty();
        }
        assertThat(InitialMessage.decode(ByteBuffer.wrap(captured))).contains(message);
    }

    @Test
    void severalAddressesAndNoneAreUnderstood() {
        byte[] two = QuorumCodecTest.bytes("ffffffffffff0001 0000000000000002 00000007 613a317c623a32");
        assertThat(InitialMessage.decode(ByteBuffer.wrap(two)))
                .contains(new InitialMessage(new ServerId(2), List.of("a:1", "b:2")));
        ByteBuffer old = ByteBuffer.wrap(QuorumCodecTest.bytes("0000000000000009 00000001"));
        assertThat(InitialMessage.decode(old)).contains(new InitialMessage(new ServerId(9), List.of()));
        assertThat(old.remaining()).isEqualTo(4);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "fffffffffffeffff 0000000000000002 00000001 61",
                "ffffffffffff0000 0000000000000002 00000000",
                "ffffffffffff0000 0000000000000002 00000801",
                "ffffffffffff0000 0000000000000002 ffffffff"
            })
    void otherFirstWordsAreMalformed(String hex) {
        assertThatThrownBy(() -> InitialMessage.decode(ByteBuffer.wrap(QuorumCodecTest.bytes(hex))))
                .isInstanceOf(MalformedException.class);
    }

    @Test
    void theDatagramsOfTheBasicElectionComeBackAsTheyWent() {
        Writer out = new Writer();
        BasicVoteCodec.encode(new VoteRequest(0x0102_0304), out);
        assertThat(out.copy()).isEqualTo(QuorumCodecTest.bytes("01020304"));
        assertThat(BasicVoteCodec.decodeRequest(ByteBuffer.wrap(out.copy()))).isEqualTo(new VoteRequest(0x0102_0304));
        out.clear();
        BasicVoteCodec.Reply reply = new BasicVoteCodec.Reply(
                new ServerId(1), new VoteReply(7, new Vote(new ServerId(3), 0x1_0000_0009L, 4, 1)));
        BasicVoteCodec.encode(reply, out);
        assertThat(out.copy())
                .startsWith(QuorumCodecTest.bytes("00000007 0000000000000001 0000000000000003 0000000100000009"));
        assertThat(BasicVoteCodec.decodeReply(ByteBuffer.wrap(out.copy()))).isEqualTo(reply);
        assertThatThrownBy(() -> BasicVoteCodec.decodeReply(ByteBuffer.allocate(43)))
                .isInstanceOf(MalformedException.class);
        assertThatThrownBy(() -> BasicVoteCodec.decodeRequest(ByteBuffer.allocate(5)))
                .isInstanceOf(MalformedException.class);
    }

    private static Notification decode(String hex) {
        return NotificationCodec.decode(ByteBuffer.wrap(QuorumCodecTest.bytes(hex)));
    }
}
