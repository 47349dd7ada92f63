package io.quorate.conformance;

import io.quorate.conformance.raw.AclEntry;
import io.quorate.conformance.raw.Op;
import io.quorate.conformance.raw.Request;
import io.quorate.conformance.transcript.Conversation;
import io.quorate.conformance.transcript.World;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Which error wins when a request has several faults (client protocol 2.4 to 2.11): every operation with every
 * combination of the faults that its table lists, so that an order that differs anywhere shows.
 */
@On(Profile.OPEN)
final class CheckOrderTest {
    private static final long LARGEST_TTL = 0xFFFFFFFFFFL;

    private final ServerPair servers;

    CheckOrderTest(ServerPair servers) {
        this.servers = servers;
    }

    @Test
    void createTellsTheSameOfManyFaults() {
        servers.compare(world -> createMatrix(world, Op.CREATE, new int[] {0, 1, 2, 3, 5, 6, 7, -1}));
    }

    @Test
    void create2TellsTheSameOfManyFaults() {
        servers.compare(world -> createMatrix(world, Op.CREATE2, new int[] {0, 1, 2, 3, 5, 6, 7, -1}));
    }

    @Test
    void createContainerTellsTheSameOfManyFaults() {
        servers.compare(world -> createMatrix(world, Op.CREATE_CONTAINER, new int[] {0, 1, 2, 3, 4, 5, 6, 7, -1}));
    }

    @Test
    void createTtlTellsTheSameOfManyFaults() {
        servers.compare(world -> {
            Samples.tree(world);
            List<Request> requests = new ArrayList<>();
            for (String path : Samples.PATHS) {
                for (int flags : new int[] {5, 6}) {
                    for (long ttl : new long[] {Long.MIN_VALUE, -1, 0, 1_000_000, LARGEST_TTL, LARGEST_TTL + 1}) {
                        requests.add(Request.createTtl(path, "x", AclEntry.OPEN, flags, ttl));
                        removeNew(path, requests);
                    }
                }
                for (int flags : new int[] {-1, 0, 1, 2, 3, 4, 7}) {
                    requests.add(Request.createTtl(path, "x", List.of(), flags, 5));
                }
                requests.add(Request.createTtl(path, "x", List.of(), Request.TTL, 5));
            }
            for (String path : Samples.STRANGE_PATHS) {
                requests.add(Request.createTtl(path, "x", AclEntry.OPEN, Request.TTL, 1_000_000));
                requests.add(Request.createTtl(path, "x", List.of(), Request.TTL_SEQUENTIAL, 1_000_000));
            }
            look(world.connect("a").callAll(requests));
        });
    }

    @Test
    void deleteTellsTheSameOfManyFaults() {
        servers.compare(world -> {
            Samples.tree(world);
            List<Request> requests = new ArrayList<>();
            for (int version : new int[] {7, 0, -2, Integer.MIN_VALUE, -1}) {
                Samples.PATHS.reversed().forEach(path -> requests.add(Request.delete(path, version)));
                Samples.STRANGE_PATHS.forEach(path -> requests.add(Request.delete(path, version)));
            }
            look(world.connect("a").callAll(requests));
        });
    }

    @Test
    void setDataTellsTheSameOfManyFaults() {
        servers.compare(world -> {
            Samples.tree(world);
            List<Request> requests = new ArrayList<>();
            for (int version : new int[] {7, 0, -2, -1, 1, 2}) {
                for (String path : Samples.PATHS) {
                    requests.add(Request.setData(path, "v" + version, version));
                    requests.add(Request.setData(path, null, version));
                }
                Samples.STRANGE_PATHS.forEach(path -> requests.add(Request.setData(path, "x", version)));
            }
            look(world.connect("a").callAll(requests));
        });
    }

    @Test
    void setAclTellsTheSameOfManyFaults() {
        servers.compare(world -> {
            Samples.tree(world);
            List<Request> requests = new ArrayList<>();
            for (int version : new int[] {7, 0, 1, -2, -1}) {
                for (String path : Samples.PATHS) {
                    requests.add(Request.setAcl(path, List.of(), version));
                    requests.add(Request.setAcl(path, AclEntry.OPEN, version));
                }
                for (String path : Samples.STRANGE_PATHS) {
                    requests.add(Request.setAcl(path, List.of(), version));
                    requests.add(Request.setAcl(path, AclEntry.OPEN, version));
                }
            }
            look(world.connect("a").callAll(requests));
        });
    }

