package io.quorate.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PathIndexTest {
    private final PathIndex index = new PathIndex();
    private final Slot root = new Slot(null, new byte[0]);

    /** With few hashes, nearly everything collides; the names must still tell the slots apart. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 100, 100_000})
    void slotsAreFoundHoweverManyHashAlike(int hashes) {
        Random random = new Random(hashes);
        Map<String, Slot> there = new TreeMap<>();
        for (int i = 0; i < 20_000; i++) {
            String path = "/" + random.nextInt(600);
            Slot slot = there.get(path);
            if (slot == null) {
                slot = new Slot(root, bytes(path.substring(1)));
                index.add(slot, hash(path, hashes));
                there.put(path, slot);
            } else if (random.nextBoolean()) {
                index.remove(slot, hash(path, hashes));
                there.remove(path);
            }
            assertThat(find(path, hashes)).isSameAs(there.get(path));
            if (i % 1000 == 0) {
                for (int name = 0; name < 600; name++) {
                    assertThat(find("/" + name, hashes)).isSameAs(there.get("/" + name));
                }
            }
        }
        there.forEach((path, slot) -> index.remove(slot, hash(path, hashes)));
        for (int name = 0; name < 600; name++) {
            assertThat(find("/" + name, hashes)).isNull();
        }
    }

    @Test
    void theSameNamesUnderOtherParentsAreOtherPaths() {
        Slot a = new Slot(root, bytes("a"));
        Slot b = new Slot(root, bytes("b"));
        Slot ax = new Slot(a, bytes("x"));
        Slot bx = new Slot(b, bytes("x"));
        for (Slot slot : new Slot[] {a, b, ax, bx}) {
            index.add(slot, 42);
        }
        assertThat(index.find(bytes("/a/x"), 0, 4, 42)).isSameAs(ax);
        assertThat(index.find(bytes("??/b/x??"), 2, 6, 42)).isSameAs(bx);
        assertThat(index.find(bytes("/x"), 0, 2, 42)).isNull();
        assertThat(index.find(bytes("a/x"), 0, 3, 42)).isNull();
        assertThat(index.find(bytes("/a/a/x"), 0, 6, 42)).isNull();
    }

    @Test
    void removingWhatIsNotThereIsRefused() {
        Slot slot = new Slot(root, bytes("a"));
        assertThatThrownBy(() -> index.remove(slot, 42)).hasMessageContaining("not in the index");
        index.add(new Slot(root, bytes("b")), 42);
        assertThatThrownBy(() -> index.remove(slot, 42)).hasMessageContaining("not in the index");
    }

    @Test
    void hashesDependOnTheSeedAndOnEveryByteAndTheLength() {
        PathHash hash = new PathHash(1);
        byte[] path = bytes("/a/path/of/some-length");
        assertThat(new PathHash(2).of(path, 0, path.length)).isNotEqualTo(hash.of(path, 0, path.length));
        for (int i = 0; i < path.length; i++) {
            byte[] other = path.clone();
            other[i] ^= 1;
            assertThat(hash.of(other, 0, other.length)).isNotEqualTo(hash.of(path, 0, path.length));
            assertThat(hash.of(path, 0, i)).isNotEqualTo(hash.of(path, 0, path.length));
        }
        assertThat(hash.of(bytes("/\0"), 0, 2)).isNotEqualTo(hash.of(bytes("/\0\0"), 0, 3));
    }

    @Test
    void hashesOfCountedNamesSpreadOverSegmentsAndTags() {
        PathHash hash = new PathHash(3);
        int[] high = new int[256];
        int[] low = new int[256];
        for (int i = 0; i < 256_000; i++) {
            byte[] path = bytes("/lock/node-%010d".formatted(i));
            long value = hash.of(path, 0, path.length);
            high[(int) (value >>> 56)]++;
            low[(int) (value & 0xff)]++;
        }
        for (int[] counts : new int[][] {high, low}) {
            for (int count : counts) {
                assertThat(count).isBetween(800, 1200);
            }
        }
    }

    private @Nullable Slot find(String path, int hashes) {
        byte[] bytes = bytes(path);
        return index.find(bytes, 0, bytes.length, hash(path, hashes));
    }

    /** Spread over segments and homes within a segment, the last of them included, so that clusters wrap around. */
    private static long hash(String path, int hashes) {
        int kind = Integer.parseInt(path.substring(1)) % hashes;
        return kind == 0 ? 0xffff : ((long) (kind & 3) << 60) | (0xffff - (kind & 0xff));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
