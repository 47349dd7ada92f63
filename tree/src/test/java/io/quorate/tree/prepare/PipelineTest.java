package io.quorate.tree.prepare;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.data.Acl;
import io.quorate.data.Identity;
import io.quorate.data.Permission;
import io.quorate.message.WriteRequest;
import io.quorate.message.WriteRequest.CreateForm;
import io.quorate.tree.NaiveTree;
import io.quorate.tree.TreeLimits;
import io.quorate.tree.Trees;
import io.quorate.tree.Znode;
import io.quorate.tree.ZnodeTree;
import io.quorate.tree.access.AccessRules;
import io.quorate.tree.access.Schemes;
import io.quorate.tree.apply.Applier;
import io.quorate.tree.apply.Changes;
import io.quorate.tree.apply.Outcome;
import io.quorate.tree.prepare.Preparer.Prepared;
import io.quorate.tree.txn.Txn;
import io.quorate.tree.txn.TxnHeader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** However far applying lags behind preparing, nobody can tell it from a server that does both at once. */
final class PipelineTest {
    private static final TreeLimits LIMITS = new TreeLimits(true, true, false, true, 99);
    private static final int REQUESTS = 4_000;
    private static final String[] NAMES = {"a", "b", "c", "q"};
    private static final List<Identity> WHO =
            List.of(new Identity("ip", "10.0.0.1"), new Identity("digest", "me:secret"));
    private static final List<List<Acl>> ACLS = List.of(
            Acl.OPEN,
            Acl.OPEN,
            Acl.OPEN,
            List.of(new Acl(31, "auth", "")),
            List.of(new Acl(31 & ~Permission.CREATE, "world", "anyone")),
            List.of(new Acl(31, "ip", "10.0.0.0/8"), new Acl(31, "ip", "10.0.0.0/8")),
            List.of(new Acl(31, "world", "nobody")));

    private final AccessRules rules = Schemes.standard().rules(LIMITS);
    private final ZnodeTree tree = new ZnodeTree(LIMITS);
    private final OutstandingView view = new OutstandingView(tree);
    private final Preparer preparer = new Preparer(view, rules, LIMITS);
    private final Applier applier = new Applier(Changes.IGNORED);
    private final NaiveServer naive = new NaiveServer(rules);
    private final ArrayDeque<Flight> outstanding = new ArrayDeque<>();

    private record Flight(TxnHeader header, Prepared prepared, Outcome expected, NaiveTree after) {}

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void lagMakesNoDifference(long seed) {
        Random random = new Random(seed);
        int mostOutstanding = 1 + random.nextInt(60);
        for (int i = 0; i < REQUESTS; i++) {
            takeOne(random, new TxnHeader(1 + random.nextInt(4), i, 1000 + i, 50_000 + i));
            while (!outstanding.isEmpty() && (outstanding.size() > mostOutstanding || random.nextInt(5) < 2)) {
                applyOne();
            }
            if (i % 200 == 0) {
                assertViewIs(naive.tree);
            }
        }
        while (!outstanding.isEmpty()) {
            applyOne();
        }
        assertThat(view.touchedZnodes()).isZero();
        Trees.assertSame(tree, naive.tree);
    }

    private void takeOne(Random random, TxnHeader header) {
        if (random.nextInt(40) == 0) {
            naive.open(header);
            launch(header, preparer.createSession(header, 1000), Outcome.Done.INSTANCE);
        } else if (random.nextInt(60) == 0) {
            List<String> expected = naive.close(header);
            Prepared prepared = preparer.closeSession(header);
            assertThat(((Txn.CloseSession) prepared.txn()).ephemerals()).containsExactlyInAnyOrderElementsOf(expected);
            launch(header, prepared, Outcome.Done.INSTANCE);
        } else {
            WriteRequest request = random.nextInt(6) == 0 ? multi(random) : single(random);
            Outcome expected = naive.take(header, request, WHO);
            launch(header, preparer.prepare(header, request, WHO), expected);
        }
    }

    private void launch(TxnHeader header, Prepared prepared, Outcome expected) {
        assertThat(prepared.hasDigest()).isEqualTo(!(prepared.txn() instanceof Txn.Error));
        if (prepared.hasDigest()) {
            assertThat(prepared.digest()).as("digest after %s", prepared.txn()).isEqualTo(naive.tree.digest());
        }
        outstanding.add(new Flight(header, prepared, expected, naive.tree));
    }