    @Test
    void accessListsAreNormalisedAlike() {
        servers.compare(world -> {
            Samples.tree(world);
            Conversation nobody = world.connect("nobody");
            Conversation two = world.connect("two").call(Request.digest("a:1")).call(Request.digest("b:2"));
            for (Conversation who : List.of(nobody, two)) {
                for (List<AclEntry> list : Samples.ACCESS_LISTS) {
                    who.call(Request.create(Op.CREATE, "/t/listed", new byte[0], list, 0));
                    who.call(Request.getAcl("/t/listed"));
                    who.call(Request.delete("/t/listed", -1));
                    who.call(Request.setAcl("/t/open", list, -1));
                    who.call(Request.setAcl("/t/missing", list, -1));
                    who.call(Request.getAcl("/t/open"));
                    who.call(Request.create(Op.CREATE, "/t/dark/listed", new byte[0], list, 0));
                    who.call(Request.create(Op.CREATE, "/t/missing/listed", new byte[0], list, 0));
                }
                who.call(Request.digest("super:test"));
                who.call(Request.setAcl("/t/open", AclEntry.OPEN, -1));
            }
        });
    }

    @Test
    void readsTellTheSameOfEveryPath() {
        servers.compare(world -> {
            Samples.tree(world);
            List<String> paths = new ArrayList<>(Samples.STRANGE_PATHS);
            paths.addAll(Samples.PATHS);
            List<Request> requests = new ArrayList<>();
            for (String path : paths) {
                requests.add(Request.exists(path, false));
                requests.add(Request.getData(path, false));
                requests.add(Request.getAcl(path));
                requests.add(Request.getChildren(path, false));
                requests.add(Request.getChildren2(path, false));
                requests.add(Request.getAllChildrenNumber(path));
                requests.add(Request.getEphemerals(path));
                requests.add(Request.sync(path));
                requests.add(Request.multiRead(Request.getData(path, true), Request.getChildren(path, true)));
                for (int type = 0; type <= 6; type++) {
                    requests.add(Request.checkWatches(path, type));
                    requests.add(Request.removeWatches(path, type));
                }
            }
            world.connect("a").callAll(requests);
        });
    }

    @Test
    void watchesOnStrangePathsAreTakenAlike() {
        servers.compare(world -> {
            Samples.tree(world);
            List<String> paths = new ArrayList<>(Samples.STRANGE_PATHS);
            paths.addAll(Samples.PATHS);
            List<Request> requests = new ArrayList<>();
            for (String path : paths) {
                for (int mode = -1; mode <= 2; mode++) {
                    requests.add(Request.addWatch(path, mode));
                    requests.add(Request.checkWatches(path, 3));
                    requests.add(Request.checkWatches(path, 4));
                    requests.add(Request.checkWatches(path, 5));
                    requests.add(Request.removeWatches(path, 3));
                }
                requests.add(Request.exists(path, true));
                requests.add(Request.getData(path, true));
                requests.add(Request.getChildren(path, true));
                for (int type = 0; type <= 6; type++) {
                    requests.add(Request.checkWatches(path, type));
                }
                requests.add(Request.removeWatches(path, 2));
                requests.add(Request.removeWatches(path, 1));
                requests.add(Request.removeWatches(path, 3));
            }
            world.connect("a").callAll(requests);
        });
    }

    @Test
    void checkTellsTheSameOfManyFaults() {
        servers.compare(world -> {
            Samples.tree(world);
            List<String> paths = new ArrayList<>(Samples.STRANGE_PATHS);
            paths.addAll(Samples.PATHS);
            List<Request> requests = new ArrayList<>();
            for (String path : paths) {
                for (int version : new int[] {-1, 0, 1, -2}) {
                    requests.add(Request.multi(Request.check(path, version)));
                }
            }
            world.connect("a").callAll(requests);
        });
    }

    private static void createMatrix(World world, int op, int[] kinds) {
        Samples.tree(world);
        List<Request> requests = new ArrayList<>();
        for (int flags : kinds) {
            for (String path : Samples.PATHS) {
                requests.add(Request.create(op, path, new byte[] {'x'}, AclEntry.OPEN, flags));
                removeNew(path, requests);
                requests.add(Request.create(op, path, null, List.of(), flags));
            }
            for (String path : Samples.STRANGE_PATHS) {
                requests.add(Request.create(op, path, new byte[] {'x'}, AclEntry.OPEN, flags));
                requests.add(Request.create(op, path, null, List.of(), flags));
                requests.add(Request.delete(path, -1));
            }
        }
        look(world.connect("a").callAll(requests));
    }

    /** What the tree had before stays, or later rows would no longer say what they mean to. */
    private static void removeNew(String path, List<Request> requests) {
        if (path.endsWith("new")) {
            requests.add(Request.delete(path, -1));
        }
    }

    private static void look(Conversation a) {
        a.call(Request.digest("super:test"));
        for (String path : Samples.PATHS) {
            a.call(Request.getData(path, false));
            a.call(Request.getChildren2(path, false));
            a.call(Request.getAcl(path));
        }
    }
}
