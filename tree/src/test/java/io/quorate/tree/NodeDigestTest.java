package io.quorate.tree;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.data.Acl;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

/** The observed values of storage format 8. */
final class NodeDigestTest {
    private static final TreeLimits LIMITS = new TreeLimits(true, false, false, true, 7);
    private static final long TIME = 0x1a1fbc733c8L;

    private static final Znode FRESH = new Znode(new byte[0], Acl.OPEN, false, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    private final NodeDigest digest = new NodeDigest();

    @Test
    void aFreshTreeHasTheObservedDigest() {
        assertThat(new ZnodeTree(LIMITS).digest()).isEqualTo(0x51c6d660L);
    }

    @Test
    void theRootIsHashedWithAnEmptyPath() {
        assertThat(digest.of("", FRESH)).isEqualTo(0x04128908L);
        assertThat(digest.of("/", FRESH)).isEqualTo(0x04128908L);
        assertThat(digest.of("/zookeeper", FRESH)).isEqualTo(0x4db44d58L);
    }

    @Test
    void aCreatedZnodeCountsAndSoDoesItsParent() {
        ZnodeTree tree = new ZnodeTree(LIMITS);
        Znode a = Znode.created("hi".getBytes(StandardCharsets.UTF_8), Acl.OPEN, 0, 2, TIME);
        tree.insert("/a", a);
        tree.replaceChildStat("/", 1, 2);
        assertThat(digest.of("/a", a)).isEqualTo(0xa0986025L);
        assertThat(tree.digest()).isEqualTo(0xf162266fL);
    }

    @Test
    void znodesBelowTheReservedOneDoNotCount() {
        Znode znode = Znode.created(new byte[] {1}, Acl.OPEN, 0, 2, TIME);
        assertThat(digest.of("/zookeeper/quota", znode)).isZero();
        assertThat(digest.of("/zookeeper/x/y", znode)).isZero();
        assertThat(digest.of("/zookeepers/x", znode)).isNotZero();
    }

    @Test
    void aContinuedContentCrcEqualsTheCrcOfTheWhole() {
        Random random = new Random(1);
        for (int i = 0; i < 1000; i++) {
            byte[] content = new byte[random.nextInt(300)];
            random.nextBytes(content);
            CRC32 crc = new CRC32();
            crc.update(content);
            int contentCrc = (int) crc.getValue();
            crc.update(new byte[60]);
            assertThat(digest.continued(contentCrc, FRESH)).isEqualTo(crc.getValue());
        }
    }
}
