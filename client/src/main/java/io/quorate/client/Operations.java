package io.quorate.client;

import io.quorate.client.session.Chroot;
import io.quorate.client.session.Watching;
import io.quorate.data.Acl;
import io.quorate.data.CreateMode;
import io.quorate.data.ErrorCode;
import io.quorate.data.Identity;
import io.quorate.data.Stat;
import io.quorate.data.ZnodePath;
import io.quorate.message.ReadRequest;
import io.quorate.message.ReadRequest.WatchKind;
import io.quorate.message.Request;
import io.quorate.message.Response;
import io.quorate.message.SessionRequest;
import io.quorate.message.WriteRequest;
import io.quorate.message.WriteRequest.CreateForm;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Every operation of the protocol as an {@link Operation}, under one chroot. Safe for use by every thread.
 *
 * @param chroot what the client takes for the root
 * @param acl of what would be created open to everybody
 */
record Operations(Chroot chroot, List<Acl> acl) {
    private static final long NO_TTL = -1;

    Operation<Created> create(String path, byte @Nullable [] data, CreateOptions options) {
        WriteRequest.Create request = createRequest(path, data, options, CreateForm.CREATE2);
        return write("create", path, request, response -> {
            Response.Created created = (Response.Created) response;
            return new Created(chroot.toClient(created.path()), created.stat());
        });
    }

    private WriteRequest.Create createRequest(
            String path, byte @Nullable [] data, CreateOptions options, CreateForm plainForm) {
        CreateMode mode = options.mode();
        checkPath(mode.isSequential() ? path + "0" : path);
        CreateForm form =
                mode.isTtl() ? CreateForm.TTL : mode == CreateMode.CONTAINER ? CreateForm.CONTAINER : plainForm;
        long ttl = options.ttl() == null ? NO_TTL : options.ttl().toMillis();
        List<Acl> chosen = options.acl().equals(Acl.OPEN) ? acl : options.acl();
        return new WriteRequest.Create(form, chroot.toServer(path), data, chosen, mode.flags(), ttl);
    }

    Operation<Void> delete(String path, int version) {
        return writeOfNothing("delete", path, new WriteRequest.Delete(server(path), version));
    }

    Operation<Stat> set(String path, byte @Nullable [] data, int version) {
        return write("setData", path, new WriteRequest.SetData(server(path), data, version), Operations::stat);
    }

    Operation<Stat> setAcl(String path, List<Acl> acl, int version) {
        return write("setACL", path, new WriteRequest.SetAcl(server(path), acl, version), Operations::stat);
    }

    Operation<Optional<Stat>> exists(String path, Read read) {
        String server = server(path);
        Request request = new ReadRequest.Exists(server, read.watch() != null);
        Function<Response, Optional<Stat>> meaning =
                response -> response instanceof Response.StatOnly there ? Optional.of(there.stat()) : Optional.empty();
        return new Operation<>(
                "exists",
                path,
                request,
                true,
                read.isLatest(),
                once(Watching.Kind.EXISTS, server, read),
                true,
                meaning);
    }

    Operation<NodeData> get(String path, Read read) {
        return getAt("getData", path, server(path), read);
    }

    /** The configuration of the ensemble lies outside every chroot. */
    Operation<NodeData> config(Read read) {
        return getAt("getConfig", ZnodePath.CONFIG, ZnodePath.CONFIG, read);
    }

    private static Operation<NodeData> getAt(String name, String path, String server, Read read) {
        Request request = new ReadRequest.GetData(server, read.watch() != null);
        return read(name, path, request, read.isLatest(), once(Watching.Kind.DATA, server, read), Operations::data);
    }

    Operation<Children> children(String path, Read read) {
        String server = server(path);
        Request request = new ReadRequest.GetChildren(server, read.watch() != null, true);
        Watching watching = once(Watching.Kind.CHILDREN, server, read);
        return read("getChildren", path, request, read.isLatest(), watching, response -> {
            Response.Names names = (Response.Names) response;
            if (names.stat() == null) {
                throw new IllegalStateException("children of " + path + " were answered without a Stat");
            }
            return new Children(List.copyOf(names.names()), names.stat());
        });
    }