    private void applyOne() {
        Flight flight = outstanding.remove();
        Outcome outcome = applier.apply(tree, flight.header(), flight.prepared().txn());
        assertThat(outcome).as("%s", flight.prepared().txn()).isEqualTo(flight.expected());
        if (flight.prepared().hasDigest()) {
            assertThat(tree.digest()).isEqualTo(flight.prepared().digest());
        }
        view.appliedUpTo(flight.header().zxid());
    }

    private void assertViewIs(NaiveTree expected) {
        for (String path : expected.paths()) {
            Znode actual = Trees.found(view, path);
            Znode wanted = Trees.found(expected, path);
            assertThat(actual.data()).as(path).isEqualTo(wanted.data());
            assertThat(actual.stat()).as(path).isEqualTo(wanted.stat());
            assertThat(actual.acl()).as(path).isEqualTo(wanted.acl());
            assertThat(Trees.children(view, path))
                    .as(path)
                    .containsExactlyInAnyOrderElementsOf(Trees.children(expected, path));
            assertThat(view.contentCrc(path)).isEqualTo(expected.contentCrc(path));
        }
        for (long session = 1; session <= 4; session++) {
            List<String> owned = new ArrayList<>();
            view.forEachEphemeral(session, owned::add);
            assertThat(owned)
                    .containsExactlyInAnyOrderElementsOf(expected.ephemerals().getOrDefault(session, List.of()));
            assertThat(view.sessionTimeoutMs(session)).isEqualTo(expected.sessionTimeoutMs(session));
        }
    }

    private WriteRequest multi(Random random) {
        List<WriteRequest> parts = new ArrayList<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            WriteRequest part = single(random);
            boolean isCreate = part instanceof WriteRequest.Create;
            if (isCreate || part instanceof WriteRequest.Delete || part instanceof WriteRequest.SetData) {
                parts.add(part);
            } else {
                parts.add(new WriteRequest.Check(path(random), random.nextInt(3) - 1));
            }
        }
        return new WriteRequest.Multi(parts);
    }

    private WriteRequest single(Random random) {
        return switch (random.nextInt(12)) {
            case 0, 1, 2, 3, 4 -> create(random);
            case 5, 6, 7 -> new WriteRequest.Delete(path(random), random.nextInt(4) == 0 ? 0 : -1);
            case 8, 9 -> new WriteRequest.SetData(path(random), data(random), random.nextInt(3) - 1);
            case 10 ->
                new WriteRequest.SetAcl(path(random), ACLS.get(random.nextInt(ACLS.size())), random.nextInt(3) - 1);
            default -> random.nextInt(3) == 0 ? quota(random) : new WriteRequest.DeleteContainer(path(random));
        };
    }

    private WriteRequest create(Random random) {
        int flags = random.nextInt(7);
        boolean isTtl = flags >= 5;
        String path = path(random) + (flags == 2 || flags == 3 || flags == 6 ? "-" : "");
        return new WriteRequest.Create(
                isTtl ? CreateForm.TTL : random.nextBoolean() ? CreateForm.CREATE : CreateForm.CREATE2,
                path,
                data(random),
                ACLS.get(random.nextInt(ACLS.size())),
                flags,
                isTtl ? 1 + random.nextInt(100) : -1);
    }

    /** The quota of /q: limits first, then the count. They stay, once there. */
    private WriteRequest quota(Random random) {
        String[] steps = {
            "/zookeeper/quota/q", "/zookeeper/quota/q/zookeeper_limits", "/zookeeper/quota/q/zookeeper_stats"
        };
        int step = naive.tree.find(steps[0]) == null ? 0 : naive.tree.find(steps[1]) == null ? 1 : 2;
        byte[] data = step == 1 ? Given.bytes("count=9,bytes=9=;byteHardLimit=100;countHardLimit=5") : data(random);
        return new WriteRequest.Create(CreateForm.CREATE, steps[step], data, Acl.OPEN, 0, -1);
    }

    private String path(Random random) {
        if (random.nextInt(3) == 0) {
            List<String> paths = naive.tree.paths();
            String path = paths.get(random.nextInt(paths.size()));
            return path.startsWith("/zookeeper") ? "/q" : path;
        }
        StringBuilder path = new StringBuilder();
        for (int depth = 1 + random.nextInt(3); depth > 0; depth--) {
            path.append('/').append(NAMES[random.nextInt(NAMES.length)]);
        }
        return path.toString();
    }

    private static byte[] data(Random random) {
        byte[] data = new byte[random.nextInt(40)];
        random.nextBytes(data);
        return data;
    }
}
