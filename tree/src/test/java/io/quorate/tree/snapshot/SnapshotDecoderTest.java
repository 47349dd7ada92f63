package io.quorate.tree.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quorate.data.Acl;
import io.quorate.data.ZnodePath;
import io.quorate.tree.Owner;
import io.quorate.tree.Trees;
import io.quorate.tree.Znode;
import io.quorate.tree.ZnodeTree;
import io.quorate.wire.JuteWriter;
import io.quorate.wire.MalformedException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.zip.Adler32;
import org.junit.jupiter.api.Test;

/** Snapshots that we would not write: ZooKeeper's, old ones, fuzzy ones and wrong ones. */
final class SnapshotDecoderTest {
    private static final String GOLD = "/snapshots/zookeeper-3.9.5.snapshot";
    private static final long GOLD_ZXID = 0x10000000cL;

    @Test
    void whatZooKeeperWroteIsReadInEveryDetail() throws IOException {
        SnapshotDecoder.Loaded loaded = SnapshotTest.decode(gold(), GOLD_ZXID);
        ZnodeTree tree = loaded.tree();
        assertThat(tree.lastZxid()).isEqualTo(GOLD_ZXID);
        assertThat(loaded.digestZxid()).isEqualTo(GOLD_ZXID);
        assertThat(loaded.digest()).isEqualTo(0x37eebdfffL);
        assertThat(tree.digest()).isEqualTo(0x37eebdfffL);
        assertThat(tree.size()).isEqualTo(12);
        List<String> sessions = new ArrayList<>();
        tree.forEachSession((id, timeout) -> sessions.add(id + "=" + timeout));
        assertThat(sessions).containsExactly("119=30000", "72057698416394240=4000");
        Znode a = Trees.found(tree, "/a");
        assertThat(a.data()).asString(StandardCharsets.UTF_8).isEqualTo("hello");
        assertThat(a.acl()).containsExactly(new Acl(15, "world", "anyone"));
        assertThat(a.stat().numChildren()).isEqualTo(2);
        assertThat(a.stat().cversion()).isEqualTo(4);
        assertThat(a.aversion()).isEqualTo(1);
        assertThat(a.version()).isEqualTo(1);
        assertThat(Trees.found(tree, "/a/e").owner()).isEqualTo(0x77);
        assertThat(Trees.found(tree, "/c").owner()).isEqualTo(Owner.CONTAINER);
        assertThat(Trees.found(tree, "/c").data()).isNull();
        assertThat(Trees.found(tree, "/t").owner()).isEqualTo(Owner.ofTtl(60_000));
        assertThat(Trees.found(tree, "/t").data()).isEmpty();
        assertThat(Trees.found(tree, "/ключ-é").stat().dataLength()).isEqualTo(1);
        assertThat(Trees.found(tree, "/").aclGiven()).isFalse();
        assertThat(Trees.found(tree, ZnodePath.CONFIG).aversion()).isEqualTo(-1);
        assertThat(Trees.children(tree, "/zookeeper/quota/a")).containsExactly("zookeeper_limits");
    }

    @Test
    void whatZooKeeperWroteIsWrittenAgainWithTheSameLinesAndLength() throws IOException {
        byte[] gold = gold();
        ZnodeTree tree = SnapshotTest.decode(gold, GOLD_ZXID).tree();
        byte[] again = SnapshotTest.encode(tree, true, true);
        assertThat(again).hasSameSizeAs(gold);
        String written = new String(again, StandardCharsets.ISO_8859_1);
        for (String path : List.of("/a", "/a/e", "/c", "/t", "/zookeeper/quota/a/zookeeper_limits")) {
            String line = line(gold, path);
            assertThat(written).as(path).contains(line);
        }
    }

    @Test
    void aTableOfAclsKeepsItsIdsAndGoesOnAboveTheLargest() {
        Snapshot snapshot = new Snapshot();
        List<Acl> first = List.of(new Acl(1, "ip", "::1"));
        List<Acl> second = List.of(new Acl(2, "ip", "::1"));
        snapshot.acls(new long[] {7, 3, 90}, List.of(first, second, Acl.OPEN));
        snapshot.znode("", -1)
                .znode("/a", 7)
                .znode("/b", 3)
                .znode("/zookeeper", -1)
                .znode("/zookeeper/config", 3);
        ZnodeTree tree = SnapshotTest.decode(snapshot.end(), 5).tree();
        assertThat(Trees.found(tree, "/a").acl()).isEqualTo(first);
        assertThat(Trees.found(tree, "/b").acl()).isEqualTo(second);
        tree.insert("/c", Znode.created(null, Acl.OPEN, 0, 6, 6));
        List<Long> ids = new ArrayList<>();
        tree.forEachAcl((id, _) -> ids.add(id));
        assertThat(ids).containsExactly(3L, 7L, 91L);
    }

    @Test
    void anOldSnapshotWithoutConfigGetsTheReservedZnodes() {
        Snapshot snapshot = new Snapshot().acls(new long[0], List.of());
        ZnodeTree tree = SnapshotTest.decode(
                        snapshot.znode("", -1).znode("/x", -1).end(), 5)
                .tree();
        assertThat(tree.size()).isEqualTo(5);
        assertThat(Trees.found(tree, ZnodePath.CONFIG).acl()).isEqualTo(Acl.READ_ONLY);
        assertThat(Trees.found(tree, ZnodePath.CONFIG).aversion()).isEqualTo(-1);
        assertThat(Trees.found(tree, ZnodePath.QUOTA).aclGiven()).isFalse();
    }

