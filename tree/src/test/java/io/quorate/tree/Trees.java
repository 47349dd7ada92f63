package io.quorate.tree;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Compares a tree with the naive one. */
public final class Trees {
    /** Limits under which everything is on. */
    public static final TreeLimits LIMITS = new TreeLimits(true, true, false, true, 0x5eed);

    private Trees() {}

    /** Asserts that both hold the same in every respect that a {@link ZnodeTree} can be asked about. */
    public static void assertSame(ZnodeTree tree, NaiveTree naive) {
        naive.znodes.forEach((path, znode) -> assertZnode(path, found(tree, path), znode));
        assertThat(tree.size()).isEqualTo(naive.znodes.size());
        assertThat(tree.lastZxid()).isEqualTo(naive.lastZxid());
        assertThat(tree.digest()).isEqualTo(naive.digest());
        assertThat(tree.hasQuotas()).isEqualTo(naive.hasQuotas());
        for (String path : naive.paths()) {
            assertThat(children(tree, path)).containsExactlyInAnyOrderElementsOf(children(naive, path));
            assertThat(tree.contentCrc(path)).isEqualTo(naive.contentCrc(path));
        }
        assertOwners(tree, naive);
        List<String> sessions = new ArrayList<>();
        tree.forEachSession((id, timeout) -> sessions.add(id + "=" + timeout));
        assertThat(sessions)
                .containsExactlyElementsOf(naive.sessions.entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + entry.getValue())
                        .toList());
        long bytes = 0;
        for (Map.Entry<String, Znode> entry : naive.znodes.entrySet()) {
            byte[] data = entry.getValue().data();
            bytes += entry.getKey().getBytes(StandardCharsets.UTF_8).length + (data == null ? 0 : data.length);
        }
        assertThat(tree.approximateDataSize()).isEqualTo(bytes);
        assertThat(tree.countDescendants("/")).isEqualTo(naive.znodes.size() - 1);
    }

    /** A znode that must be there. */
    public static Znode found(TreeView tree, String path) {
        return Objects.requireNonNull(tree.find(path), path);
    }

    /** The names of the children. */
    public static List<String> children(TreeView tree, String path) {
        List<String> names = new ArrayList<>();
        tree.forEachChild(path, names::add);
        return names;
    }

    private static void assertOwners(ZnodeTree tree, NaiveTree naive) {
        Map<Long, List<String>> ephemerals = naive.ephemerals();
        List<Long> owners = new ArrayList<>();
        tree.forEachEphemeralOwner(owners::add);
        assertThat(owners).containsExactlyInAnyOrderElementsOf(ephemerals.keySet());
        int count = 0;
        for (Map.Entry<Long, List<String>> entry : ephemerals.entrySet()) {
            List<String> paths = new ArrayList<>();
            tree.forEachEphemeral(entry.getKey(), paths::add);
            assertThat(paths).containsExactlyInAnyOrderElementsOf(entry.getValue());
            count += paths.size();
        }
        assertThat(tree.ephemeralCount()).isEqualTo(count);
    }

    private static void assertZnode(String path, Znode actual, Znode expected) {
        assertThat(actual.data()).as(path).isEqualTo(expected.data());
        assertThat(withoutData(actual)).as(path).isEqualTo(withoutData(expected));
    }

    /** Records compare arrays by identity. */
    private static Znode withoutData(Znode znode) {
        return znode.withData(null, znode.version(), znode.mzxid(), znode.mtime());
    }
}
