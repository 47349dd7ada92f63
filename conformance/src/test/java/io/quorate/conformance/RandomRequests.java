package io.quorate.conformance;

import io.quorate.conformance.raw.AclEntry;
import io.quorate.conformance.raw.Op;
import io.quorate.conformance.raw.Request;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Requests drawn by dice over few paths, so that they meet: about half succeed. */
final class RandomRequests {
    /** The paths that are drawn most. */
    static final List<String> PATHS = List.of(
            "/r", "/r/a", "/r/b", "/r/a/x", "/r/a/y", "/r/b/x", "/r/a/x/1", "/r/c", "/r/c/d", "/r/missing/x", "/");

    private static final String LIMITED = "/zookeeper/quota/r";
    private static final List<String> RARE_PATHS = List.of(
            "",
            "r",
            "/r/",
            "//r",
            "/r//a",
            "/r/../r",
            "/r/./a",
            "/r/\u0001",
            "/r/a\u0000",
            "/r/é",
            "/r/\ud83d\udca9",
            "/r/a-0000000001",
            "/zookeeper",
            "/zookeeper/config",
            LIMITED,
            LIMITED + "/zookeeper_limits",
            LIMITED + "/zookeeper_stats");
    private static final Set<Integer> HAVE_ACCESS_LISTS =
            Set.of(Op.CREATE, Op.CREATE2, Op.CREATE_CONTAINER, Op.CREATE_TTL, Op.SET_ACL, Op.MULTI);
    private static final int LARGEST_PART_COUNT = 7;
    private static final int LARGEST_DATA = 300_000;
    private static final int ZXID_WINDOW = 60;

    private final RandomGenerator dice;
    private final Damage damage;
    /**
     * ZooKeeper's setWatches tells of znodes that the client may not read, ours does not (C.4): never both in one run.
     */
    private final boolean everybodyReads;

    RandomRequests(RandomGenerator dice) {
        this.dice = dice;
        this.damage = new Damage(dice);
        everybodyReads = dice.nextBoolean();
    }

