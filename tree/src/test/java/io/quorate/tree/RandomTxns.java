package io.quorate.tree;

import io.quorate.data.Acl;
import io.quorate.data.ZnodePath;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Changes two trees alike, by dice: what the applier would do, and replays that go backwards. */
public final class RandomTxns {
    private static final String[] NAMES = {
        "a", "b", "c", "lock-0000000001", "ключ", "a-much-longer-name-of-a-znode", "𝄞", "zookeeper", "été", "12345678"
    };
    private static final List<List<Acl>> ACLS = List.of(
            Acl.OPEN,
            Acl.READ_ONLY,
            List.of(new Acl(31, "auth", "")),
            List.of(new Acl(1, "digest", "u:x"), new Acl(31, "ip", "10.0.0.0/8")));
    private static final long[] OWNERS = {
        0, 0, 0, 0, 0x100, 0x101, 0xff00_0000_0000_0001L, Owner.CONTAINER, Owner.ofTtl(1), Owner.ofTtl(60_000)
    };

    private final Random random;
    private final TreeStore tree;
    private final NaiveTree naive;
    private final int most;
    private long zxid;

    /** Changes {@code tree} and {@code naive}, which grow to about {@code most} znodes. */
    public RandomTxns(long seed, TreeStore tree, NaiveTree naive, int most) {
        this.random = new Random(seed);
        this.tree = tree;
        this.naive = naive;
        this.most = most;
        this.zxid = naive.lastZxid();
    }

    /** One change. */
    public void next() {
        zxid++;
        List<String> paths = naive.paths();
        String path = paths.get(random.nextInt(paths.size()));
        switch (random.nextInt(8)) {
            case 0, 1, 2 -> create(path);
            case 3 -> delete(path);
            case 4 -> set(path, found(path).withData(data(), random.nextInt(1000), zxid, time()));
            case 5 -> set(path, found(path).withAcl(acl(), random.nextInt(1000)));
            case 6 -> childStat(path, found(path).createCount() + random.nextInt(3), zxid);
            default -> session();
        }
        tree.advance(zxid);
        naive.advance(zxid);
    }

    private void create(String parent) {
        String path = ZnodePath.childOf(parent, NAMES[random.nextInt(NAMES.length)]);
        if (naive.find(path) != null || naive.znodes.size() >= most) {
            delete(parent);
            return;
        }
        Znode znode = Znode.created(data(), acl(), OWNERS[random.nextInt(OWNERS.length)], zxid, time());
        tree.insert(path, znode);
        naive.insert(path, znode);
        if (random.nextInt(10) > 0) {
            childStat(parent, found(parent).createCount() + 1, zxid);
        }
    }

    private void delete(String path) {
        if (found(path).numChildren() > 0 || ZnodePath.isUndeletable(path)) {
            return;
        }
        tree.remove(path);
        naive.remove(path);
        String parent = ZnodePath.parentOf(path);
        childStat(parent, found(parent).createCount(), zxid);
    }

    private void set(String path, Znode znode) {
        tree.replace(path, znode);
        naive.replace(path, znode);
    }

    private void childStat(String path, int createCount, long pzxid) {
        tree.replaceChildStat(path, createCount, pzxid);
        naive.replaceChildStat(path, createCount, pzxid);
    }

    private void session() {
        long id = random.nextInt(5);
        if (naive.sessionTimeoutMs(id) < 0) {
            tree.openSession(id, 1000 + random.nextInt(10));
            naive.openSession(id, tree.sessionTimeoutMs(id));
        } else {
            tree.endSession(id);
            naive.endSession(id);
        }
    }

    private byte @Nullable [] data() {
        if (random.nextInt(5) == 0) {
            return null;
        }
        byte[] data = new byte[random.nextInt(5) == 0 ? 0 : random.nextInt(random.nextInt(5) == 0 ? 2000 : 300)];
        random.nextBytes(data);
        return data;
    }

    private List<Acl> acl() {
        if (random.nextInt(10) == 0) {
            return List.of(new Acl(random.nextInt(32), "digest", "u" + random.nextInt(1000)));
        }
        return ACLS.get(random.nextInt(ACLS.size()));
    }

    private long time() {
        return 1_000_000L + random.nextInt(1000);
    }

    private Znode found(String path) {
        return Trees.found(naive, path);
    }
}
