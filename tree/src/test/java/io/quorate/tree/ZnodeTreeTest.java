package io.quorate.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quorate.data.Acl;
import io.quorate.data.ZnodePath;
import io.quorate.wire.JuteReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ZnodeTreeTest {
    private final ZnodeTree tree = new ZnodeTree(Trees.LIMITS);

    @Test
    void aFreshTreeHoldsTheRootAndTheReservedZnodes() {
        Trees.assertSame(tree, new NaiveTree());
        assertThat(tree.size()).isEqualTo(4);
        assertThat(Trees.found(tree, "/").stat().cversion()).isEqualTo(-1);
        assertThat(tree.find("")).isEqualTo(tree.find("/"));
        assertThat(Trees.found(tree, ZnodePath.RESERVED).stat().cversion()).isEqualTo(-2);
        assertThat(Trees.found(tree, ZnodePath.CONFIG).aversion()).isEqualTo(-1);
        assertThat(Trees.found(tree, ZnodePath.CONFIG).acl()).isEqualTo(Acl.READ_ONLY);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void anyChangesLeaveItEqualToTheNaiveTree(long seed) {
        NaiveTree naive = new NaiveTree();
        RandomTxns txns = new RandomTxns(seed, tree, naive, 20 + 40 * (int) seed);
        for (int i = 0; i < 3000; i++) {
            txns.next();
            if (i % 100 == 0) {
                Trees.assertSame(tree, naive);
            }
        }
        Trees.assertSame(tree, naive);
    }

    @Test
    void withoutDigestsEverythingElseIsTheSame() {
        ZnodeTree plain = new ZnodeTree(new TreeLimits(true, true, false, false, 1));
        NaiveTree naive = new NaiveTree();
        RandomTxns txns = new RandomTxns(9, plain, naive, 100);
        for (int i = 0; i < 1000; i++) {
            txns.next();
        }
        assertThat(plain.digest()).isZero();
        for (String path : naive.paths()) {
            assertThat(Trees.found(plain, path).stat())
                    .isEqualTo(Trees.found(naive, path).stat());
            assertThat(plain.contentCrc(path)).isEqualTo(naive.contentCrc(path));
        }
    }

    @Test
    void pathsThatOnlyLookAlikeAreNotFound() {
        create("/a");
        create("/a/b");
        for (String path : List.of("a", "/a/", "//a", "/a//b", "a/b", "/b", "/a/b/", "/a/b/c", "//", "/ab", "/a?b")) {
            assertThat(tree.find(path)).as(path).isNull();
        }
        create("/a?");
        assertThat(tree.find("/a\ud834"))
                .as("half of a surrogate pair is no question mark")
                .isNull();
        create("/a𝄞é€");
        assertThat(tree.find("/a𝄞é€")).isNotNull();
    }

    @Test
    void aHundredThousandChildrenAreCreatedFoundAndDeleted() {
        create("/p");
        IntStream.range(0, 100_000).forEach(i -> create("/p/" + i));
        assertThat(Trees.found(tree, "/p").numChildren()).isEqualTo(100_000);
        assertThat(Trees.children(tree, "/p")).hasSize(100_000).doesNotHaveDuplicates();
        for (int i = 0; i < 100_000; i++) {
            assertThat(tree.find("/p/" + i)).isNotNull();
            tree.remove("/p/" + i);
            assertThat(tree.find("/p/" + i)).isNull();
        }
        assertThat(tree.size()).isEqualTo(5);
        assertThat(Trees.children(tree, "/p")).isEmpty();
    }

    @Test
    void whatIsLookedUpAgainIsAsItIsNow() {
        assertThat(tree.find("/a")).isNull();
        create("/a");
        assertThat(Trees.found(tree, "/a").version()).isZero();
        tree.replace("/a", Trees.found(tree, "/a").withData(new byte[] {2}, 1, 2, 2));
        assertThat(Trees.found(tree, "/a").version()).isEqualTo(1);
        assertThat(tree.find("/a/b")).isNull();
        assertThat(Trees.found(tree, "/a").numChildren()).isZero();
        create("/a/b");
        assertThat(Trees.found(tree, "/a").numChildren()).isEqualTo(1);
        assertThat(tree.find("/a/b")).isNotNull();
        tree.remove("/a/b");
        assertThat(tree.find("/a/b")).isNull();
        tree.remove("/a");
        assertThat(tree.find("/a")).isNull();
    }

    @Test
    void whetherThereAreQuotasIsKnownAtOnce() {
        assertThat(tree.hasQuotas()).isFalse();
        create("/zookeeper/quota/a");
        assertThat(tree.hasQuotas()).isTrue();
        tree.remove("/zookeeper/quota/a");
        assertThat(tree.hasQuotas()).isFalse();
        tree.remove("/zookeeper/quota");
        assertThat(tree.hasQuotas()).isFalse();
        create("/zookeeper/quota");
        create("/zookeeper/quota/b");
        assertThat(tree.hasQuotas()).isTrue();
    }

    @Test
    void aListingIsNeverOlderThanTheChildren() {
        create("/p");
        create("/q");
        for (int i = 0; i < 600; i++) {
            create("/p/né" + i);
            create("/q/" + i);
            assertThat(listed("/p")).containsExactlyElementsOf(Trees.children(tree, "/p"));
            assertThat(listed("/p")).hasSize(i + 1);
            assertThat(listed("/q")).hasSize(i + 1).contains("" + i);
        }
        for (int i = 0; i < 600; i++) {
            assertThat(listed("/p")).hasSize(600 - i).contains("né" + i);
            tree.remove("/p/né" + i);
        }
        assertThat(listed("/p")).isEmpty();
        assertThat(listed("/none")).isEmpty();
        tree.remove("/p");
        create("/p");
        create("/p/again");
        assertThat(listed("/p")).containsExactly("again");
    }

    @Test
    void aLongListingIsMadeOnce() {
        create("/p");
        IntStream.range(0, 1000).forEach(i -> create("/p/" + i));
        byte[] names = tree.childNames("/p");
        tree.replace("/p/7", Trees.found(tree, "/p/7").withData(new byte[] {2}, 1, 2, 2));
        assertThat(tree.childNames("/p")).isSameAs(names);
    }

    @Test
    void aChainOfTenThousandZnodesIsNoProblem() {
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < 10_000; i++) {
            create(path.append("/d").toString());
        }
        assertThat(tree.find(path.toString())).isNotNull();
        assertThat(tree.countDescendants("/d")).isEqualTo(9_999);
        assertThat(tree.countDescendants("/none")).isZero();
    }

    @Test
    void ephemeralsAreToldInTheOrderOfTheirCreationAndMayBeRemovedMeanwhile() {
        for (String path : List.of("/z", "/a", "/m")) {
            tree.insert(path, Znode.created(null, Acl.OPEN, 0x77, 1, 1));
        }
        List<String> told = new ArrayList<>();
        tree.forEachEphemeral(0x77, path -> {
            told.add(path);
            tree.remove(path);
        });
        assertThat(told).containsExactly("/z", "/a", "/m");
        assertThat(tree.ephemeralCount()).isZero();
        tree.forEachEphemeral(0x77, told::add);
        assertThat(told).hasSize(3);
    }

    @Test
    void abandonedContainersAndTtlZnodesAreReapable() {
        tree.insert("/used", Znode.created(null, Acl.OPEN, Owner.CONTAINER, 1, 1000));
        tree.replaceChildStat("/used", 1, 2);
        tree.insert("/full", Znode.created(null, Acl.OPEN, Owner.CONTAINER, 1, 1000));
        create("/full/x");
        tree.insert("/unused", Znode.created(null, Acl.OPEN, Owner.CONTAINER, 1, 1000));
        tree.insert("/ttl", Znode.created(null, Acl.OPEN, Owner.ofTtl(500), 1, 1000));
        tree.insert("/later", Znode.created(null, Acl.OPEN, Owner.ofTtl(501), 1, 1000));
        assertThat(reapable(1500, 0, 9)).containsExactly("/used");
        assertThat(reapable(1501, 0, 9)).containsExactly("/used", "/ttl");
        assertThat(reapable(1501, 500, 9)).containsExactly("/used", "/unused", "/ttl");
        assertThat(reapable(1501, 500, 2)).containsExactly("/used", "/unused");
        tree.remove("/ttl");
        tree.remove("/used");
        assertThat(reapable(1501, 0, 9)).isEmpty();
    }

    @Test
    void aclsAreNumberedFromOneAndNumbersAreNotUsedAgain() {
        create("/a");
        List<Acl> other = List.of(new Acl(3, "ip", "::1"));
        tree.replace("/a", Trees.found(tree, "/a").withAcl(other, 1));
        assertThat(acls()).containsExactly("1=" + Acl.READ_ONLY, "3=" + other);
        tree.replace("/a", Trees.found(tree, "/a").withAcl(List.of(new Acl(3, "ip", "::1")), 2));
        assertThat(acls()).containsExactly("1=" + Acl.READ_ONLY, "3=" + other);
        tree.remove("/a");
        create("/b");
        assertThat(acls()).containsExactly("1=" + Acl.READ_ONLY, "4=" + Acl.OPEN);
    }

    @Test
    void changesThatCannotBeAreRefusedByName() {
        create("/a");
        create("/a/b");
        Znode znode = Znode.created(null, Acl.OPEN, 0, 1, 1);
        assertThatThrownBy(() -> tree.insert("/x/y", znode)).hasMessageContaining("/x/y");
        assertThatThrownBy(() -> tree.insert("/a/b", znode)).hasMessageContaining("/a/b");
        assertThatThrownBy(() -> tree.insert("x", znode)).hasMessageContaining("x");
        assertThatThrownBy(() -> tree.remove("/a")).hasMessageContaining("1 children");
        assertThatThrownBy(() -> tree.remove("/")).hasMessageContaining("/");
        assertThatThrownBy(() -> tree.remove("/x")).hasMessageContaining("/x");
        assertThatThrownBy(() -> tree.replace("/a", Znode.created(null, Acl.OPEN, 5, 1, 1)))
                .hasMessageContaining("owner");
        assertThatThrownBy(tree::endBatch).hasMessageContaining("never begun");
        tree.beginBatch();
        assertThatThrownBy(tree::beginBatch).hasMessageContaining("already under way");
    }

    private void create(String path) {
        tree.insert(path, Znode.created(new byte[] {1}, Acl.OPEN, 0, 1, 1));
    }

    private List<String> listed(String path) {
        byte[] names = tree.childNames(path);
        JuteReader in = new JuteReader(names.length).reset(names, 0, names.length);
        return Objects.requireNonNull(in.readNullableStrings());
    }

    private List<String> reapable(long now, long maxNeverUsedMs, int most) {
        List<String> paths = new ArrayList<>();
        tree.forEachReapable(now, maxNeverUsedMs, most, paths::add);
        return paths;
    }

    private List<String> acls() {
        List<String> told = new ArrayList<>();
        tree.forEachAcl((id, list) -> told.add(id + "=" + list));
        return told;
    }
}
