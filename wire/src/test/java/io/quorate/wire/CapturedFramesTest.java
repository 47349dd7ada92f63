package io.quorate.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.data.Acl;
import io.quorate.data.ErrorCode;
import io.quorate.data.EventType;
import io.quorate.data.Identity;
import io.quorate.data.Stat;
import io.quorate.data.WatchedEvent;
import io.quorate.message.ConnectRequest;
import io.quorate.message.ConnectResponse;
import io.quorate.message.ReadRequest.AddWatch;
import io.quorate.message.ReadRequest.Exists;
import io.quorate.message.ReadRequest.GetChildren;
import io.quorate.message.ReadRequest.GetData;
import io.quorate.message.ReadRequest.MultiRead;
import io.quorate.message.ReadRequest.SetWatches;
import io.quorate.message.ReadRequest.WhoAmI;
import io.quorate.message.Request;
import io.quorate.message.Response;
import io.quorate.message.Response.Result;
import io.quorate.message.SessionRequest.CloseSession;
import io.quorate.message.SessionRequest.Ping;
import io.quorate.message.SessionRequest.Sync;
import io.quorate.message.WriteRequest.Check;
import io.quorate.message.WriteRequest.Create;
import io.quorate.message.WriteRequest.CreateForm;
import io.quorate.message.WriteRequest.Delete;
import io.quorate.message.WriteRequest.Multi;
import io.quorate.message.WriteRequest.SetData;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Frames captured from a running server (client protocol, appendix A), read and written. */
class CapturedFramesTest {
    private static final int MAX_LENGTH = 2 * Protocol.DEFAULT_MAX_FRAME_BYTES;
    private static final Stat STAT_AT_8 = new Stat(7, 7, 0x1a1fbec08baL, 0x1a1fbec08baL, 0, 1, 0, 0, 2, 1, 8);

    @Test
    void aHandshakeForANewSession() {
        String request = "0000002d 00000000 0000000000000000 00007530 0000000000000000"
                + "00000010 00000000000000000000000000000000 00";
        ConnectRequest connect = ConnectCodec.readRequest(bodyOf(request));

        assertThat(connect.timeoutMs()).isEqualTo(30_000);
        assertThat(connect.sessionId()).isZero();
        assertThat(connect.password()).isEqualTo(new byte[16]);
        assertThat(connect.readOnly()).isFalse();
        assertThat(connect.readOnlyPresent()).isTrue();
        JuteWriter out = new JuteWriter(64);
        ConnectCodec.writeRequest(out, connect);
        assertThat(out.toByteArray()).isEqualTo(bytes(request));
    }

    @Test
    void aHandshakeOfAnOldClientIsAnsweredWithoutTheFieldItLacks() {
        ConnectRequest connect = ConnectCodec.readRequest(bodyOf("0000002c 00000000 0000000000000005 00007530"
                + "0000000000000009 00000010 00000000000000000000000000000001"));
        JuteWriter out = new JuteWriter(64);
        ConnectCodec.writeResponse(out, ConnectResponse.expired(), connect.readOnlyPresent());

        assertThat(connect.lastZxidSeen()).isEqualTo(5);
        assertThat(connect.sessionId()).isEqualTo(9);
        assertThat(connect.readOnlyPresent()).isFalse();
        assertThat(out.toByteArray())
                .isEqualTo(bytes(
                        "00000024 00000000 00000000 0000000000000000 00000010" + "00000000000000000000000000000000"));
    }

    @Test
    void aSessionIsAnnounced() {
        String response =
                "00000025 00000000 00007530 0100003c62ce0001 00000010" + "83aad4abdda13b68c3946f3d22baa897 00";
        ConnectResponse announced = ConnectCodec.readResponse(bodyOf(response));
        JuteWriter out = new JuteWriter(64);
        ConnectCodec.writeResponse(out, announced, true);

        assertThat(announced.sessionId()).isEqualTo(0x100003c62ce0001L);
        assertThat(out.toByteArray()).isEqualTo(bytes(response));
    }

    @Test
    void aPasswordMayBeNull() {
        ConnectRequest connect = ConnectCodec.readRequest(
                bodyOf("0000001c 00000000 0000000000000000 00007530 0000000000000000 ffffffff"));

        assertThat(connect.password()).isEmpty();
    }

    @Test
    void creates() {
        String request = "00000034 00000001 00000001 00000003 2f6578 00000002 6869 00000001"
                + "0000001f 00000005 776f726c64 00000006 616e796f6e65 00000000";
        Create create = (Create) sameBothWays(1, request);

        assertThat(create.form()).isEqualTo(CreateForm.CREATE);
        assertThat(create.path()).isEqualTo("/ex");
        assertThat(create.data()).isEqualTo("hi".getBytes(StandardCharsets.UTF_8));
        assertThat(create.acl()).isEqualTo(Acl.OPEN);
        assertThat(create.flags()).isZero();
        assertThat(create.ttl()).isEqualTo(-1);
        assertReply(
                Protocol.OP_CREATE,
                "00000017 00000001 0000000000000007 00000000 00000003 2f6578",
                new Response.Path("/ex"));
    }

