package io.quorate.simulator.workload;

import io.quorate.data.Acl;
import io.quorate.data.Permission;
import io.quorate.message.ReadRequest;
import io.quorate.message.ReadRequest.WatchKind;
import io.quorate.message.Request;
import io.quorate.message.SessionRequest;
import io.quorate.message.Undecodable;
import io.quorate.message.WriteRequest;
import io.quorate.message.WriteRequest.CreateForm;
import io.quorate.simulator.world.Dice;
import io.quorate.wire.Protocol;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Draws what a client asks next. Few paths and few values, so that clients get in each other's way all the time.
 */
final class Requests {
    private static final String[] REGISTERS = {"/r0", "/r1", "/r2", "/r3"};
    private static final String[] PARENTS = {"/q0", "/q1", "/e"};
    private static final String[] DEEP = {"/d", "/d/a", "/d/b", "/d/a/x", "/d/a/y", "/d/a/x/1", "/d/b/z"};
    private static final String[] GUARDED = {"/a0", "/a1", "/a0/k", "/a1/k"};
    private static final String[] REAPED = {"/c0", "/c1", "/t0", "/t1"};
    private static final String[] EPHEMERAL = {"/e/l0", "/e/l1", "/e/l2"};
    private static final String[] BAD_PATHS = {
        "", "r0", "/r0/", "//r0", "/r0/../r1", "/./r0", "/r0\0", "/r\u0001", "/\ud800x", "/zookeeper", "/"
    };
    private static final int MOST_HUGE_BYTES = 60_000;

    private final Dice dice;
    private final Memory memory;

    Requests(Dice dice, Memory memory) {
        this.dice = dice;
        this.memory = memory;
    }

    /** The next request of a client with that profile. */
    Request next(Profile profile) {
        return switch (profile) {
            case REGISTERS -> register();
            case SEQUENCES -> sequence();
            case EPHEMERALS -> ephemeral();
            case MULTIS -> dice.perMille(800) ? multi() : multiRead();
            case WATCHES -> watch();
            case CHURN -> churn();
            case ACLS -> guarded();
            case CONTAINERS -> container();
            case SYNCS -> sync();
            case ODDITIES -> oddity();
            case IDLE -> dice.coin() ? new SessionRequest.Ping() : read(anyPath(), false);
        };
    }

    /** The least that a client with that profile is there for: a write, a read, and what is its own. */
    List<Request> essence(Profile profile) {
        List<Request> essence = new ArrayList<>();
        String path = dice.oneOf(REGISTERS);
        essence.add(new WriteRequest.SetData(path, value(), -1));
        switch (profile) {
            case MULTIS -> essence.add(new WriteRequest.Multi(List.of(new WriteRequest.SetData(path, value(), -1))));
            case ACLS -> essence.add(new ReadRequest.GetAcl(dice.oneOf(GUARDED)));
            case SYNCS -> essence.add(new SessionRequest.Sync(path));
            case REGISTERS, SEQUENCES, EPHEMERALS, WATCHES, CHURN, CONTAINERS, ODDITIES, IDLE -> {}
        }
        essence.add(new ReadRequest.GetData(path, false));
        return essence;
    }

    private Request register() {
        String path = dice.oneOf(REGISTERS);
        return switch (dice.below(10)) {
            case 0, 1, 2, 3 -> new WriteRequest.SetData(path, value(), version(path));
            case 4 -> create(dice.oneOf(CreateForm.CREATE, CreateForm.CREATE2), path, 0);
            case 5 -> new WriteRequest.Delete(path, version(path));
            default -> read(path, dice.below(4) == 0);
        };
    }

    private Request sequence() {
        String parent = dice.oneOf(PARENTS);
        return switch (dice.below(10)) {
            case 0 -> create(CreateForm.CREATE, parent, 0);
            case 1, 2 -> new WriteRequest.Delete(mine(parent), -1);
            case 3 -> new ReadRequest.GetChildren(parent, dice.coin(), dice.coin());
            case 4 -> create(CreateForm.CREATE, parent + "/", 2);
            default ->
                create(
                        dice.oneOf(CreateForm.CREATE, CreateForm.CREATE2, CreateForm.CONTAINER),
                        parent + "/" + dice.oneOf("n-", "m-"),
                        dice.oneOf(2, 2, 3));
        };
    }

    private Request ephemeral() {
        String path = dice.oneOf(EPHEMERAL);
        return switch (dice.below(10)) {
            case 0 -> create(CreateForm.CREATE, "/e", 0);
            case 1, 2, 3 -> create(dice.oneOf(CreateForm.CREATE, CreateForm.CREATE2), path, 1);
            case 4 -> create(CreateForm.CREATE2, "/e/s-", 3);
            case 5 -> create(CreateForm.CREATE, path + "/child", 0);
            case 6 -> new WriteRequest.Delete(dice.coin() ? path : mine("/e"), -1);
            case 7 ->
                new ReadRequest.GetEphemerals(dice.below(6) == 0 ? null : dice.oneOf("", "/", "/e", "/e/l", "/x"));
            case 8 -> new ReadRequest.Exists(path, true);
            default -> new ReadRequest.GetChildren("/e", dice.coin(), true);
        };
    }

