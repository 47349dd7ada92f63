package io.quorate.transport.client;

import io.quorate.data.Acl;
import io.quorate.data.ErrorCode;
import io.quorate.data.EventType;
import io.quorate.data.Stat;
import io.quorate.message.ConnectRequest;
import io.quorate.message.ConnectResponse;
import io.quorate.message.ReadRequest.Exists;
import io.quorate.message.ReadRequest.GetData;
import io.quorate.message.ReadRequest.WhoAmI;
import io.quorate.message.Response;
import io.quorate.message.SessionRequest.CloseSession;
import io.quorate.message.SessionRequest.Ping;
import io.quorate.message.SessionRequest.Sync;
import io.quorate.message.Undecodable;
import io.quorate.message.WriteRequest.SetData;
import io.quorate.replica.Input;
import io.quorate.replica.port.ClientLink;
import io.quorate.replica.port.Clients;
import io.quorate.tree.FastReader;
import io.quorate.tree.ReadCell;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A service with sessions, data and data watches behind the ports, driven as the real one is: whoever has offered
 * something drives if nobody does. {@link #HELD}, and what comes after it, is not answered before {@link #letGo()}.
 */
final class SmallService implements RequestSink, FastReader {
    static final Sync HELD = new Sync("/held");

    private static final int BATCH = 64;

    private final Queue<Input> inbox;
    private final AtomicBoolean driving = new AtomicBoolean();
    private final AtomicBoolean paused = new AtomicBoolean();
    private final Map<String, Node> nodes = new ConcurrentHashMap<>();
    /** Odd while a batch is carried out. */
    private final AtomicLong sequence = new AtomicLong();

    private final AtomicLong zxid = new AtomicLong();
    private final Map<String, Set<ClientLink>> watches = new LinkedHashMap<>();
    private final List<Runnable> held = new ArrayList<>();
    private long lastSession = 0x100;
    private @Nullable Clients clients;

    final Set<ClientLink> connected = ConcurrentHashMap.newKeySet();
    final AtomicLong disconnected = new AtomicLong();
    final AtomicLong requests = new AtomicLong();

    private record Node(byte[] data, long mzxid, int version, List<Acl> acl) {}

    SmallService(int inboxCapacity) {
        inbox = new ArrayBlockingQueue<>(inboxCapacity);
    }

    void serve(Clients newClients) {
        clients = newClients;
    }

    /** Stores data before anybody is connected. */
    void put(String path, byte[] data, List<Acl> acl) {
        nodes.put(path, new Node(data, zxid.incrementAndGet(), 0, acl));
    }

    /** From now on nothing is taken from the inbox. */
    void pause() {
        paused.set(true);
    }

    /** Goes on, on the calling thread. */
    void goOn() {
        paused.set(false);
        run();
    }

    /** Answers what was held back, on the calling thread. */
    void letGo() {
        while (!driving.compareAndSet(false, true)) {
            Thread.onSpinWait();
        }
        held.forEach(Runnable::run);
        held.clear();
        flush();
        driving.set(false);
        run();
    }

    @Override
    public boolean offer(Input input) {
        return inbox.offer(input);
    }

    @Override
    public void run() {
        while (!inbox.isEmpty() && !paused.get() && driving.compareAndSet(false, true)) {
            sequence.incrementAndGet();
            Input input = inbox.poll();
            for (int i = 0; input != null; i++) {
                step(input);
                input = i < BATCH ? inbox.poll() : null;
            }
            sequence.incrementAndGet();
            flush();
            driving.set(false);
        }
    }

    private void flush() {
        if (clients != null) {
            clients.flush();
        }
    }

    private void step(Input input) {
        switch (input) {
            case Input.Connect connect -> connect(connect.link(), connect.request());
            case Input.Disconnected gone -> {
                connected.remove(gone.link());
                disconnected.incrementAndGet();
                watches.values().forEach(watchers -> watchers.remove(gone.link()));
            }
            case Input.FromClient from -> {
                requests.incrementAndGet();
                if (!held.isEmpty() || from.request().equals(HELD)) {
                    held.add(() -> answer(from));
                } else {
                    answer(from);
                }
            }
            default -> throw new IllegalStateException("a client cannot cause " + input);
        }
    }

    private void connect(ClientLink link, ConnectRequest request) {
        connected.add(link);
        if (request.sessionId() != 0) {
            link.accept(ConnectResponse.expired());
            link.close();
        } else {
            link.accept(new ConnectResponse(request.timeoutMs(), ++lastSession, new byte[16], false));
        }
    }

    private void answer(Input.FromClient from) {
        ClientLink link = from.link();
        int xid = from.xid();
        switch (from.request()) {
            case Ping _ -> link.reply(-2, zxid.get(), 0, Response.Empty.INSTANCE);
            case GetData get -> read(link, xid, get.path(), get.watch(), true, from);
            case Exists exists -> {
                if (exists.path().indexOf('\0') >= 0) {
                    link.reply(xid, zxid.get(), ErrorCode.BAD_ARGUMENTS.number(), Response.Empty.INSTANCE);
                } else {
                    read(link, xid, exists.path(), exists.watch(), false, from);
                }
            }
            case SetData set -> set(link, xid, set);
            case Sync sync -> link.reply(xid, zxid.get(), 0, new Response.Path(sync.path()));
            case WhoAmI _ -> link.reply(xid, zxid.get(), 0, new Response.Clients(from.who()));
            case CloseSession _ -> {
                link.reply(xid, zxid.incrementAndGet(), 0, Response.Empty.INSTANCE);
                link.close();
            }
            case Undecodable _ ->
                link.reply(xid, zxid.get(), ErrorCode.MARSHALLING_ERROR.number(), Response.Empty.INSTANCE);
            default -> throw new IllegalStateException("not served here: " + from.request());
        }
    }

    private void read(ClientLink link, int xid, String path, boolean watch, boolean withData, Input.FromClient from) {
        Node node = nodes.get(path);
        if (node == null) {
            link.reply(xid, zxid.get(), ErrorCode.NO_NODE.number(), Response.Empty.INSTANCE);
        } else if (!DoorAtTest.RULES.allows(node.acl(), 1, from.who())) {
            link.reply(xid, zxid.get(), ErrorCode.NO_AUTH.number(), Response.Empty.INSTANCE);
        } else {
            if (watch) {
                watches.computeIfAbsent(path, _ -> new LinkedHashSet<>()).add(link);
            }
            Stat stat = stat(node);
            link.reply(
                    xid, zxid.get(), 0, withData ? new Response.Data(node.data(), stat) : new Response.StatOnly(stat));
        }
    }

    private void set(ClientLink link, int xid, SetData set) {
        byte[] data = set.data() == null ? new byte[0] : set.data();
        Node before = nodes.get(set.path());
        Node after = new Node(
                data,
                zxid.incrementAndGet(),
                before == null ? 0 : before.version() + 1,
                before == null ? Acl.OPEN : before.acl());
        nodes.put(set.path(), after);
        Set<ClientLink> watchers = watches.remove(set.path());
        if (watchers != null) {
            watchers.forEach(watcher -> watcher.event(zxid.get(), EventType.NODE_DATA_CHANGED, set.path()));
        }
        link.reply(xid, zxid.get(), 0, new Response.StatOnly(stat(after)));
    }

    private static Stat stat(Node node) {
        return new Stat(1, node.mzxid(), 2, 3, node.version(), 0, 0, 0, node.data().length, 0, 1);
    }

    @Override
    public long quietZxid() {
        long before = sequence.get();
        long seen = zxid.get();
        return (before & 1) == 0 && sequence.get() == before ? seen : -1;
    }

    @Override
    public boolean read(byte[] path, int offset, int length, ReadCell into) {
        long before = sequence.get();
        if ((before & 1) != 0) {
            return false;
        }
        Node node = nodes.get(new String(path, offset, length, StandardCharsets.UTF_8));
        into.lastZxid = zxid.get();
        into.found = node != null;
        if (node != null) {
            into.data = node.data();
            into.acl = node.acl();
            into.czxid = 1;
            into.mzxid = node.mzxid();
            into.ctime = 2;
            into.mtime = 3;
            into.version = node.version();
            into.pzxid = 1;
        }
        return sequence.get() == before;
    }
}
