package io.quorate.tree.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quorate.tree.NaiveTree;
import io.quorate.tree.RandomTxns;
import io.quorate.tree.Trees;
import io.quorate.tree.ZnodeTree;
import io.quorate.wire.ByteSource;
import io.quorate.wire.JuteWriter;
import io.quorate.wire.MalformedException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.function.Consumer;
import java.util.zip.Adler32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a leader sends to a learner, and where it ends. */
final class StreamScannerTest {
    private static final int MAX_LENGTH = 1 << 21;
    private static final int SIGNATURE_BYTES = 14;
    private static final byte[] NEXT_PACKET = "and so on".getBytes(StandardCharsets.US_ASCII);

    private final ZnodeTree tree = new ZnodeTree(Trees.LIMITS);
    private final NaiveTree naive = new NaiveTree();

    @Test
    void theStreamOfAFreshTreeIsTheObservedOne() {
        // The file of 478 bytes without its header of 16, the seal of 13, and the sections of 33 and 21 bytes.
        assertThat(stream(tree)).hasSize(478 - 16 - 13 - 33 - 21 + SIGNATURE_BYTES);
        assertThat(stream(tree)).endsWith("BenWasHere".getBytes(StandardCharsets.US_ASCII));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void theEndIsFoundHoweverTheBytesArrive(long seed) {
        Random random = new Random(seed);
        grow(seed, 30 + random.nextInt(400));
        byte[] stream = stream(tree);
        byte[] arriving = Arrays.copyOf(stream, stream.length + NEXT_PACKET.length);
        System.arraycopy(NEXT_PACKET, 0, arriving, stream.length, NEXT_PACKET.length);
        for (int most : new int[] {1, 2, 7, 100, arriving.length}) {
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            StreamScanner scanner = new StreamScanner(MAX_LENGTH, body::write);
            int at = 0;
            while (!scanner.isComplete()) {
                int piece = Math.min(1 + random.nextInt(most), arriving.length - at);
                int taken = scanner.take(arriving, at, piece);
                assertThat(taken == piece || scanner.isComplete()).isTrue();
                at += taken;
            }
            assertThat(at).isEqualTo(stream.length);
            assertThat(scanner.scanned()).isEqualTo(stream.length);
            assertThat(scanner.take(arriving, at, arriving.length - at)).isZero();
            assertThat(body.toByteArray()).isEqualTo(Arrays.copyOf(stream, stream.length - SIGNATURE_BYTES));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13})
    void whatIsBeforeTheSignatureBecomesAFileWithAHeaderAndASeal(long seed) {
        grow(seed, 300);
        NaiveTree sent = naive.copy();
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(ByteBuffer.allocate(16)
                .putInt(SnapshotFormat.MAGIC)
                .putInt(SnapshotFormat.VERSION)
                .putLong(SnapshotFormat.DATABASE_ID)
                .array());
        byte[] stream = stream(tree);
        new StreamScanner(MAX_LENGTH, file::write).take(stream, 0, stream.length);
        Adler32 checksum = new Adler32();
        checksum.update(file.toByteArray());
        file.writeBytes(ByteBuffer.allocate(13)
                .putLong(checksum.getValue())
                .putInt(1)
                .put((byte) '/')
                .array());
        SnapshotDecoder.Loaded loaded = SnapshotDecoder.read(source(file), sent.lastZxid(), MAX_LENGTH, Trees.LIMITS);
        Trees.assertSame(loaded.tree(), sent);
    }

    @Test
    void noPrefixIsTakenForTheWhole() {
        grow(5, 40);
        byte[] stream = stream(tree);
        StreamScanner scanner = new StreamScanner(MAX_LENGTH, (_, _, _) -> {});
        assertThat(scanner.take(stream, 0, stream.length - 1)).isEqualTo(stream.length - 1);
        assertThat(scanner.isComplete()).isFalse();
    }

    @Test
    void anotherSignatureIsRefused() {
        byte[] stream = stream(tree);
        stream[stream.length - 1] ^= 1;
        refused(stream, "signature");
        byte[] longer = stream(tree);
        longer[longer.length - SIGNATURE_BYTES + 3] = 11;
        refused(longer, "signature of length 11");
    }

    @Test
    void impossibleCountsAndLengthsAreRefused() {
        refused(new JuteWriter(64), writer -> writer.writeInt(-1), "-1 sessions");
        refused(
                new JuteWriter(64),
                writer -> {
                    writer.writeInt(0);
                    writer.writeInt(-2);
                },
                "-2 ACLs");
        refused(
                new JuteWriter(64),
                writer -> {
                    writer.writeInt(0);
                    writer.writeInt(1);
                    writer.writeLong(1);
                    writer.writeInt(-3);
                },
                "-3 entries of an ACL");
        refused(
                new JuteWriter(64),
                writer -> {
                    writer.writeInt(0);
                    writer.writeInt(0);
                    writer.writeString("");
                    writer.writeInt(MAX_LENGTH + 1);
                },
                "Unreasonable length = " + (MAX_LENGTH + 1) + " of the data of a znode");
    }

    @Test
    void aStreamWithoutARootIsRefused() {
        refused(
                new JuteWriter(64),
                writer -> {
                    writer.writeInt(0);
                    writer.writeInt(0);
                    writer.writeString("/");
                },
                "znode 0 has a path of length 1");
    }

    @Test
    void whateverItIsFedItNeverGoesAstray() {
        grow(7, 100);
        byte[] stream = stream(tree);
        Random random = new Random(7);
        int refused = 0;
        for (int i = 0; i < 3000; i++) {
            byte[] rotten = stream.clone();
            int at = random.nextInt(rotten.length);
            rotten[at] ^= (byte) (1 << random.nextInt(8));
            StreamScanner scanner = new StreamScanner(MAX_LENGTH, (_, _, _) -> {});
            try {
                assertThat(scanner.take(rotten, 0, rotten.length)).isLessThanOrEqualTo(rotten.length);
            } catch (MalformedException malformed) {
                assertThat(malformed).hasMessageContaining("of the snapshot that a leader sends");
                refused++;
            }
        }
        assertThat(refused).isPositive();
    }

    private void grow(long seed, int count) {
        RandomTxns txns = new RandomTxns(seed, tree, naive, count);
        for (int i = 0; i < count; i++) {
            txns.next();
        }
    }

    private static byte[] stream(ZnodeTree tree) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        SnapshotEncoder encoder = new SnapshotEncoder(tree, new SnapshotEncoder.Form.Stream(), bytes::write);
        while (!encoder.slice(1000)) {
            assertThat(encoder.size()).isGreaterThanOrEqualTo(bytes.size());
        }
        return bytes.toByteArray();
    }

    private static ByteSource source(ByteArrayOutputStream file) {
        ByteBuffer bytes = ByteBuffer.wrap(file.toByteArray());
        return (target, offset, length) -> {
            if (!bytes.hasRemaining()) {
                return -1;
            }
            int some = Math.min(length, bytes.remaining());
            bytes.get(target, offset, some);
            return some;
        };
    }

    private static void refused(JuteWriter writer, Consumer<JuteWriter> what, String why) {
        what.accept(writer);
        refused(Arrays.copyOf(writer.array(), writer.size()), why);
    }

    private static void refused(byte[] stream, String why) {
        StreamScanner scanner = new StreamScanner(MAX_LENGTH, (_, _, _) -> {});
        assertThatThrownBy(() -> scanner.take(stream, 0, stream.length))
                .isInstanceOf(MalformedException.class)
                .hasMessageContaining(why);
    }
}
