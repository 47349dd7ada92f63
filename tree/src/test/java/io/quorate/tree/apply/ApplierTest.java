package io.quorate.tree.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.data.Acl;
import io.quorate.data.ErrorCode;
import io.quorate.data.Stat;
import io.quorate.tree.Owner;
import io.quorate.tree.Trees;
import io.quorate.tree.Znode;
import io.quorate.tree.ZnodeTree;
import io.quorate.tree.txn.Txn;
import io.quorate.tree.txn.TxnHeader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What each txn does to the tree (storage format 6; client protocol 2.3). */
final class ApplierTest {
    private static final long SESSION = 0x1001;
    private static final List<Acl> MINE = List.of(new Acl(31, "digest", "me:x"));

    private final ZnodeTree tree = new ZnodeTree(Trees.LIMITS);
    private final List<String> heard = new ArrayList<>();
    private final Applier applier = new Applier(new Recorded(heard));
    private long zxid = 1;

    @Test
    void digestsAreThoseThatZooKeeperLogged() {
        assertThat(tree.digest()).isEqualTo(0x51c6d660L);
        apply(2, 0x1a1fbc733c8L, create("/a", "hi", 1));
        assertThat(tree.digest()).isEqualTo(0xf162266fL);
    }

    @Test
    void digestsAreThoseThatZooKeeperProposed() {
        apply(0x100000002L, 0x1a1fbc18d59L, create("/a", "hello", 1));
        assertThat(tree.digest()).isEqualTo(0x17d1ab476L);
        apply(0x100000004L, 0x1a1fbc18da3L, new Txn.SetData("/a", bytes("world"), 1));
        assertThat(tree.digest()).isEqualTo(0x1c731d062L);
    }

    @Test
    void aCreateShowsInTheStatOfTheZnodeAndOfItsParent() {
        Outcome outcome = apply(5, 50, create("/a", "hi", 1));
        Stat stat = new Stat(5, 5, 50, 50, 0, 0, 0, 0, 2, 0, 5);
        assertThat(outcome).isEqualTo(new Outcome.Created("/a", stat));
        assertThat(stat("/a")).isEqualTo(stat);
        assertThat(stat("/")).isEqualTo(new Stat(0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 5));
        assertThat(tree.lastZxid()).isEqualTo(5);
    }

    @Test
    void aDeleteShowsInTheStatOfTheParent() {
        apply(5, 50, create("/a", "hi", 1));
        assertThat(apply(6, 60, new Txn.Delete("/a"))).isEqualTo(Outcome.Done.INSTANCE);
        assertThat(tree.find("/a")).isNull();
        assertThat(stat("/")).isEqualTo(new Stat(0, 0, 0, 0, 0, 1, 0, 0, 0, 1, 6));
    }

    @Test
    void setDataAndSetAclTouchOnlyWhatTheyName() {
        apply(5, 50, create("/a", "hi", 1));
        assertThat(apply(6, 60, new Txn.SetData("/a", null, 1)))
                .isEqualTo(new Outcome.Changed(new Stat(5, 6, 50, 60, 1, 0, 0, 0, 0, 0, 5)));
        assertThat(apply(7, 70, new Txn.SetAcl("/a", MINE, 1)))
                .isEqualTo(new Outcome.Changed(new Stat(5, 6, 50, 60, 1, 0, 1, 0, 0, 0, 5)));
        assertThat(Trees.found(tree, "/a").acl()).isEqualTo(MINE);
        assertThat(stat("/").pzxid()).isEqualTo(5);
    }

    @Test
    void ownersAreThoseOfTheKinds() {
        apply(5, 50, new Txn.Create(Txn.CreateForm.CREATE2, "/e", null, Acl.OPEN, true, 1));
        apply(6, 50, new Txn.CreateContainer("/c", null, Acl.OPEN, 2));
        apply(7, 50, new Txn.CreateTtl("/t", null, Acl.OPEN, 3, 60_000));
        assertThat(Trees.found(tree, "/e").owner()).isEqualTo(SESSION);
        assertThat(Trees.found(tree, "/c").owner()).isEqualTo(Owner.CONTAINER);
        assertThat(Trees.found(tree, "/t").owner()).isEqualTo(Owner.ofTtl(60_000));
        assertThat(stat("/e").ephemeralOwner()).isEqualTo(SESSION);
        assertThat(stat("/c").ephemeralOwner()).isZero();
        assertThat(stat("/t").ephemeralOwner()).isZero();
        assertThat(apply(8, 50, new Txn.CreateTtl("/bad", null, Acl.OPEN, 4, -1)))
                .isEqualTo(failed(ErrorCode.BAD_ARGUMENTS));
    }