    @Test
    void aFuzzySnapshotsUnknownAclLetsNobodyInAndIsCounted() {
        Snapshot snapshot = new Snapshot().acls(new long[] {1}, List.of(Acl.OPEN));
        snapshot.znode("", -1).znode("/a", 5).znode("/b", 5).znode("/c", 1);
        SnapshotDecoder.Loaded loaded = SnapshotTest.decode(snapshot.end(), 5);
        assertThat(loaded.znodesWithoutAcl()).isEqualTo(2);
        assertThat(Trees.found(loaded.tree(), "/a").acl()).containsExactly(new Acl(0, "world", "anyone"));
        loaded.tree().replace("/a", Trees.found(loaded.tree(), "/a").withAcl(Acl.OPEN, 0));
        assertThat(Trees.found(loaded.tree(), "/a").acl()).isEqualTo(Acl.OPEN);
    }

    @Test
    void aDigestOfAnOldVersionIsPassedOver() {
        JuteWriter out =
                new Snapshot().acls(new long[0], List.of()).znode("", -1).terminated();
        out.writeLong(17);
        out.writeInt(1);
        out.writeString("4fa3");
        Snapshot.seal(out);
        assertThat(SnapshotTest.decode(out.toByteArray(), 5).digestZxid()).isZero();
        out.writeLong(17);
        Snapshot.seal(out);
        assertThat(SnapshotTest.decode(out.toByteArray(), 5).digestZxid()).isZero();
    }

    @Test
    void znodesThatCannotBeAreRefusedByName() {
        assertRefused("parent of path \"/x/y\"", "", "/x/y");
        assertRefused("parent of path \"/a\"", "/a");
        assertRefused("two znodes of the same path \"/a\"", "", "/a", "/a");
        assertRefused("two znodes of the same path \"\"", "", "");
        assertRefused("no znode can have the path \"a\"", "", "a");
        assertRefused("no znode can have the path \"/a/\"", "", "/a", "/a/");
        assertRefused("no znodes");
    }

    @Test
    void somethingElseIsRefusedAtOnce() {
        assertThatThrownBy(() -> SnapshotTest.decode("PK not a snapshot".getBytes(StandardCharsets.UTF_8), 1))
                .isInstanceOf(MalformedException.class)
                .hasMessageContaining("at byte 0")
                .hasMessageContaining("mismatching magic");
        assertThatThrownBy(() -> SnapshotTest.decode(new byte[0], 1)).hasMessageContaining("ends too early");
    }

    private static void assertRefused(String message, String... paths) {
        Snapshot snapshot = new Snapshot().acls(new long[0], List.of());
        for (String path : paths) {
            snapshot.znode(path, -1);
        }
        assertThatThrownBy(() -> SnapshotTest.decode(snapshot.end(), 5))
                .isInstanceOf(MalformedException.class)
                .hasMessageContaining(message)
                .hasMessageContaining("at byte ");
    }

    private static byte[] gold() throws IOException {
        try (InputStream in = Objects.requireNonNull(SnapshotDecoderTest.class.getResourceAsStream(GOLD))) {
            return in.readAllBytes();
        }
    }

    /** The bytes of a znode, as one char each, but for the ACL's id and what follows the path of other lines. */
    private static String line(byte[] snapshot, String path) {
        String bytes = new String(snapshot, StandardCharsets.ISO_8859_1);
        String start = "\0\0\0" + (char) path.length() + path;
        int at = bytes.indexOf(start);
        int data = at + start.length();
        int length =
                Math.max(0, bytes.charAt(data + 3) == 0xff ? 0 : bytes.charAt(data + 2) * 256 + bytes.charAt(data + 3));
        return bytes.substring(at, data + 4 + length + 8 + SnapshotFormat.STAT_BYTES);
    }

    /** Writes a snapshot by hand. */
    private static final class Snapshot {
        private final JuteWriter out = new JuteWriter(1024);

        Snapshot() {
            out.writeInt(SnapshotFormat.MAGIC);
            out.writeInt(1);
            out.writeLong(99);
            out.writeInt(0);
        }

        Snapshot acls(long[] ids, List<List<Acl>> lists) {
            out.writeInt(ids.length);
            for (int i = 0; i < ids.length; i++) {
                out.writeLong(ids[i]);
                out.writeAcls(lists.get(i));
            }
            return this;
        }

        Snapshot znode(String path, long aclId) {
            out.writeString(path);
            out.writeBuffer(new byte[] {1});
            out.writeLong(aclId);
            int stat = out.reserve(SnapshotFormat.STAT_BYTES);
            for (int i = 0; i < SnapshotFormat.STAT_BYTES; i += Integer.BYTES) {
                out.setInt(stat + i, 0);
            }
            return this;
        }

        JuteWriter terminated() {
            out.writeString("/");
            seal(out);
            return out;
        }

        byte[] end() {
            return terminated().toByteArray();
        }

        static void seal(JuteWriter out) {
            Adler32 checksum = new Adler32();
            checksum.update(out.array(), 0, out.size());
            out.writeLong(checksum.getValue());
            out.writeString("/");
        }
    }
}
