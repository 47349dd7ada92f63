package io.quorate.zab.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quorate.zab.Identity;
import io.quorate.zab.Payload;
import io.quorate.zab.Proposal;
import io.quorate.zab.ServerId;
import io.quorate.zab.ZabMessage;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The bytes are those of appendix A of the quorum protocol, captured from Apache ZooKeeper 3.9.5. */
final class QuorumCodecTest {
    private static final QuorumDecoder DECODER = new QuorumDecoder(QuorumDecoder.DEFAULT_MAX_BYTES);
    private static final String CREATE = "0100001239810000 00000001 0000000100000002 000001a1fbc18d59 00000001"
            + "00000002 2f61 00000005 68656c6c6f 00000001 0000001f 00000005 776f726c64 00000006 616e796f6e65"
            + "00 00000001 00000002 000000017d1ab476";

    /** One of each kind. */
    static List<ZabMessage> messages() {
        Proposal proposal = new Proposal(0x1_0000_0002L, payload(CREATE));
        return List.of(
                new ZabMessage.FollowerInfo(1, new ServerId(1), 0),
                new ZabMessage.ObserverInfo(7, new ServerId(5), 0x1_0000_0000L),
                new ZabMessage.LeaderInfo(2),
                new ZabMessage.AckEpoch(0x1_0000_0013L, 1),
                new ZabMessage.AckEpoch(-1, ZabMessage.AckEpoch.NO_PROMISE),
                new ZabMessage.Diff(0x1_0000_0013L),
                new ZabMessage.Trunc(0x2_0000_0002L),
                new ZabMessage.Snap(0x1_0000_0003L),
                new ZabMessage.NewLeader(2, "server.1=a:1:2:participant\nversion=0"),
                new ZabMessage.UpToDate(),
                new ZabMessage.Propose(proposal),
                new ZabMessage.Ack(0x1_0000_0002L),
                new ZabMessage.Commit(0x1_0000_0002L),
                new ZabMessage.Inform(proposal),
                new ZabMessage.CommitAndActivate(0x1_0000_0008L, new ServerId(2)),
                new ZabMessage.InformAndActivate(proposal, new ServerId(3)),
                new ZabMessage.Ping(0x1_0000_0005L),
                new ZabMessage.Pong(0x1_0000_0005L, payload("0100001239810000 00002710")),
                new ZabMessage.Pong(0x1_0000_0000L, Payload.EMPTY),
                new ZabMessage.Revalidate(payload("0100001239810000 01")),
                new ZabMessage.Sync(),
                new ZabMessage.Request(payload("0100001239810000 00000000 fffffff6 00002710"), false, List.of()),
                new ZabMessage.Request(
                        payload("0100001239810000 00000001 00000001"),
                        true,
                        List.of(new Identity("ip", "127.0.0.1"), new Identity("digest", "zo\u00eb:x"))));
    }

    @ParameterizedTest
    @MethodSource("messages")
    void comesBackAsItWent(ZabMessage message) {
        byte[] bytes = encode(message);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        assertThat(DECODER.measure(in)).isEqualTo(bytes.length);
        assertThat(DECODER.decode(in)).isEqualTo(message);
        assertThat(in.remaining()).isZero();
    }