    @Test
    void aSessionTakesItsEphemeralsWithIt() {
        apply(5, 50, new Txn.CreateSession(3000));
        apply(6, 50, create("/p", "", 1));
        apply(7, 50, new Txn.Create(Txn.CreateForm.CREATE, "/p/e", null, Acl.OPEN, true, 1));
        apply(8, 50, new Txn.Create(Txn.CreateForm.CREATE, "/p/f", null, Acl.OPEN, true, 2));
        assertThat(tree.sessionTimeoutMs(SESSION)).isEqualTo(3000);
        heard.clear();
        apply(9, 50, new Txn.CloseSession(List.of("/p/f", "/gone")));
        assertThat(heard).containsExactly("9 deleted /p/f", "9 deleted /p/e");
        assertThat(tree.sessionTimeoutMs(SESSION)).isEqualTo(-1);
        assertThat(stat("/p")).isEqualTo(new Stat(6, 6, 50, 50, 0, 4, 0, 0, 0, 0, 9));
    }

    @Test
    void changesAreToldInOrderWithTheAclsThatDecideWhoHears() {
        List<String> told = new ArrayList<>();
        Applier telling = new Applier(new Changes() {
            @Override
            public void created(long zxid, String path, List<Acl> acl, List<Acl> parentAcl) {
                told.add("created " + path + acl.equals(MINE) + parentAcl.equals(Acl.OPEN));
            }

            @Override
            public void deleted(long zxid, String path, List<Acl> acl, List<Acl> parentAcl) {
                told.add("deleted " + path + acl.equals(MINE) + parentAcl.equals(Acl.OPEN));
            }

            @Override
            public void dataChanged(long zxid, String path, List<Acl> acl) {
                told.add("changed " + path + acl.equals(MINE));
            }
        });
        Txn create = new Txn.Create(Txn.CreateForm.CREATE, "/a", null, MINE, false, 1);
        Txn multi = new Txn.Multi(
                List.of(create, new Txn.Check("/a", 1), new Txn.SetData("/a", bytes("x"), 1), new Txn.Delete("/a")));
        Outcome outcome = telling.apply(tree, new TxnHeader(SESSION, 1, 9, 90), multi);
        assertThat(told).containsExactly("created /atruetrue", "changed /atrue", "deleted /atruetrue");
        assertThat(outcome)
                .isEqualTo(new Outcome.Multi(List.of(
                        new Outcome.Created("/a", new Stat(9, 9, 90, 90, 0, 0, 0, 0, 0, 0, 9)),
                        Outcome.Done.INSTANCE,
                        new Outcome.Changed(new Stat(9, 9, 90, 90, 1, 0, 0, 0, 1, 0, 9)),
                        Outcome.Done.INSTANCE)));
    }

    @Test
    void aFailedMultiHasNoEffectButItsPlaceInTheOrder() {
        long digest = tree.digest();
        Outcome outcome =
                apply(5, 50, new Txn.Multi(List.of(create("/a", "", 1), new Txn.Error(-101), new Txn.Error(-2))));
        assertThat(outcome)
                .isEqualTo(new Outcome.Multi(
                        List.of(new Outcome.Failed(0), new Outcome.Failed(-101), new Outcome.Failed(-2))));
        assertThat(tree.find("/a")).isNull();
        assertThat(tree.digest()).isEqualTo(digest);
        assertThat(tree.lastZxid()).isEqualTo(5);
        assertThat(heard).isEmpty();
        assertThat(apply(6, 50, new Txn.Error(-110))).isEqualTo(new Outcome.Failed(-110));
        assertThat(tree.lastZxid()).isEqualTo(6);
    }

