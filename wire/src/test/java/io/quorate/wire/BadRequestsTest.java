package io.quorate.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quorate.data.Acl;
import io.quorate.message.ReadRequest.GetChildren;
import io.quorate.message.ReadRequest.GetData;
import io.quorate.message.Request;
import io.quorate.message.Undecodable;
import io.quorate.message.WriteRequest.Create;
import io.quorate.message.WriteRequest.CreateForm;
import io.quorate.message.WriteRequest.DeleteContainer;
import io.quorate.message.WriteRequest.Multi;
import io.quorate.message.WriteRequest.SetAcl;
import io.quorate.message.WriteRequest.SetData;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What is told apart: unknown opcodes, bodies that make no sense, and odd ones that do (client protocol 1.12, 2.14).
 */
class BadRequestsTest {
    private static final int MAX_LENGTH = 4096;

    @ParameterizedTest
    @ValueSource(ints = {0, 10, 13, 20, 23, 99, 100, 102, 108, -1, -10, -12, Integer.MAX_VALUE, Integer.MIN_VALUE})
    void anOpcodeThatNoClientMaySendIsNotUnderstood(int opcode) {
        assertThat(RequestCodec.isRequest(opcode)).isFalse();
        assertThat(RequestCodec.decode(opcode, new JuteReader(MAX_LENGTH))).isNull();
    }

    @Test
    void everyBodyCutShortIsUndecodable() {
        JuteWriter out = new JuteWriter(64);
        Create create = new Create(CreateForm.TTL, "/a", new byte[] {1, 2}, Acl.OPEN, 5, 1000);
        RequestCodec.encode(create, out);
        for (int length = 0; length < out.size(); length++) {
            JuteReader in = new JuteReader(MAX_LENGTH).reset(out.array(), 0, length);
            assertThat(RequestCodec.decode(Protocol.OP_CREATE_TTL, in))
                    .isEqualTo(new Undecodable(Protocol.OP_CREATE_TTL));
        }
        assertThat(decode(Protocol.OP_CREATE_TTL, out)).isInstanceOf(Create.class);
    }

    @Test
    void nullsAreKeptWhereTheyMeanSomething() {
        JuteWriter out = new JuteWriter(64);
        RequestCodec.encode(new SetData("/a", null, 3), out);
        assertThat(decode(Protocol.OP_SET_DATA, out)).isEqualTo(new SetData("/a", null, 3));

        out.clear();
        RequestCodec.encode(new SetAcl("/a", null, -1), out);
        assertThat(decode(Protocol.OP_SET_ACL, out)).isEqualTo(new SetAcl("/a", null, -1));
    }