    private WriteRequest.Multi multi() {
        List<WriteRequest> parts = new ArrayList<>();
        int count = dice.coin() ? dice.between(1, 2) : dice.below(7);
        for (int i = 0; i < count; i++) {
            parts.add(part());
        }
        return new WriteRequest.Multi(parts);
    }

    private WriteRequest part() {
        String path = dice.oneOf(REGISTERS);
        return switch (dice.below(10)) {
            case 0, 1 -> new WriteRequest.SetData(path, value(), dice.perMille(700) ? -1 : version(path));
            case 2 -> new WriteRequest.Check(path, dice.coin() ? -1 : version(path));
            case 3 -> new WriteRequest.Delete(dice.coin() ? path : mine("/q0"), -1);
            case 4 -> create(CreateForm.CREATE, dice.oneOf(EPHEMERAL), 1);
            case 5 -> create(CreateForm.CONTAINER, dice.oneOf(REAPED), 0);
            case 6 -> create(dice.oneOf(CreateForm.CREATE, CreateForm.CREATE2), path, 0);
            case 7 -> new WriteRequest.SetData(dice.oneOf(DEEP), value(), -1);
            default -> create(dice.oneOf(CreateForm.CREATE, CreateForm.CREATE2), dice.oneOf(PARENTS) + "/n-", 2);
        };
    }

    private Request multiRead() {
        List<ReadRequest> reads = new ArrayList<>();
        int count = dice.below(5);
        for (int i = 0; i < count; i++) {
            String path = anyPath();
            reads.add(
                    dice.coin()
                            ? new ReadRequest.GetData(path, false)
                            : new ReadRequest.GetChildren(path, false, false));
        }
        return new ReadRequest.MultiRead(reads);
    }

    private Request watch() {
        String path = anyPath();
        return switch (dice.below(12)) {
            case 0, 1, 2 -> read(path, true);
            case 3, 4 -> new ReadRequest.Exists(path, true);
            case 5 -> new ReadRequest.GetChildren(dice.oneOf(PARENTS), true, false);
            case 6 -> new ReadRequest.AddWatch(dice.perMille(300) ? dice.oneOf("/", "/d", "/e") : path, dice.coin());
            case 7 -> new ReadRequest.RemoveWatches(path, dice.oneOf(WatchKind.values()));
            case 8 -> new ReadRequest.CheckWatches(path, dice.oneOf(WatchKind.values()));
            case 9 -> churn();
            default -> register();
        };
    }

    private Request churn() {
        String path = dice.oneOf(DEEP);
        return switch (dice.below(10)) {
            case 0, 1, 2, 3 -> create(dice.oneOf(CreateForm.CREATE, CreateForm.CREATE2), path, 0);
            case 4, 5, 6 -> new WriteRequest.Delete(path, dice.perMille(800) ? -1 : version(path));
            case 7 -> new ReadRequest.CountDescendants(dice.oneOf("/d", "/d/a", "/"));
            case 8 -> new WriteRequest.SetData(path, value(), -1);
            default -> read(path, dice.coin());
        };
    }

    private Request guarded() {
        String path = dice.oneOf(GUARDED);
        return switch (dice.below(12)) {
            case 0, 1 -> new WriteRequest.SetAcl(path, acl(), dice.coin() ? -1 : memory.aclVersion(path));
            case 2, 3 ->
                new WriteRequest.Create(dice.oneOf(CreateForm.CREATE, CreateForm.CREATE2), path, value(), acl(), 0, -1);
            case 4 -> new WriteRequest.Delete(path, -1);
            case 5, 6 -> new WriteRequest.SetData(path, value(), -1);
            case 7, 8 -> new ReadRequest.GetAcl(path);
            case 9 -> new ReadRequest.WhoAmI();
            case 10 -> new WriteRequest.Multi(List.of(new WriteRequest.Check(path, -1), part()));
            default -> read(path, dice.coin());
        };
    }

    private Request container() {
        String path = dice.oneOf(REAPED);
        return switch (dice.below(10)) {
            case 0, 1 -> create(CreateForm.CONTAINER, path, 0);
            case 2, 3 ->
                new WriteRequest.Create(
                        CreateForm.TTL, path, value(), Acl.OPEN, dice.oneOf(5, 5, 6, 0), dice.between(0, 900));
            case 4, 5 -> create(CreateForm.CREATE, path + "/k" + dice.below(2), 0);
            case 6, 7 -> new WriteRequest.Delete(path + "/k" + dice.below(2), -1);
            case 8 -> new WriteRequest.SetData(path, value(), -1);
            default -> new ReadRequest.Exists(path, dice.coin());
        };
    }

