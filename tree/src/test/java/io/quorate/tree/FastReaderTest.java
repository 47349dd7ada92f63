package io.quorate.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quorate.data.Acl;
import io.quorate.data.Stat;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

final class FastReaderTest {
    private static final int BATCHES = 100_000;
    private static final int READERS = 2;
    /** Paths that come and go: few, so that writer and readers meet often. */
    private static final int PATHS = 8;

    private final ZnodeTree tree = new ZnodeTree(Trees.LIMITS);
    private final FastReader reader = tree.fastReader();
    private final ReadCell cell = new ReadCell();

    @Test
    void everyFieldIsWhatAClientWouldBeTold() {
        NaiveTree naive = new NaiveTree();
        RandomTxns txns = new RandomTxns(1, tree, naive, 200);
        for (int i = 0; i < 2000; i++) {
            txns.next();
        }
        for (String path : naive.paths()) {
            assertThat(read(path)).isTrue();
            Znode expected = Trees.found(naive, path);
            assertThat(cell.found).isTrue();
            assertThat(cell.lastZxid).isEqualTo(2000);
            assertThat(cell.data).isEqualTo(expected.data());
            assertThat(cell.acl).isEqualTo(expected.acl());
            assertThat(stat()).as(path).isEqualTo(expected.stat());
        }
        assertThat(read("")).isTrue();
        assertThat(stat()).isEqualTo(Trees.found(naive, "/").stat());
    }

    @Test
    void whatIsNotThereIsReadAsNotFound() {
        for (String path : List.of("/x", "x", "//", "/zookeeper/", "/zookeeper/quota/x", "/\0", "/\ufffd")) {
            assertThat(read(path)).isTrue();
            assertThat(cell.found).as(path).isFalse();
            assertThat(cell.data).isNull();
        }
        byte[] malformed = {'/', (byte) 0xc3, '/', (byte) 0xff};
        assertThat(reader.read(malformed, 0, malformed.length, cell)).isTrue();
        assertThat(cell.found).isFalse();
    }

    @Test
    void whileABatchIsUnderWayNothingIsRead() {
        tree.advance(7);
        assertThat(reader.quietZxid()).isEqualTo(7);
        tree.beginBatch();
        assertThat(reader.quietZxid()).isEqualTo(-1);
        assertThat(read("/")).isFalse();
        tree.endBatch();
        assertThat(reader.quietZxid()).isEqualTo(7);
        assertThat(read("/")).isTrue();
    }

    @Test
    void anExceptionThatNoChangeExplainsIsNotHidden() {
        assertThatThrownBy(() -> reader.read(new byte[] {'/', 'a'}, 0, 3, cell))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }

    /**
     * The writer gives every znode that it touches in a batch values that follow from the batch's zxid. A reader that
     * mixed two states would see values that do not belong together.
     */
    @Test
    void readersNeverSeeTwoStatesAtOnceHoweverTheWriterHurries() throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        try (ExecutorService threads = Executors.newFixedThreadPool(READERS)) {
            List<Future<Long>> readers = new ArrayList<>();
            for (int i = 0; i < READERS; i++) {
                int seed = i;
                readers.add(threads.submit((Callable<Long>) () -> readUntil(done, seed)));
            }
            try {
                write();
            } finally {
                done.set(true);
            }
            for (Future<Long> undisturbed : readers) {
                assertThat(undisturbed.get(30, TimeUnit.SECONDS)).isPositive();
            }
        }
    }

    private void write() {
        Random random = new Random(1);
        for (int batch = 1; batch <= BATCHES; batch++) {
            tree.beginBatch();
            for (int i = 0; i < 10; i++) {
                String path = "/n" + random.nextInt(PATHS);
                Znode old = tree.find(path);
                if (old == null) {
                    tree.insert(path, settled(Owner.NONE, batch));
                } else if (old.numChildren() > 0) {
                    tree.remove(path + "/child");
                } else if (random.nextInt(3) == 0) {
                    tree.insert(path + "/child", settled(0x77, batch));
                } else if (random.nextBoolean()) {
                    tree.remove(path);
                } else {
                    tree.replace(path, settled(Owner.NONE, batch));
                }
            }
            tree.advance(batch);
            tree.endBatch();
        }
    }

    private static Znode settled(long owner, int zxid) {
        byte[] data = ByteBuffer.allocate(100 + zxid % 7).putLong(zxid).array();
        List<Acl> acl = List.of(new Acl(zxid % 32, "ip", Integer.toString(zxid % 100)));
        return new Znode(
                data, acl, true, zxid, zxid + 1, zxid + 2, zxid + 3, zxid + 4, zxid + 5, 0, zxid + 6, owner, 0);
    }

    /** Reads until told to stop and once after; returns how many reads were undisturbed. */
    private long readUntil(AtomicBoolean done, int seed) {
        FastReader own = tree.fastReader();
        ReadCell into = new ReadCell();
        Random random = new Random(seed);
        long undisturbed = 0;
        boolean last;
        do {
            last = done.get();
            boolean isChild = random.nextBoolean();
            byte[] path = bytes("/n" + random.nextInt(PATHS) + (isChild ? "/child" : ""));
            long zxidBefore = own.quietZxid();
            if (own.read(path, 0, path.length, into)) {
                undisturbed++;
                if (into.lastZxid < zxidBefore || (into.found && !belongsTogether(into, isChild))) {
                    throw new AssertionError("seen of zxid " + into.czxid + " at " + into.lastZxid);
                }
            }
        } while (!last);
        return undisturbed;
    }

    private static boolean belongsTogether(ReadCell cell, boolean isChild) {
        long zxid = cell.czxid;
        byte[] data = Objects.requireNonNull(cell.data);
        return zxid <= cell.lastZxid
                && ByteBuffer.wrap(data).getLong() == zxid
                && data.length == 100 + zxid % 7
                && cell.mzxid == zxid + 1
                && cell.pzxid == zxid + 2
                && cell.ctime == zxid + 3
                && cell.mtime == zxid + 4
                && cell.version == zxid + 5
                && cell.aversion == zxid + 6
                && cell.ephemeralOwner == (isChild ? 0x77 : 0)
                && cell.cversion == -cell.numChildren
                && cell.acl.getFirst().perms() == zxid % 32;
    }

    private boolean read(String path) {
        byte[] bytes = bytes("??" + path + "??");
        return reader.read(bytes, 2, bytes.length - 4, cell);
    }

    private Stat stat() {
        byte[] data = cell.data;
        return new Stat(
                cell.czxid,
                cell.mzxid,
                cell.ctime,
                cell.mtime,
                cell.version,
                cell.cversion,
                cell.aversion,
                cell.ephemeralOwner,
                data == null ? 0 : data.length,
                cell.numChildren,
                cell.pzxid);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
