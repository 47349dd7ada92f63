package io.quorate.benchmarks.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.apache.jute.BinaryInputArchive;
import org.apache.jute.Record;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.data.ACL;
import org.apache.zookeeper.data.Id;
import org.apache.zookeeper.proto.AddWatchRequest;
import org.apache.zookeeper.proto.ConnectRequest;
import org.apache.zookeeper.proto.CreateRequest;
import org.apache.zookeeper.proto.DeleteRequest;
import org.apache.zookeeper.proto.ExistsRequest;
import org.apache.zookeeper.proto.GetChildrenRequest;
import org.apache.zookeeper.proto.GetDataRequest;
import org.apache.zookeeper.proto.RequestHeader;
import org.apache.zookeeper.proto.SetDataRequest;
import org.apache.zookeeper.proto.SyncRequest;
import org.junit.jupiter.api.Test;

/** The frames as ZooKeeper's own records read them. */
class FramesTest {
    private static final KeySpace FLAT = new KeySpace("/bench", 1000, 0);
    private static final KeySpace SPREAD = new KeySpace("/bench", 100_000, 1000);
    private static final byte[] VALUE = Frames.value(100);

    @Test
    void aPatchedTemplateNamesTheKeyOfTheSpace() throws IOException {
        for (KeySpace space : new KeySpace[] {FLAT, SPREAD}) {
            int key = space.keys() - 3;
            byte[] frame = patched(Operation.GET, space, key);

            GetDataRequest request = read(frame, 77, ZooDefs.OpCode.getData, new GetDataRequest());
            assertThat(request.getPath()).isEqualTo(space.key(key));
            assertThat(request.getWatch()).isFalse();
        }
        assertThat(SPREAD.key(99_997)).isEqualTo("/bench/p00997/k00099997");
    }

    @Test
    void everyOperationIsReadAsMeant() throws IOException {
        SetDataRequest set = read(patched(Operation.SET, FLAT, 5), 77, ZooDefs.OpCode.setData, new SetDataRequest());
        assertThat(set.getPath()).isEqualTo("/bench/k00000005");
        assertThat(set.getData()).isEqualTo(VALUE);
        assertThat(set.getVersion()).isEqualTo(-1);

        CreateRequest create =
                read(patched(Operation.CREATE, FLAT, 3_000_000_042L), 77, ZooDefs.OpCode.create, new CreateRequest());
        assertThat(create.getPath()).isEqualTo(FLAT.own(3, 42));
        assertThat(create.getAcl()).containsExactly(new ACL(31, new Id("world", "anyone")));
        assertThat(create.getFlags()).isZero();

        DeleteRequest delete =
                read(patched(Operation.DELETE, FLAT, 3_000_000_042L), 77, ZooDefs.OpCode.delete, new DeleteRequest());
        assertThat(delete.getPath()).isEqualTo(FLAT.own(3, 42));
        assertThat(delete.getVersion()).isEqualTo(-1);

        assertThat(read(patched(Operation.EXISTS, FLAT, 5), 77, ZooDefs.OpCode.exists, new ExistsRequest())
                        .getPath())
                .isEqualTo("/bench/k00000005");
        assertThat(read(patched(Operation.WATCH, FLAT, 5), 77, ZooDefs.OpCode.getData, new GetDataRequest())
                        .getWatch())
                .isTrue();
        assertThat(read(patched(Operation.CHILDREN, FLAT, 5), 77, ZooDefs.OpCode.getChildren, new GetChildrenRequest())
                        .getPath())
                .isEqualTo("/bench");
        assertThat(read(patched(Operation.SYNC, FLAT, 5), 77, ZooDefs.OpCode.sync, new SyncRequest())
                        .getPath())
                .isEqualTo("/bench");
        assertThat(patched(Operation.PING, FLAT, 5)).hasSize(12);
    }

    @Test
    void theFirstFrameAsksForANewSession() throws IOException {
        byte[] frame = Frames.connect(12_345);
        ConnectRequest request = new ConnectRequest();
        request.deserialize(
                BinaryInputArchive.getArchive(new ByteArrayInputStream(frame, 4, frame.length - 4)), "connect");

        assertThat(request.getTimeOut()).isEqualTo(12_345);
        assertThat(request.getSessionId()).isZero();
        assertThat(request.getPasswd()).hasSize(16);
        assertThat(request.getReadOnly()).isFalse();
    }

    @Test
    void aWatchForAllTimeIsAPersistentOne() throws IOException {
        AddWatchRequest request =
                read(Frames.addPersistentWatch(9, "/x"), 9, ZooDefs.OpCode.addWatch, new AddWatchRequest());
        assertThat(request.getPath()).isEqualTo("/x");
        assertThat(request.getMode()).isZero();
    }

    private static byte[] patched(Operation operation, KeySpace space, long number) {
        ByteBuffer out = ByteBuffer.allocateDirect(4096);
        out.position(10);
        long parent = number < space.keys() ? space.parentOf((int) number) : 0;
        Frames.template(operation, space, VALUE).write(out, 77, parent, number);
        byte[] frame = new byte[out.position() - 10];
        out.get(10, frame);
        return frame;
    }

    private static <T extends Record> T read(byte[] frame, int xid, int opcode, T into) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(frame));
        assertThat(in.readInt()).isEqualTo(frame.length - 4);
        BinaryInputArchive archive = new BinaryInputArchive(in);
        RequestHeader header = new RequestHeader();
        header.deserialize(archive, "header");
        assertThat(header.getXid()).isEqualTo(xid);
        assertThat(header.getType()).isEqualTo(opcode);
        into.deserialize(archive, "request");
        assertThat(in.available())
                .as("bytes left of %s", Arrays.toString(frame))
                .isZero();
        return into;
    }
}