    @Test
    void replayOverAStateThatIsAheadChangesOnlyWhatIsMissing() {
        apply(5, 50, create("/a", "", 1));
        apply(6, 60, create("/a/x", "old", 1));
        apply(7, 70, new Txn.SetAcl("/a/x", MINE, 1));
        apply(8, 80, create("/a/y", "", 2));
        assertThat(apply(6, 60, create("/a/x", "old", 1))).isEqualTo(failed(ErrorCode.NODE_EXISTS));
        assertThat(Trees.found(tree, "/a/x").acl())
                .as("replaced, as the id in the snapshot may be dangling")
                .isEqualTo(Acl.OPEN);
        assertThat(Trees.found(tree, "/a/x").aversion()).isEqualTo(1);
        assertThat(stat("/a").pzxid()).isEqualTo(8);
        assertThat(apply(7, 70, new Txn.Delete("/a/z"))).isEqualTo(failed(ErrorCode.NO_NODE));
        assertThat(stat("/a").pzxid()).as("never backwards").isEqualTo(8);
        assertThat(apply(9, 90, new Txn.Delete("/a/z"))).isEqualTo(failed(ErrorCode.NO_NODE));
        assertThat(stat("/a").pzxid())
                .as("the name was removed, whoever removed it")
                .isEqualTo(9);
        assertThat(apply(9, 90, create("/none/x", "", 1))).isEqualTo(failed(ErrorCode.NO_NODE));
        assertThat(apply(9, 90, new Txn.Delete("/none/x"))).isEqualTo(failed(ErrorCode.NO_NODE));
        assertThat(apply(9, 90, new Txn.SetData("/none", null, 1))).isEqualTo(failed(ErrorCode.NO_NODE));
        assertThat(apply(9, 90, new Txn.SetAcl("/none", MINE, 1))).isEqualTo(failed(ErrorCode.NO_NODE));
    }

    @Test
    void aParentThatLagsBehindItsChildCatchesUp() {
        apply(5, 50, create("/a", "", 1));
        apply(6, 60, create("/a/x", "", 1));
        tree.replaceChildStat("/a", 0, 5);
        apply(6, 60, create("/a/x", "", 1));
        assertThat(Trees.found(tree, "/a").createCount()).isEqualTo(1);
        assertThat(stat("/a").pzxid()).isEqualTo(6);
    }

    @Test
    void aZnodeThatWasThereAgainWithChildrenGoesWithThem() {
        apply(5, 50, create("/a", "", 1));
        apply(6, 60, create("/a/b", "", 1));
        apply(7, 70, create("/a/b/c", "", 1));
        apply(4, 40, new Txn.Delete("/a"));
        assertThat(tree.size()).isEqualTo(4);
        apply(5, 50, create("/a", "", 1));
        apply(6, 60, create("/a/b", "", 1));
        assertThat(stat("/a").numChildren()).isEqualTo(1);
    }

    @Test
    void aCreateFromAVeryOldLogCountsForItself() {
        apply(5, 50, create("/a", "", -1));
        apply(6, 60, create("/b", "", -1));
        assertThat(Trees.found(tree, "/").createCount()).isEqualTo(2);
        apply(6, 60, create("/b", "", -1));
        assertThat(Trees.found(tree, "/").createCount()).isEqualTo(2);
    }

    @Test
    void theCountOfChildrenEverCreatedSticksAtItsEnd() {
        tree.replaceChildStat("/", Integer.MAX_VALUE, 3);
        apply(5, 50, create("/a", "", Integer.MIN_VALUE));
        assertThat(Trees.found(tree, "/").createCount()).isEqualTo(Integer.MAX_VALUE);
        assertThat(stat("/").pzxid()).isEqualTo(3);
    }