    Operation<Integer> allChildrenNumber(String path) {
        Request request = new ReadRequest.CountDescendants(server(path));
        return read(
                "getAllChildrenNumber", path, request, false, null, response -> ((Response.Count) response).total());
    }

    Operation<NodeAcl> getAcl(String path) {
        return read("getACL", path, new ReadRequest.GetAcl(server(path)), false, null, response -> {
            Response.AclAndStat acl = (Response.AclAndStat) response;
            return new NodeAcl(List.copyOf(acl.acl()), acl.stat());
        });
    }

    Operation<List<String>> ephemerals(String prefix) {
        Request request = new ReadRequest.GetEphemerals(server(prefix));
        return read(
                "getEphemerals",
                prefix,
                request,
                false,
                null,
                response -> ((Response.Names) response)
                        .names().stream().map(chroot::toClient).toList());
    }

    Operation<List<Identity>> whoAmI() {
        return read(
                "whoAmI",
                null,
                new ReadRequest.WhoAmI(),
                false,
                null,
                response -> List.copyOf(((Response.Clients) response).clients()));
    }

    Operation<Void> sync(String path) {
        return read("sync", path, new SessionRequest.Sync(server(path)), false, null, Operations::nothing);
    }

    Operation<Void> addWatch(String path, WatchMode mode, WatchListener listener) {
        String server = server(path);
        boolean recursive = mode == WatchMode.RECURSIVE;
        Request request = new ReadRequest.AddWatch(server, recursive);
        return read(
                "addWatch",
                path,
                request,
                false,
                new Watching.Lasting(recursive, server, listener),
                Operations::nothing);
    }

    /** One listener goes: the server keeps its watch, for others may need it, and is only asked whether it has one. */
    Operation<Void> removeWatch(String path, WatchKind kind, WatchListener listener, boolean evenOffline) {
        String server = server(path);
        Watching removal = new Watching.Removal(kind, server, listener, evenOffline);
        return read(
                "removeWatches", path, new ReadRequest.CheckWatches(server, kind), false, removal, Operations::nothing);
    }

    /** All listeners go, and the server's watch with them. */
    Operation<Void> removeWatches(String path, WatchKind kind, boolean evenOffline) {
        String server = server(path);
        Watching removal = new Watching.Removal(kind, server, null, evenOffline);
        Request request = new ReadRequest.RemoveWatches(server, kind);
        return new Operation<>("removeWatches", path, request, false, false, removal, false, Operations::nothing);
    }

    Operation<List<OpResult>> transaction(List<Op> ops) {
        List<WriteRequest> parts = new ArrayList<>(ops.size());
        for (Op op : ops) {
            parts.add(
                    switch (op) {
                        case Op.Create create ->
                            createRequest(create.path(), create.data(), create.options(), CreateForm.CREATE2);
                        case Op.Delete delete -> new WriteRequest.Delete(server(delete.path()), delete.version());
                        case Op.SetData set -> new WriteRequest.SetData(server(set.path()), set.data(), set.version());
                        case Op.Check check -> new WriteRequest.Check(server(check.path()), check.version());
                    });
        }
        return write(
                "multi",
                pathsOf(ops),
                new WriteRequest.Multi(parts),
                response -> ((Response.Results) response)
                        .results().stream().map(this::result).toList());
    }

    private static @Nullable String pathsOf(List<Op> ops) {
        return switch (ops.size()) {
            case 0 -> null;
            case 1 -> ops.getFirst().path();
            default -> ops.getFirst().path() + " and " + (ops.size() - 1) + " more";
        };
    }

    private OpResult result(Response.Result result) {
        return switch (result) {
            case Response.Result.Create create ->
                throw new IllegalStateException("create of " + create.path() + " was answered without a Stat");
            case Response.Result.Create2 create -> new OpResult.Created(chroot.toClient(create.path()), create.stat());
            case Response.Result.Delete unused -> new OpResult.Deleted();
            case Response.Result.SetData set -> new OpResult.DataSet(set.stat());
            case Response.Result.Check unused -> new OpResult.Checked();
            case Response.Result.Failed failed -> new OpResult.Failed(codeOf(failed.code()));
            case Response.Result.GetData unused -> throw new IllegalStateException("a write was answered as a read");
            case Response.Result.GetChildren unused ->
                throw new IllegalStateException("a write was answered as a read");
        };
    }