    List<Request> some(int count) {
        List<Request> requests = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            requests.add(any());
        }
        return requests;
    }

    /** What most sequences stand on: a few znodes, sometimes under a quota that is counted and never in the way. */
    List<Request> ground() {
        List<Request> requests = new ArrayList<>(List.of(
                Request.create("/r", ""), Request.create("/r/a", "a"), Request.create("/r/c", "", Request.EPHEMERAL)));
        if (dice.nextInt(4) == 0) {
            requests.add(Request.create(LIMITED, ""));
            requests.add(Request.create(LIMITED + "/zookeeper_limits", "count=3,bytes=20"));
            requests.add(Request.create(LIMITED + "/zookeeper_stats", "count=0,bytes=0"));
        }
        return requests;
    }

    Request identity() {
        return dice.nextInt(12) == 0
                ? Request.digest("super:test")
                : Request.digest(choose(List.of("bob:pw", "eve:pw", "joe:pw", "bob:other", "nocolon", "")));
    }

    /** Authentication after which the server closes the connection. */
    Request refusedIdentity() {
        return dice.nextBoolean()
                ? Request.auth(choose(List.of("kerb", "", "sasl", "world", "auth")), bytes())
                : Request.auth("digest", null);
    }

    Request sasl() {
        return Request.sasl(choose(List.of("", "token")).getBytes(StandardCharsets.US_ASCII));
    }

    Request unknownOperation() {
        int type = choose(List.of(0, -1, 10, Op.CHECK, 23, 42, 99, 108, -7, -12, Integer.MIN_VALUE));
        return Request.raw(type, bytes(), "unknown operation " + type);
    }

    /** Requests of which most are damaged. */
    List<Request> damaged(int count) {
        List<Request> requests = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Request whole = any();
            boolean mayHide = everybodyReads && HAVE_ACCESS_LISTS.contains(whole.type());
            boolean mayStop = whole.words().contains(LIMITED);
            requests.add(mayHide || mayStop ? whole : damage.to(whole));
        }
        return requests;
    }

    private Request any() {
        return switch (dice.nextInt(30)) {
            case 0, 1, 2, 3 -> write();
            case 4, 5, 6, 7 -> create();
            case 8, 9 -> Request.multi(parts());
            case 10 -> Request.multiRead(readParts());
            case 11, 12 -> Request.exists(path(), dice.nextBoolean());
            case 13, 14 -> Request.getData(path(), dice.nextBoolean());
            case 15 -> Request.getChildren(path(), dice.nextBoolean());
            case 16 -> Request.getChildren2(path(), dice.nextBoolean());
            case 17 -> Request.getAcl(path());
            case 18 -> Request.addWatch(path(), dice.nextInt(8) == 0 ? 2 : dice.nextInt(2));
            case 19 -> Request.checkWatches(path(), dice.nextInt(7));
            case 20 -> Request.removeWatches(path(), dice.nextInt(7));
            case 21 -> Request.getAllChildrenNumber(path());
            case 22 -> Request.getEphemerals(dice.nextInt(8) == 0 ? null : path());
            case 23 -> Request.sync(path());
            case 24 -> Request.whoAmI();
            case 25 -> everybodyReads ? Request.setWatches(zxid(), paths(), paths(), paths()) : Request.ping();
            case 26 ->
                everybodyReads
                        ? Request.setWatches2(zxid(), List.of(paths(), paths(), paths(), paths(), paths()))
                        : Request.ping();
            case 27 -> Samples.reconfig(choose(List.of("", "server.2=h:1:2;3")), "", null, dice.nextInt(3) - 1);
            default -> Request.ping();
        };
    }

    private Request write() {
        return switch (dice.nextInt(5)) {
            case 0, 1 -> Request.delete(path(), version());
            case 2 -> Request.setAcl(sweptPath(), access(), version());
            default -> setData(path(), version());
        };
    }

    private Request setData(String path, int version) {
        return Request.setBytes(path, dataFor(path), version);
    }

    private Request create() {
        String path = path();
        byte[] data = dataFor(path);
        List<AclEntry> acl = access();
        return switch (dice.nextInt(8)) {
            case 0 -> createTtl(path, acl);
            case 1 -> Request.create(Op.CREATE_CONTAINER, path, data, acl, choose(List.of(0, 2, 4, 4, 4, 5, 6, 9)));
            case 2, 3 -> Request.create(Op.CREATE2, path, data, acl, choose(List.of(0, 0, 0, 1, 1, 2, 3, 4, 7)));
            default -> Request.create(Op.CREATE, path, data, acl, choose(List.of(0, 0, 0, 1, 1, 2, 3, 4, 5, 6, -1)));
        };
    }

    /** With flags that are no TTL flags only where the ttl is positive: otherwise ZooKeeper stops for good (C.2). */
    private Request createTtl(String path, List<AclEntry> acl) {
        return dice.nextInt(6) == 0
                ? Request.createTtl(path, "count=1,bytes=1", acl, dice.nextInt(5), dice.nextInt(3))
                : Request.createTtl(
                        path,
                        "count=1,bytes=1",
                        acl,
                        5 + dice.nextInt(2),
                        choose(List.of(1_000_000L, 1_000_000L, 0xFFFFFFFFFFL, 1L << 40, 0L, -1L, Long.MAX_VALUE)));
    }

    private Request[] parts() {
        Request[] parts = new Request[dice.nextInt(LARGEST_PART_COUNT)];
        // Most parts are meant to succeed, or hardly a multi of several would.
        boolean careful = dice.nextInt(3) > 0;
        for (int i = 0; i < parts.length; i++) {
            parts[i] = switch (dice.nextInt(8)) {
                case 0, 1 -> create();
                case 2 -> Request.create2("/r/a-", "", Request.SEQUENTIAL);
                case 3 -> Request.delete(path(), version());
                case 4 -> Request.check(careful ? "/r" : path(), version());
                case 5 ->
                    careful
                            ? Request.create("/r/s-", "", choose(List.of(2, 3)))
                            : Request.raw(choose(List.of(Op.DELETE_CONTAINER, Op.GET_DATA, 99)), bytes(), "no part");
                default -> careful ? setData("/r", -1) : setData(path(), version());
            };
        }
        return parts;
    }

    private Request[] readParts() {
        Request[] parts = new Request[dice.nextInt(LARGEST_PART_COUNT)];
        for (int i = 0; i < parts.length; i++) {
            parts[i] = dice.nextBoolean()
                    ? Request.getData(path(), dice.nextBoolean())
                    : Request.getChildren(path(), dice.nextBoolean());
        }
        return parts;
    }

    private String path() {
        return choose(dice.nextInt(20) == 0 ? RARE_PATHS : PATHS);
    }

    /** A path of a znode that does not outlive the sequence. */
    private String sweptPath() {
        String path = path();
        return path.equals("/") || path.startsWith("/zookeeper") ? "/r" : path;
    }

    private List<String> paths() {
        List<String> some = new ArrayList<>();
        for (int i = dice.nextInt(4); i > 0; i--) {
            some.add(path());
        }
        return some;
    }

    private List<AclEntry> access() {
        return choose(everybodyReads ? READABLE : ACCESS);
    }

    private int version() {
        return dice.nextInt(3) == 0 ? dice.nextInt(4) - 1 : -1;
    }

    private long zxid() {
        return dice.nextInt(5) == 0 ? 0 : dice.nextInt(ZXID_WINDOW) - 2;
    }

    /** What is no quota stops ZooKeeper when it stands where it looks for one (D.6). */
    private byte @Nullable [] dataFor(String path) {
        return path.startsWith(LIMITED)
                ? ("count=" + dice.nextInt(9) + ",bytes=" + dice.nextInt(99)).getBytes(StandardCharsets.US_ASCII)
                : data();
    }

    private byte @Nullable [] data() {
        return switch (dice.nextInt(40)) {
            case 0 -> null;
            case 1 -> new byte[0];
            case 2 -> {
                byte[] large = new byte[dice.nextInt(dice.nextInt(10) == 0 ? LARGEST_DATA : 5_000)];
                dice.nextBytes(large);
                yield large;
            }
            default -> bytes();
        };
    }

    private byte[] bytes() {
        return ("b" + dice.nextInt(1_000)).getBytes(StandardCharsets.US_ASCII);
    }

    private <T> T choose(List<T> from) {
        return from.get(dice.nextInt(from.size()));
    }

    private static final List<List<AclEntry>> ACCESS = List.of(
            AclEntry.OPEN,
            AclEntry.OPEN,
            AclEntry.OPEN,
            AclEntry.world(AclEntry.READ),
            AclEntry.world(AclEntry.READ | AclEntry.CREATE | AclEntry.ADMIN),
            AclEntry.world(AclEntry.ALL & ~AclEntry.READ),
            AclEntry.world(AclEntry.WRITE | AclEntry.ADMIN),
            AclEntry.world(AclEntry.ALL & ~AclEntry.DELETE),
            List.of(new AclEntry(AclEntry.ALL, "auth", "")),
            List.of(new AclEntry(AclEntry.READ | AclEntry.ADMIN, "auth", ""), new AclEntry(AclEntry.ALL, "ip", "::1")),
            List.of(new AclEntry(AclEntry.ALL, "auth", null), new AclEntry(AclEntry.READ, "world", "anyone")),
            List.of(new AclEntry(AclEntry.ALL, "ip", "127.0.0.0/8")),
            List.of(new AclEntry(AclEntry.ALL, "ip", "10.0.0.1")),
            List.of(),
            List.of(new AclEntry(AclEntry.ALL, "world", "nobody")));

    /** Those that let everybody read, and those that are refused. */
    private static final List<List<AclEntry>> READABLE = List.of(
            AclEntry.OPEN,
            AclEntry.OPEN,
            AclEntry.OPEN,
            AclEntry.world(AclEntry.READ),
            AclEntry.world(AclEntry.READ | AclEntry.CREATE | AclEntry.ADMIN),
            AclEntry.world(AclEntry.ALL & ~AclEntry.DELETE),
            List.of(new AclEntry(AclEntry.ALL, "auth", null), new AclEntry(AclEntry.READ, "world", "anyone")),
            List.of(new AclEntry(AclEntry.ALL, "ip", "127.0.0.0/8")),
            List.of(),
            List.of(new AclEntry(AclEntry.ALL, "world", "nobody")));
}
