package io.quorate.conformance;

import io.quorate.conformance.raw.AclEntry;
import io.quorate.conformance.raw.Op;
import io.quorate.conformance.raw.Request;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Requests drawn by dice over few paths, so that they meet: about half succeed. */
final class RandomRequests {
    private static final List<String> PATHS =
            List.of("/r", "/r/a", "/r/b", "/r/a/x", "/r/a/y", "/r/b/x", "/r/a/x/1", "/r/c", "/r/c/d", "/r/missing/x");
    private static final int LARGEST_PART_COUNT = 6;
    private static final int ZXID_WINDOW = 200;

    private final Random dice;
    private final long baseZxid;
    /**
     * ZooKeeper's setWatches tells of znodes that the client may not read, ours does not (C.4): never both in one run.
     */
    private final boolean everybodyReads;

    RandomRequests(Random dice, long baseZxid) {
        this.dice = dice;
        this.baseZxid = baseZxid;
        everybodyReads = dice.nextBoolean();
    }

    List<Request> some(int count) {
        List<Request> requests = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            requests.add(any());
        }
        return requests;
    }

    private List<List<AclEntry>> access() {
        return everybodyReads ? RandomScript.READABLE : RandomScript.ACCESS;
    }

    Request identity() {
        return Request.digest(choose(List.of("bob:pw", "eve:pw", "joe:pw")));
    }

    Request unknownOperation() {
        return Request.raw(choose(List.of(0, -1, 10, 13, 23, 42, 99, 108, -7)), bytes(), "unknown operation");
    }

    /** Requests with a body cut short or a byte changed. */
    List<Request> damaged(int count) {
        List<Request> requests = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Request whole = any();
            // One wrong bit in this one stops ZooKeeper for good (client protocol C.2).
            requests.add(whole.type() == Op.CREATE_TTL ? whole : damage(whole));
        }
        return requests;
    }

    private Request damage(Request whole) {
        byte[] body = whole.body();
        if (body.length == 0) {
            return whole;
        }
        int at = dice.nextInt(body.length);
        if (dice.nextBoolean()) {
            return Request.raw(whole.type(), Arrays.copyOf(body, at), whole + " cut to " + at + " bytes");
        }
        byte[] changed = body.clone();
        changed[at] = (byte) dice.nextInt(256);
        return Request.raw(whole.type(), changed, whole + " with byte " + at + " = " + changed[at]);
    }

    private Request any() {
        return switch (dice.nextInt(26)) {
            case 0, 1, 2, 3 -> write();
            case 4, 5, 6 -> create();
            case 7 -> Request.multi(parts(LARGEST_PART_COUNT));
            case 8 -> Request.multiRead(readParts());
            case 9, 10 -> Request.exists(path(), dice.nextBoolean());
            case 11, 12 -> Request.getData(path(), dice.nextBoolean());
            case 13 -> Request.getChildren(path(), dice.nextBoolean());
            case 14 -> Request.getChildren2(path(), dice.nextBoolean());
            case 15 -> Request.getAcl(path());
            case 16 -> Request.addWatch(path(), dice.nextInt(8) == 0 ? 2 : dice.nextInt(2));
            case 17 -> Request.checkWatches(path(), dice.nextInt(7));
            case 18 -> Request.removeWatches(path(), dice.nextInt(7));
            case 19 -> Request.getAllChildrenNumber(path());
            case 20 -> Request.getEphemerals(path());
            case 21 -> Request.sync(path());
            case 22 -> Request.whoAmI();
            case 23 -> everybodyReads ? Request.setWatches(zxid(), paths(), paths(), paths()) : Request.ping();
            case 24 ->
                everybodyReads
                        ? Request.setWatches2(zxid(), List.of(paths(), paths(), paths(), paths(), paths()))
                        : Request.ping();
            default -> Request.ping();
        };
    }

    private Request write() {
        return switch (dice.nextInt(4)) {
            case 0 -> Request.delete(path(), version());
            case 1 -> Request.setAcl(path(), choose(access()), version());
            default -> Request.setData(path(), dice.nextInt(10) == 0 ? null : "d" + dice.nextInt(100), version());
        };
    }

    private Request create() {
        String path = path();
        byte[] data = bytes();
        List<AclEntry> acl = choose(access());
        return switch (dice.nextInt(8)) {
            case 0 -> Request.createTtl(path, "ttl", acl, 5 + dice.nextInt(2), ttl());
            case 1 -> Request.create(Op.CREATE_CONTAINER, path, data, acl, choose(List.of(0, 2, 4, 4, 4, 5)));
            case 2, 3 -> Request.create(Op.CREATE2, path, data, acl, choose(List.of(0, 0, 0, 1, 1, 2, 3, 7)));
            default -> Request.create(Op.CREATE, path, data, acl, choose(List.of(0, 0, 0, 1, 1, 2, 3, 6)));
        };
    }

    private Request[] parts(int most) {
        Request[] parts = new Request[dice.nextInt(most)];
        for (int i = 0; i < parts.length; i++) {
            parts[i] = switch (dice.nextInt(6)) {
                case 0, 1 -> create();
                case 2 -> Request.delete(path(), version());
                case 3 -> Request.check(path(), version());
                default -> Request.setData(path(), "m" + dice.nextInt(100), version());
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
        if (dice.nextInt(30) == 0) {
            return choose(List.of(
                    "", "r", "/r/", "/r//a", "/r/../r", "/r/\u0001", "/r/a\u0000", "/r/é", "/zookeeper/config"));
        }
        return choose(PATHS);
    }

    private List<String> paths() {
        List<String> some = new ArrayList<>();
        for (int i = dice.nextInt(4); i > 0; i--) {
            some.add(path());
        }
        return some;
    }

    private int version() {
        return dice.nextInt(3) == 0 ? dice.nextInt(4) - 1 : -1;
    }

    private long zxid() {
        return dice.nextInt(5) == 0 ? 0 : baseZxid + dice.nextInt(ZXID_WINDOW);
    }

    private long ttl() {
        return choose(List.of(1_000_000L, 0xFFFFFFFFFFL, 0L, -1L, Long.MAX_VALUE));
    }

    private byte[] bytes() {
        return ("b" + dice.nextInt(1_000)).getBytes(StandardCharsets.US_ASCII);
    }

    private <T> T choose(List<T> from) {
        return from.get(dice.nextInt(from.size()));
    }
}