    @ParameterizedTest
    @MethodSource("messages")
    void isRecognizedOnlyOnceItsLastByteIsThere(ZabMessage message) {
        byte[] bytes = encode(message);
        for (int length = 0; length < bytes.length; length++) {
            assertThat(DECODER.measure(ByteBuffer.wrap(bytes, 0, length)))
                    .as("%d of %d bytes", length, bytes.length)
                    .isEqualTo(QuorumDecoder.INCOMPLETE);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    FollowerInfo | 0000000b 0000000100000000 00000014 0000000000000001 000100000000000000000000 ffffffff
                    LeaderInfo | 00000011 0000000200000000 00000004 00010000 ffffffff
                    AckEpoch | 00000012 0000000100000013 00000004 00000001 ffffffff
                    Diff | 0000000d 0000000100000013 ffffffff ffffffff
                    Trunc | 0000000e 0000000200000002 ffffffff ffffffff
                    Snap | 0000000f 0000000100000003 ffffffff ffffffff
                    UpToDate | 0000000c ffffffffffffffff ffffffff ffffffff
                    Ack | 00000003 0000000200000000 ffffffff ffffffff
                    Commit | 00000004 0000000100000002 ffffffff ffffffff
                    Ping | 00000005 0000000100000005 ffffffff ffffffff
                    Pong | 00000005 0000000100000000 00000000 ffffffff
                    Pong | 00000005 0000000100000005 0000000c 0100001239810000 00002710 ffffffff
                    Sync | 00000007 0000000000000000 ffffffff ffffffff
                    Revalidate | 00000006 ffffffffffffffff 00000009 0100001239810000 01 ffffffff
                    Request | 00000001 ffffffffffffffff 00000014 0100001239810000 00000000 fffffff6 00002710 ffffffff
                    CommitAndActivate | 00000009 0000000100000008 00000008 0000000000000002 ffffffff
                    """)
    void isWhatZooKeeperSays(String kind, String hex) {
        byte[] captured = bytes(hex);
        ZabMessage message = DECODER.decode(ByteBuffer.wrap(captured));
        assertThat(message.getClass().getSimpleName()).isEqualTo(kind);
        assertThat(encode(message)).isEqualTo(captured);
    }

    @Test
    void aProposalCarriesItsPayloadUnread() {
        byte[] captured = bytes("00000002 0000000100000002 0000005b" + CREATE + "ffffffff");
        assertThat(encode(new ZabMessage.Propose(new Proposal(0x1_0000_0002L, payload(CREATE)))))
                .isEqualTo(captured);
    }

    @Test
    void aNewLeaderWithoutConfigurationIsUnderstood() {
        byte[] old = bytes("0000000a 0000000200000000 ffffffff ffffffff");
        assertThat(DECODER.decode(ByteBuffer.wrap(old))).isEqualTo(new ZabMessage.NewLeader(2, ""));
    }

    @Test
    void aTypeThatNobodyKnowsIsSkippedAsAWhole() {
        ByteBuffer in = ByteBuffer.wrap(bytes("0000007f 0000000000000001 00000002 abcd ffffffff"));
        assertThat(DECODER.decode(in)).isEqualTo(new ZabMessage.Unknown(0x7f));
        assertThat(in.remaining()).isZero();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    a length beyond the limit | 00000002 0000000100000002 00200000 00
                    a length below nothing    | 00000002 0000000100000002 fffffffe 00
                    identities                | 00000001 ffffffffffffffff 00000000 00000401
                    identities                | 00000001 ffffffffffffffff 00000000 fffffffe
                    """)
    void excessIsToldBeforeItHasArrived(String what, String hex) {
        assertThatThrownBy(() -> DECODER.measure(ByteBuffer.wrap(bytes(hex))))
                .isInstanceOf(MalformedException.class)
                .hasMessageContaining(what);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    a learner that does not say who it is | 0000000b 0000000100000000 00000008 0000000000000001 ffffffff
                    an older quorum protocol | 0000000b 0000000100000000 0000000c 0000000000000001 00000001 ffffffff
                    the message ends too early | 00000012 0000000100000013 00000002 0001 ffffffff
                    a proposal with counter 0 | 00000002 0000000100000000 00000000 ffffffff
                    a string that is null | 00000001 ffffffffffffffff 00000000 00000001 ffffffff 00000000
                    """)
    void whatIsNoMessageIsMalformed(String what, String hex) {
        assertThatThrownBy(() -> DECODER.decode(ByteBuffer.wrap(bytes(hex))))
                .isInstanceOf(MalformedException.class)
                .hasMessageContaining(what);
    }

    @Test
    void noBytesWhateverRaiseAnotherError() {
        SplittableRandom dice = new SplittableRandom(7);
        int messages = 0;
        for (int i = 0; i < 50_000; i++) {
            byte[] bytes = encode(messages().get(dice.nextInt(messages().size())));
            bytes[dice.nextInt(bytes.length)] ^= (byte) (1 << dice.nextInt(8));
            ByteBuffer in = ByteBuffer.wrap(bytes);
            try {
                if (DECODER.measure(in) != QuorumDecoder.INCOMPLETE) {
                    DECODER.decode(in);
                    messages++;
                }
            } catch (MalformedException malformed) {
                assertThat(malformed).hasMessageNotContaining("null:");
            }
        }
        assertThat(messages).isGreaterThan(10_000);
    }

    private static byte[] encode(ZabMessage message) {
        Writer out = new Writer();
        QuorumEncoder.encode(message, out);
        return out.copy();
    }

    private static Payload payload(String hex) {
        return new Payload(bytes(hex));
    }

    static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", "").replace("\n", ""));
    }
}