    private Request sync() {
        String path = dice.oneOf(REGISTERS);
        return switch (dice.below(4)) {
            case 0 -> new WriteRequest.SetData(path, value(), -1);
            case 1 -> new SessionRequest.Sync(path);
            default -> read(path, false);
        };
    }

    private Request oddity() {
        String path = dice.oneOf(BAD_PATHS);
        return switch (dice.below(12)) {
            case 0 -> new Undecodable(dice.oneOf(Protocol.OP_CREATE, Protocol.OP_SET_DATA, Protocol.OP_GET_DATA));
            case 1 -> new Undecodable(Protocol.OP_MULTI);
            case 2 -> create(dice.oneOf(CreateForm.values()), path, dice.below(3));
            case 3 -> create(dice.oneOf(CreateForm.values()), dice.oneOf(REGISTERS), dice.between(-1, 8));
            case 4 -> new WriteRequest.Delete(path, -1);
            case 5 -> new WriteRequest.SetData(path, value(), -1);
            case 6 -> new WriteRequest.Create(CreateForm.CREATE, "/r0", value(), dice.coin() ? null : List.of(), 0, -1);
            case 7 -> new WriteRequest.SetAcl("/r0", badAcl(), -1);
            case 8 -> new WriteRequest.Reconfig(null, "1", null, -1);
            case 9 -> new WriteRequest.SetData(dice.oneOf(REGISTERS), new byte[dice.below(MOST_HUGE_BYTES)], -1);
            case 10 -> new ReadRequest.Exists(path.isEmpty() ? "/" : path, false);
            default -> new WriteRequest.SetData(dice.oneOf(REGISTERS), value(), Integer.MAX_VALUE - dice.below(2));
        };
    }

    private Request read(String path, boolean watch) {
        return switch (dice.below(5)) {
            case 0 -> new ReadRequest.Exists(path, watch);
            case 1 -> new ReadRequest.GetChildren(path, watch, dice.coin());
            default -> new ReadRequest.GetData(path, watch);
        };
    }

    private WriteRequest.Create create(CreateForm form, String path, int flags) {
        return new WriteRequest.Create(form, path, value(), Acl.OPEN, flags, -1);
    }

    private String anyPath() {
        return switch (dice.below(6)) {
            case 0 -> dice.oneOf(DEEP);
            case 1 -> dice.oneOf(PARENTS);
            case 2 -> dice.oneOf(EPHEMERAL);
            case 3 -> dice.oneOf(REAPED);
            case 4 -> dice.oneOf(GUARDED);
            default -> dice.oneOf(REGISTERS);
        };
    }

    private String mine(String parent) {
        List<String> created = memory.created();
        return created.isEmpty() ? parent + "/n-0000000000" : created.get(dice.below(created.size()));
    }

    private int version(String path) {
        return switch (dice.below(4)) {
            case 0 -> -1;
            case 1 -> dice.below(3);
            default -> memory.version(path);
        };
    }

    private byte @Nullable [] value() {
        return switch (dice.below(12)) {
            case 0 -> null;
            case 1 -> new byte[0];
            case 2 -> new byte[dice.below(600)];
            default -> new byte[] {(byte) dice.below(4)};
        };
    }

    private List<Acl> acl() {
        return switch (dice.below(7)) {
            case 0 -> List.of(new Acl(Permission.ALL, "auth", dice.coin() ? null : ""));
            case 1 -> List.of(new Acl(dice.below(32), "digest", Client.ALICE.id()), Acl.READ_ONLY.getFirst());
            case 2 ->
                List.of(new Acl(Permission.ALL, "digest", Client.BOB.id()), new Acl(dice.below(32), "world", "anyone"));
            case 3 -> List.of(new Acl(Permission.ALL, "ip", dice.oneOf("10.0.0.0/8", "10.0.0.1", "10.0.0.0/31")));
            case 4 -> List.of(Acl.OPEN.getFirst(), Acl.OPEN.getFirst());
            default -> Acl.OPEN;
        };
    }

    private @Nullable List<Acl> badAcl() {
        return switch (dice.below(6)) {
            case 0 -> null;
            case 1 -> List.of();
            case 2 -> List.of(new Acl(31, "world", "nobody"));
            case 3 -> List.of(new Acl(31, "unheard", "of"));
            case 4 -> List.of(new Acl(31, "ip", dice.oneOf("10.0.0", "10.0.0.1/33", "300.1.1.1")));
            default -> List.of(new Acl(31, "digest", dice.oneOf("a", "a:", "a:b:c", ":b", "a:b")));
        };
    }
}