    Operation<List<ReadResult>> readAll(List<ReadOp> ops) {
        List<ReadRequest> parts = new ArrayList<>(ops.size());
        for (ReadOp op : ops) {
            parts.add(
                    switch (op) {
                        case ReadOp.Data data -> new ReadRequest.GetData(server(data.path()), false);
                        case ReadOp.ChildNames names -> new ReadRequest.GetChildren(server(names.path()), false, false);
                    });
        }
        return read(
                "multiRead",
                null,
                new ReadRequest.MultiRead(parts),
                false,
                null,
                response -> ((Response.Results) response)
                        .results().stream().map(Operations::readResult).toList());
    }

    private static ReadResult readResult(Response.Result result) {
        return switch (result) {
            case Response.Result.GetData data -> new ReadResult.Data(new NodeData(data.data(), data.stat()));
            case Response.Result.GetChildren children -> new ReadResult.ChildNames(List.copyOf(children.names()));
            case Response.Result.Failed failed -> new ReadResult.Failed(codeOf(failed.code()));
            case Response.Result.Create unused -> throw notARead();
            case Response.Result.Create2 unused -> throw notARead();
            case Response.Result.Delete unused -> throw notARead();
            case Response.Result.SetData unused -> throw notARead();
            case Response.Result.Check unused -> throw notARead();
        };
    }

    private static IllegalStateException notARead() {
        return new IllegalStateException("a part of multiRead was answered as a write");
    }

    Operation<NodeData> reconfigure(Reconfiguration change) {
        Request request =
                new WriteRequest.Reconfig(change.joining(), change.leaving(), change.members(), change.fromConfig());
        return new Operation<>("reconfig", null, request, false, false, null, false, Operations::data);
    }

    /** Stands for the showing of an identity, which is no request. */
    static Operation<Void> auth(String scheme) {
        return new Operation<>(
                "addAuth of scheme " + scheme,
                null,
                new SessionRequest.Ping(),
                false,
                false,
                null,
                false,
                Operations::nothing);
    }

    private <T> Operation<T> write(String name, @Nullable String path, Request request, Function<Response, T> meaning) {
        return new Operation<>(name, path, request, false, false, null, false, meaning);
    }

    private Operation<Void> writeOfNothing(String name, String path, Request request) {
        return new Operation<>(name, path, request, false, false, null, false, Operations::nothing);
    }

    private static <T> Operation<T> read(
            String name,
            @Nullable String path,
            Request request,
            boolean latest,
            @Nullable Watching watching,
            Function<Response, T> meaning) {
        return new Operation<>(name, path, request, true, latest, watching, false, meaning);
    }

    private static @Nullable Watching once(Watching.Kind kind, String serverPath, Read read) {
        return read.watch() == null ? null : new Watching.Once(kind, serverPath, read.watch());
    }

    private String server(String path) {
        checkPath(path);
        return chroot.toServer(path);
    }

    static void checkPath(String path) {
        if (!ZnodePath.isValid(path)) {
            throw new IllegalArgumentException(
                    "\"" + path + "\" is not the path of a znode: it starts with / and has no"
                            + " empty component, no component . or .., no trailing / and no control character");
        }
    }

    static ErrorCode codeOf(int number) {
        ErrorCode code = ErrorCode.of(number);
        return code == null ? ErrorCode.SYSTEM_ERROR : code;
    }

    private static Stat stat(Response response) {
        return ((Response.StatOnly) response).stat();
    }

    private static NodeData data(Response response) {
        Response.Data data = (Response.Data) response;
        return new NodeData(data.data(), data.stat());
    }

    @SuppressWarnings("NullAway") // the only value of Void is null
    private static Void nothing(Response unused) {
        return null;
    }
}