    @Test
    void createsASequentialEphemeral() {
        Create create = (Create) sameBothWays(
                2,
                "00000035 00000002 0000000f 00000006 2f65782f6e2d 00000000 00000001"
                        + "0000001f 00000005 776f726c64 00000006 616e796f6e65 00000003");

        assertThat(create.form()).isEqualTo(CreateForm.CREATE2);
        assertThat(create.data()).isEmpty();
        assertThat(create.flags()).isEqualTo(3);
        assertReply(
                Protocol.OP_CREATE2,
                "00000068 00000002 0000000000000008 00000000 00000010 2f65782f6e2d30303030303030303030"
                        + "0000000000000008 0000000000000008 000001a1fbec08ca 000001a1fbec08ca"
                        + "00000000 00000000 00000000 0100003c62ce0001 00000000 00000000 0000000000000008",
                new Response.Created(
                        "/ex/n-0000000000",
                        new Stat(8, 8, 0x1a1fbec08caL, 0x1a1fbec08caL, 0, 0, 0, 0x100003c62ce0001L, 0, 0, 8)));
    }

    @Test
    void readsDataAndSetsIt() {
        assertThat(sameBothWays(3, "00000010 00000003 00000004 00000003 2f6578 01"))
                .isEqualTo(new GetData("/ex", true));
        String reply = "0000005a 00000003 0000000000000008 00000000 00000002 6869"
                + "0000000000000007 0000000000000007 000001a1fbec08ba 000001a1fbec08ba 00000000 00000001 00000000"
                + "0000000000000000 00000002 00000001 0000000000000008";
        JuteReader in = bodyOf(reply);
        in.skip(ResponseCodec.HEADER_BYTES);
        Response.Data data = (Response.Data) ResponseCodec.decode(Protocol.OP_GET_DATA, in);
        assertThat(data.data()).isEqualTo("hi".getBytes(StandardCharsets.UTF_8));
        assertThat(data.stat()).isEqualTo(STAT_AT_8);
        assertThat(written(3, 8, data)).isEqualTo(bytes(reply));

        SetData set = (SetData) sameBothWays(4, "00000019 00000004 00000005 00000003 2f6578 00000002 796f 00000000");
        assertThat(set.path()).isEqualTo("/ex");
        assertThat(set.version()).isZero();
    }

    @Test
    void announcesAChange() {
        String frame = "0000001f ffffffff 0000000000000009 00000000 00000003 00000003 00000003 2f6578";
        JuteWriter out = new JuteWriter(64);
        ResponseCodec.writeEventFrame(out, 9, EventType.NODE_DATA_CHANGED, "/ex");
        JuteReader in = bodyOf(frame);
        in.skip(ResponseCodec.HEADER_BYTES);

        assertThat(out.toByteArray()).isEqualTo(bytes(frame));
        assertThat(ResponseCodec.readEvent(9, in)).isEqualTo(new WatchedEvent(9, EventType.NODE_DATA_CHANGED, "/ex"));
    }

    @Test
    void aMultiThatFails() {
        Multi multi = (Multi) sameBothWays(
                5,
                "00000070 00000005 0000000e"
                        + "00000001 00 ffffffff 00000005 2f65782f6d 00000000 00000001 0000001f 00000005 776f726c64"
                        + "00000006 616e796f6e65 00000000"
                        + "0000000d 00 ffffffff 00000003 2f6578 00000007"
                        + "00000002 00 ffffffff 00000005 2f65782f6d ffffffff"
                        + "ffffffff 01 ffffffff");

        assertThat(multi.parts()).hasSize(3);
        assertThat(multi.parts().get(1)).isEqualTo(new Check("/ex", 7));
        assertThat(multi.parts().get(2)).isEqualTo(new Delete("/ex/m", -1));
        assertReply(
                Protocol.OP_MULTI,
                "00000040 00000005 000000000000000a 00000000 ffffffff 00 00000000 00000000"
                        + "ffffffff 00 ffffff99 ffffff99 ffffffff 00 fffffffe fffffffe ffffffff 01 ffffffff",
                new Response.Results(List.of(new Result.Failed(0), new Result.Failed(-103), new Result.Failed(-2))));
    }

    @Test
    void aMultiThatSucceeds() {
        String stat = HexFormat.of().formatHex(statBytes());
        assertReply(
                Protocol.OP_MULTI,
                "0000008a 00000006 000000000000000b 00000000 0000000d 00 00000000 00000005 00 00000000" + stat
                        + "00000001 00 00000000 00000005 2f65782f6d 00000002 00 00000000 ffffffff 01 ffffffff",
                new Response.Results(List.of(
                        new Result.Check(),
                        new Result.SetData(STAT_AT_8),
                        new Result.Create("/ex/m"),
                        new Result.Delete())));
    }