    @Test
    void whatAQuotaGovernsIsCounted() {
        givenQuota("/q", "count=10,bytes=-1=;byteHardLimit=-1;countHardLimit=4");
        assertThat(usage("/q")).isEqualTo("count=1,bytes=3");
        long digest = tree.digest();
        apply(zxid++, 50, create("/q/a", "12345", 1));
        assertThat(usage("/q")).isEqualTo("count=2,bytes=8");
        apply(zxid++, 50, new Txn.SetData("/q/a", bytes("1"), 1));
        assertThat(usage("/q")).isEqualTo("count=2,bytes=4");
        apply(zxid++, 50, create("/qq", "12345", 1));
        apply(zxid++, 50, new Txn.Delete("/q/a"));
        assertThat(usage("/q")).isEqualTo("count=1,bytes=3");
        assertThat(tree.digest()).isNotEqualTo(digest);
        Znode stats = Trees.found(tree, "/zookeeper/quota/q/zookeeper_stats");
        assertThat(stats.version()).isZero();
        assertThat(stats.mzxid()).isEqualTo(stats.czxid());
        assertThat(heard).noneMatch(line -> line.contains("changed /zookeeper"));
    }

    @Test
    void countingEndsWithTheLimits() {
        givenQuota("/q", "count=10,bytes=-1");
        apply(zxid++, 50, new Txn.Delete("/zookeeper/quota/q/zookeeper_limits"));
        apply(zxid++, 50, create("/q/a", "12345", 1));
        assertThat(usage("/q")).isEqualTo("count=1,bytes=3");
    }

    @Test
    void theDeepestQuotaCounts() {
        givenQuota("/q", "count=10,bytes=-1");
        apply(zxid++, 50, create("/q/a", "", 1));
        givenQuota("/q/a/b", "count=10,bytes=-1");
        apply(zxid++, 50, create("/q/a/b/c", "xx", 1));
        assertThat(usage("/q")).isEqualTo("count=3,bytes=6");
        assertThat(usage("/q/a/b")).isEqualTo("count=2,bytes=5");
    }

    @Test
    void aRecoveredTreeIsCountedAgain() {
        givenQuota("/q", "count=10,bytes=-1");
        apply(zxid++, 50, create("/q/a", "12345", 1));
        apply(zxid++, 50, new Txn.SetData("/zookeeper/quota/q/zookeeper_stats", bytes("nonsense"), 1));
        apply(zxid++, 50, create("/q/b", "12345", 2));
        assertThat(usage("/q")).isEqualTo("nonsense");
        applier.recountQuotas(tree);
        assertThat(usage("/q")).isEqualTo("count=3,bytes=13");
    }

    private void givenQuota(String path, String limits) {
        apply(zxid++, 50, create(path, "abc", 1));
        StringBuilder quota = new StringBuilder("/zookeeper/quota");
        for (String name : path.substring(1).split("/", -1)) {
            quota.append('/').append(name);
            if (tree.find(quota.toString()) == null) {
                apply(zxid++, 50, create(quota.toString(), null, 1));
            }
        }
        apply(zxid++, 50, create(quota + "/zookeeper_limits", limits, 1));
        apply(zxid++, 50, create(quota + "/zookeeper_stats", "count=0,bytes=0", 2));
    }

    private String usage(String path) {
        Znode stats = Trees.found(tree, "/zookeeper/quota" + path + "/zookeeper_stats");
        return new String(Objects.requireNonNull(stats.data()), StandardCharsets.UTF_8);
    }

    private Outcome apply(long zxid, long time, Txn txn) {
        return applier.apply(tree, new TxnHeader(SESSION, 1, zxid, time), txn);
    }

    private Stat stat(String path) {
        return Trees.found(tree, path).stat();
    }

    private static Txn create(String path, @Nullable String data, int parentCreateCount) {
        byte[] content = data == null ? null : bytes(data);
        return new Txn.Create(Txn.CreateForm.CREATE, path, content, Acl.OPEN, false, parentCreateCount);
    }

    private static Outcome failed(ErrorCode code) {
        return new Outcome.Failed(code.number());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Changes as lines. */
    private record Recorded(List<String> heard) implements Changes {
        @Override
        public void created(long zxid, String path, List<Acl> acl, List<Acl> parentAcl) {
            heard.add(zxid + " created " + path);
        }

        @Override
        public void deleted(long zxid, String path, List<Acl> acl, List<Acl> parentAcl) {
            heard.add(zxid + " deleted " + path);
        }

        @Override
        public void dataChanged(long zxid, String path, List<Acl> acl) {
            heard.add(zxid + " changed " + path);
        }
    }
}