    @Test
    void aNullPathIsUndecodable() {
        JuteWriter out = new JuteWriter(64);
        out.writeInt(-1);
        out.writeBoolean(true);

        assertThat(decode(Protocol.OP_GET_DATA, out)).isEqualTo(new Undecodable(Protocol.OP_GET_DATA));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 6, 100})
    void anUnknownKindOfWatchIsUndecodable(int kind) {
        JuteWriter out = new JuteWriter(64);
        out.writeString("/a");
        out.writeInt(kind);

        assertThat(decode(Protocol.OP_REMOVE_WATCHES, out)).isInstanceOf(Undecodable.class);
        assertThat(decode(Protocol.OP_CHECK_WATCHES, out)).isInstanceOf(Undecodable.class);
    }

    @Test
    void anUnknownWayToAddAWatchIsUndecodable() {
        JuteWriter out = new JuteWriter(64);
        out.writeString("/a");
        out.writeInt(2);

        assertThat(decode(Protocol.OP_ADD_WATCH, out)).isInstanceOf(Undecodable.class);
    }

    @Test
    void aNullListOfWatchesIsUndecodable() {
        JuteWriter out = new JuteWriter(64);
        out.writeLong(1);
        out.writeInt(-1);
        out.writeInt(0);
        out.writeInt(0);

        assertThat(decode(Protocol.OP_SET_WATCHES, out)).isInstanceOf(Undecodable.class);
    }

    @Test
    void aMultiRefusesWhatItMayNotHold() {
        assertThat(decodeMulti(new DeleteContainer("/a"))).isInstanceOf(Undecodable.class);
        assertThat(decodeMulti(new GetData("/a", false))).isInstanceOf(Undecodable.class);
        assertThat(decodeMulti(new Create(CreateForm.CREATE, "/a", null, Acl.OPEN, 7, -1)))
                .isInstanceOf(Undecodable.class);
        assertThat(decodeMulti(new Create(CreateForm.CREATE, "/a", null, Acl.OPEN, 5, -1)))
                .isInstanceOf(Undecodable.class);
        assertThat(decodeMulti(new Create(CreateForm.CREATE, "/a", null, null, 0, -1)))
                .isInstanceOf(Undecodable.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, Integer.MAX_VALUE, -1, 0, Protocol.OP_PING})
    void aPartOfUnknownTypeIsNoEndOfTheList(int type) {
        JuteWriter out = new JuteWriter(64);
        out.writeInt(type);
        out.writeBoolean(false);
        out.writeInt(-1);
        out.writeString("/a");
        out.writeBoolean(false);
        assertThat(decode(Protocol.OP_MULTI, out)).isEqualTo(new Undecodable(Protocol.OP_MULTI));
        assertThat(decode(Protocol.OP_MULTI_READ, out)).isEqualTo(new Undecodable(Protocol.OP_MULTI_READ));
    }

    @Test
    void aMultiTakesEveryFormOfCreate() {
        for (CreateForm form : CreateForm.values()) {
            Create create = new Create(form, "/a", null, Acl.OPEN, 0, -1);
            assertThat(decodeMulti(create)).isEqualTo(new Multi(List.of(create)));
        }
        Create ttl = new Create(CreateForm.TTL, "/a", null, Acl.OPEN, 6, 1000);
        assertThat(decodeMulti(ttl)).isEqualTo(new Multi(List.of(ttl)));
        Create unknownFlags = new Create(CreateForm.TTL, "/a", null, Acl.OPEN, 7, 1000);
        assertThat(decodeMulti(unknownFlags)).isEqualTo(new Multi(List.of(unknownFlags)));
    }

    @Test
    void aMultiReadIgnoresTheWatchFlag() {
        JuteWriter out = new JuteWriter(64);
        MultiCodec.writeParts(List.of(new GetChildren("/a", true, false)), out);
        assertThat(decode(Protocol.OP_MULTI_READ, out))
                .hasToString("MultiRead[reads=[GetChildren[path=/a, watch=false, withStat=false]]]");
    }

    @Test
    void randomBytesNeverDoMoreThanBeUndecodable() {
        long seed = 20_261_121;
        Random random = new Random(seed);
        byte[] bytes = new byte[64];
        int understood = 0;
        for (int i = 0; i < 200_000; i++) {
            random.nextBytes(bytes);
            // Small lengths, so that the bytes are sometimes something.
            bytes[0] = 0;
            bytes[1] = 0;
            bytes[2] = 0;
            int length = random.nextInt(bytes.length + 1);
            Request request =
                    RequestCodec.decode(random.nextInt(130) - 12, new JuteReader(MAX_LENGTH).reset(bytes, 0, length));
            understood += request == null || request instanceof Undecodable ? 0 : 1;
        }
        assertThat(understood).isPositive();
    }

    @Test
    void aHandshakeThatIsTooShortOrAnnouncesTooMuchIsMalformed() {
        byte[] bytes = new byte[24];
        assertThatThrownBy(() -> ConnectCodec.readRequest(new JuteReader(MAX_LENGTH).reset(bytes, 0, 24)))
                .isInstanceOf(MalformedException.class);
        JuteWriter out = new JuteWriter(64);
        out.writeRaw(bytes, 0, 24);
        out.writeInt(MAX_LENGTH + 1);
        assertThatThrownBy(() -> ConnectCodec.readRequest(new JuteReader(MAX_LENGTH).reset(out.array(), 0, out.size())))
                .isInstanceOf(MalformedException.class)
                .hasMessageContaining("Unreasonable length = 4097");
    }

    private static Request decodeMulti(Request part) {
        JuteWriter out = new JuteWriter(64);
        MultiCodec.writeParts(List.of(part), out);
        return decode(Protocol.OP_MULTI, out);
    }

    private static Request decode(int opcode, JuteWriter bytes) {
        return Objects.requireNonNull(
                RequestCodec.decode(opcode, new JuteReader(MAX_LENGTH).reset(bytes.array(), 0, bytes.size())));
    }
}