    @Test
    void readsSeveral() {
        assertThat(sameBothWays(
                        7,
                        "00000035 00000007 00000016 00000004 00 ffffffff 00000003 2f6578 00"
                                + "00000008 00 ffffffff 00000005 2f6e6f6e65 00 ffffffff 01 ffffffff"))
                .isEqualTo(new MultiRead(List.of(new GetData("/ex", false), new GetChildren("/none", false, false))));
        String reply = "00000078 00000007 000000000000000b 00000000 00000004 00 00000000 00000001 7a"
                + HexFormat.of().formatHex(statBytes()) + "ffffffff 00 ffffff9b ffffff9b ffffffff 01 ffffffff";
        JuteReader in = bodyOf(reply);
        in.skip(ResponseCodec.HEADER_BYTES);
        Response decoded = ResponseCodec.decode(Protocol.OP_MULTI_READ, in);
        assertThat(written(7, 11, decoded)).isEqualTo(bytes(reply));
    }

    @Test
    void setsWatchesAgain() {
        assertThat(sameBothWays(
                        -8,
                        "00000048 fffffff8 00000069 0000000000000002 00000001 00000003 2f6578"
                                + "00000001 00000005 2f676f6e65 00000001 00000003 2f6578 00000001 00000002 2f70"
                                + "00000001 00000003 2f6578"))
                .isEqualTo(new SetWatches(
                        2, List.of("/ex"), List.of("/gone"), List.of("/ex"), List.of("/p"), List.of("/ex")));
    }

    @Test
    void smallRequests() {
        assertThat(sameBothWays(10, "00000012 0000000a 00000003 00000005 2f676f6e65 01"))
                .isEqualTo(new Exists("/gone", true));
        assertThat(sameBothWays(8, "00000013 00000008 0000006a 00000003 2f6578 00000001"))
                .isEqualTo(new AddWatch("/ex", true));
        assertThat(sameBothWays(-2, "00000008 fffffffe 0000000b")).isEqualTo(new Ping());
        assertThat(sameBothWays(14, "00000013 0000000e 00000002 00000003 2f6578 00000009"))
                .isEqualTo(new Delete("/ex", 9));
        assertThat(sameBothWays(15, "0000000f 0000000f 00000009 00000003 2f6578"))
                .isEqualTo(new Sync("/ex"));
        assertThat(sameBothWays(11, "00000008 0000000b 0000006b")).isEqualTo(new WhoAmI());
        assertThat(sameBothWays(16, "00000008 00000010 fffffff5")).isEqualTo(new CloseSession());
    }

    @Test
    void smallReplies() {
        assertReply(
                Protocol.OP_ADD_WATCH,
                "00000014 00000008 000000000000000b 00000000 00000000",
                new Response.WatchAdded());
        assertReply(
                Protocol.OP_SYNC,
                "00000017 0000000f 000000000000000d 00000000 00000003 2f6578",
                new Response.Path("/ex"));
        assertReply(
                Protocol.OP_WHO_AM_I,
                "00000038 0000000b 000000000000000c 00000000 00000002 00000006 646967657374 00000003 626f62"
                        + "00000002 6970 00000009 3132372e302e302e31",
                new Response.Clients(List.of(new Identity("digest", "bob"), new Identity("ip", "127.0.0.1"))));
        JuteWriter out = new JuteWriter(64);
        ResponseCodec.writeFrame(out, 10, 12, ErrorCode.NO_NODE.number(), Response.Empty.INSTANCE);
        assertThat(out.toByteArray()).isEqualTo(bytes("00000010 0000000a 000000000000000c ffffff9b"));
    }

    private static Request sameBothWays(int xid, String frame) {
        JuteReader in = bodyOf(frame);
        assertThat(in.readInt()).isEqualTo(xid);
        Request request = Objects.requireNonNull(RequestCodec.decode(in.readInt(), in));
        assertThat(in.remaining()).isZero();
        JuteWriter out = new JuteWriter(16);
        RequestCodec.writeFrame(out, xid, request);
        assertThat(out.toByteArray()).isEqualTo(bytes(frame));
        return request;
    }

    private static void assertReply(int opcode, String frame, Response expected) {
        JuteReader in = bodyOf(frame);
        int xid = in.readInt();
        long zxid = in.readLong();
        assertThat(in.readInt()).isZero();
        assertThat(ResponseCodec.decode(opcode, in)).isEqualTo(expected);
        assertThat(in.remaining()).isZero();
        assertThat(written(xid, zxid, expected)).isEqualTo(bytes(frame));
    }

    private static byte[] written(int xid, long zxid, Response response) {
        JuteWriter out = new JuteWriter(16);
        ResponseCodec.writeFrame(out, xid, zxid, 0, response);
        return out.toByteArray();
    }

    private static byte[] statBytes() {
        JuteWriter out = new JuteWriter(Stat.BYTES);
        out.writeStat(STAT_AT_8);
        return out.toByteArray();
    }

    private static JuteReader bodyOf(String frame) {
        byte[] bytes = bytes(frame);
        JuteReader in = new JuteReader(MAX_LENGTH).reset(bytes, 0, bytes.length);
        assertThat(in.readInt()).isEqualTo(bytes.length - Integer.BYTES);
        return in;
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }
}
