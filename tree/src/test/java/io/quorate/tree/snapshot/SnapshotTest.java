package io.quorate.tree.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quorate.data.Acl;
import io.quorate.tree.NaiveTree;
import io.quorate.tree.RandomTxns;
import io.quorate.tree.Trees;
import io.quorate.tree.Znode;
import io.quorate.tree.ZnodeTree;
import io.quorate.wire.ByteSource;
import io.quorate.wire.MalformedException;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Snapshots of our own, written and read again. */
final class SnapshotTest {
    private static final int MAX_LENGTH = 1 << 21;

    private final ZnodeTree tree = new ZnodeTree(Trees.LIMITS);
    private final NaiveTree naive = new NaiveTree();

    @Test
    void aFreshTreeTakesTheObservedNumberOfBytes() {
        assertThat(encode(tree, true, true)).hasSize(478);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void aSnapshotTakenUnderChangesIsTheTreeAsItWasFrozen(long seed) {
        Random random = new Random(seed);
        RandomTxns txns = new RandomTxns(seed, tree, naive, 30 + random.nextInt(300));
        for (int snapshot = 0; snapshot < 20; snapshot++) {
            int before = random.nextInt(200);
            for (int i = 0; i < before; i++) {
                txns.next();
            }
            NaiveTree frozen = naive.copy();
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            SnapshotEncoder encoder = new SnapshotEncoder(tree, true, true, bytes::write);
            int between = random.nextInt(12);
            while (!encoder.slice(random.nextInt(3000))) {
                for (int i = 0; i < between; i++) {
                    txns.next();
                }
            }
            assertThat(encoder.size()).isEqualTo(bytes.size());
            SnapshotDecoder.Loaded loaded = decode(bytes.toByteArray(), encoder.zxid());
            Trees.assertSame(loaded.tree(), frozen);
            assertThat(loaded.digestZxid()).isEqualTo(frozen.lastZxid());
            assertThat(loaded.digest()).isEqualTo(frozen.lastZxid() == 0 ? 0 : frozen.digest());
            assertThat(loaded.znodesWithoutAcl()).isZero();
        }
        Trees.assertSame(tree, naive);
    }

    /** Nobody else would ask for more of it: who writes it down waits for something to write. */
    @Test
    void anAdvanceGivesTheSinkSomethingHoweverMuchIsWrittenAlready() {
        RandomTxns txns = new RandomTxns(7, tree, naive, 3000);
        for (int i = 0; i < 30_000; i++) {
            txns.next();
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        SnapshotEncoder encoder = new SnapshotEncoder(tree, true, true, bytes::write);
        int advances = 0;
        for (int before = 0; !encoder.advance(1); before = bytes.size()) {
            assertThat(bytes.size()).isGreaterThan(before);
            advances++;
        }
        assertThat(advances).isPositive();
        Trees.assertSame(decode(bytes.toByteArray(), encoder.zxid()).tree(), naive);
    }

    @Test
    void anAbandonedSnapshotDisturbsNoLaterOne() {
        RandomTxns txns = new RandomTxns(3, tree, naive, 100);
        Random random = new Random(3);
        for (int i = 0; i < 300; i++) {
            txns.next();
            if (i % 100 == 99) {
                NaiveTree frozen = naive.copy();
                Trees.assertSame(
                        decode(encode(tree, true, true), naive.lastZxid()).tree(), frozen);
            }
            SnapshotEncoder abandoned = new SnapshotEncoder(tree, true, true, (_, _, _) -> {});
            abandoned.slice(random.nextInt(5000));
            txns.next();
            abandoned.abandon();
            assertThat(abandoned.slice(1)).isTrue();
        }
    }

    @Test
    void twoSnapshotsAtOnceAreRefused() {
        SnapshotEncoder first = new SnapshotEncoder(tree, true, true, (_, _, _) -> {});
        assertThatThrownBy(() -> new SnapshotEncoder(tree, true, true, (_, _, _) -> {}))
                .hasMessageContaining("already being taken");
        first.abandon();
        assertThat(encode(tree, true, true)).hasSize(478);
    }

    @Test
    void aLoadedTreeGoesOnAsTheOneThatWasWritten() {
        RandomTxns before = new RandomTxns(5, tree, naive, 200);
        for (int i = 0; i < 2000; i++) {
            before.next();
        }
        ZnodeTree loaded = decode(encode(tree, true, true), tree.lastZxid()).tree();
        RandomTxns after = new RandomTxns(6, loaded, naive, 200);
        for (int i = 0; i < 2000; i++) {
            after.next();
        }
        Trees.assertSame(loaded, naive);
    }

    @Test
    void everyCombinationOfSectionsIsReadWhateverTheSettings() {
        RandomTxns txns = new RandomTxns(5, tree, naive, 20);
        for (int i = 0; i < 100; i++) {
            txns.next();
        }
        for (int sections = 0; sections < 4; sections++) {
            boolean withDigest = (sections & 1) != 0;
            byte[] bytes = encode(tree, withDigest, (sections & 2) != 0);
            SnapshotDecoder.Loaded loaded = decode(bytes, tree.lastZxid());
            Trees.assertSame(loaded.tree(), naive);
            assertThat(loaded.digestZxid()).isEqualTo(withDigest ? tree.lastZxid() : 0);
            assertThat(Arrays.copyOfRange(bytes, bytes.length - 5, bytes.length))
                    .containsExactly(0, 0, 0, 1, '/');
        }
    }

    @Test
    void largeDataGoesThroughUnharmed() {
        byte[] data = new byte[MAX_LENGTH];
        new Random(1).nextBytes(data);
        tree.insert("/large", Znode.created(data, Acl.OPEN, 0, 1, 1));
        tree.insert("/small", Znode.created(new byte[0], Acl.OPEN, 0, 1, 1));
        ZnodeTree loaded = decode(encode(tree, true, true), 0).tree();
        assertThat(Trees.found(loaded, "/large").data()).isEqualTo(data);
        assertThat(Trees.found(loaded, "/small").data()).isEmpty();
        tree.insert("/larger", Znode.created(new byte[MAX_LENGTH + 1], Acl.OPEN, 0, 1, 1));
        byte[] tooLarge = encode(tree, true, true);
        assertThatThrownBy(() -> decode(tooLarge, 0))
                .isInstanceOf(MalformedException.class)
                .hasMessageContaining("Unreasonable length = 2097153");
    }

    @Test
    void noDamageOfAnyByteAndNoCutGoesUnnoticed() {
        RandomTxns txns = new RandomTxns(8, tree, naive, 12);
        for (int i = 0; i < 60; i++) {
            txns.next();
        }
        byte[] whole = encode(tree, true, true);
        for (int i = 0; i < whole.length; i++) {
            byte[] damaged = whole.clone();
            damaged[i] ^= (byte) (1 << i % 8);
            assertThatThrownBy(() -> decode(damaged, 0)).as("byte " + i).isInstanceOf(MalformedException.class);
        }
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            int rest = whole.length - length;
            if (rest != 21 && rest != 54) {
                assertThatThrownBy(() -> decode(cut, 0)).as("cut at " + length).isInstanceOf(MalformedException.class);
            }
        }
        byte[] longer = Arrays.copyOf(whole, whole.length + 1);
        assertThatThrownBy(() -> decode(longer, 0)).hasMessageContaining("at byte " + whole.length);
    }

    static byte[] encode(ZnodeTree tree, boolean withDigest, boolean withLastZxid) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        SnapshotEncoder encoder = new SnapshotEncoder(tree, withDigest, withLastZxid, bytes::write);
        assertThat(encoder.slice(Integer.MAX_VALUE)).isTrue();
        return bytes.toByteArray();
    }

    static SnapshotDecoder.Loaded decode(byte[] bytes, long zxid) {
        return SnapshotDecoder.read(inPieces(bytes), zxid, MAX_LENGTH, Trees.LIMITS);
    }

    /** Hands the bytes out in pieces of changing size. */
    private static ByteSource inPieces(byte[] bytes) {
        int[] next = {0};
        return (target, offset, length) -> {
            int some = Math.min(Math.min(length, 1 + next[0] % 1021), bytes.length - next[0]);
            System.arraycopy(bytes, next[0], target, offset, some);
            next[0] += some;
            return some == 0 ? -1 : some;
        };
    }
}
