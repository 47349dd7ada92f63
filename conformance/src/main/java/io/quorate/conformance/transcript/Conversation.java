package io.quorate.conformance.transcript;

import io.quorate.conformance.raw.Bytes;
import io.quorate.conformance.raw.BytesIn;
import io.quorate.conformance.raw.Handshake;
import io.quorate.conformance.raw.Op;
import io.quorate.conformance.raw.RawClient;
import io.quorate.conformance.raw.Received;
import io.quorate.conformance.raw.Request;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One connection of a scenario. Requests get the xids 1, 2, 3, … (pings −2, auth −4) unless the caller says otherwise;
 * every frame received is written into the world's transcript. Made by {@link World}.
 */
public final class Conversation {
    private static final int EVENT_XID = -1;
    private static final int PING_XID = -2;
    private static final int AUTH_XID = -4;
    private static final int PIPELINE = 200;

    private final String name;
    private final World world;
    private final RawClient socket;
    private final List<Pending> pending = new ArrayList<>();
    private int lastXid;
    private boolean ended;
    private long sessionId;
    private byte[] password = new byte[0];

    Conversation(String name, World world, RawClient socket) {
        this.name = name;
        this.world = world;
        this.socket = socket;
    }

    private record Pending(int xid, Request request) {}

    /** Sends a connect request and reads the answer to it, if there is one. */
    public Conversation shakeHands(Handshake handshake) {
        sendBytes(handshake.frame());
        return readHandshake();
    }

    /** Reads the answer to a connect request that was sent as bytes. */
    public Conversation readHandshake() {
        switch (socket.read(world.patience())) {
            case Received.Frame(byte[] body) -> {
                world.record(new Entry.Connected(name, body));
                remember(body);
            }
            case Received.Closed _ -> end();
            case Received.Silence _ -> world.record(new Entry.Silent(name));
        }
        return this;
    }

    /** Sends one request and reads up to its reply. */
    public Conversation call(Request request) {
        send(request);
        return drain();
    }

    /** Sends the requests in one go, then reads all replies; long lists travel in portions. */
    public Conversation callAll(List<Request> requests) {
        for (int from = 0; from < requests.size(); from += PIPELINE) {
            send(requests.subList(from, Math.min(requests.size(), from + PIPELINE))
                    .toArray(Request[]::new));
            drain();
        }
        return this;
    }

    /** Sends the requests in one write and reads nothing. */
    public Conversation send(Request... requests) {
        Bytes all = new Bytes();
        for (Request request : requests) {
            all.raw(framed(request, xidFor(request)));
        }
        sendBytes(all.toArray());
        return this;
    }

    /** Sends one request under an xid of the caller's choice and reads up to its reply. */
    public Conversation call(int xid, Request request) {
        sendBytes(framed(request, xid));
        return drain();
    }

    /**
     * The frame of a request as the next {@link #send} would write it; its reply is then awaited by {@link #drain()}.
     */
    public byte[] frameOf(Request request) {
        return framed(request, xidFor(request));
    }

    /** Writes bytes that the transcript knows nothing of. */
    public Conversation sendBytes(byte[] bytes) {
        if (!ended && !socket.send(bytes)) {
            end();
        }
        return this;
    }

    /** Reads until every request sent has its reply, or the connection ends. */
    public Conversation drain() {
        while (!pending.isEmpty() && !ended) {
            if (!readOne()) {
                return this;
            }
        }
        return this;
    }

    /** Reads all that the server has sent so far: everything before the reply to a ping. */
    public Conversation hear() {
        return ended ? this : call(Request.ping());
    }

    /** Reads until the server closes the connection. */
    public Conversation awaitEnd() {
        while (!ended) {
            if (!readOne()) {
                return this;
            }
        }
        return this;
    }

    /** Reads one notification. */
    public Conversation awaitEvent() {
        if (!ended) {
            readOne();
        }
        return this;
    }

    /** Closes the session, which also closes the connection. */
    public void close() {
        call(Request.closeSession());
        awaitEnd();
    }

    /** Ends the connection without telling the session. */
    public void drop() {
        socket.close();
        ended = true;
        pending.clear();
    }

    /** Tells the server that nothing more will be written. */
    public Conversation finishWriting() {
        socket.finishWriting();
        return this;
    }

    /** True once the server or this side has ended the connection. */
    public boolean hasEnded() {
        return ended;
    }

    public long sessionId() {
        return sessionId;
    }

    public byte[] password() {
        return password.clone();
    }

    /** A handshake that takes this session up again. */
    public Handshake resumption(int timeoutMs) {
        return Handshake.resume(sessionId, password, timeoutMs);
    }

    /** The zxid of the latest reply, read by a ping of its own that leaves no trace in the transcript. */
    long lastZxid() {
        socket.send(Request.ping().frame(PING_XID));
        if (socket.read(world.patience()) instanceof Received.Frame(byte[] body)) {
            BytesIn in = new BytesIn(body);
            in.int32();
            return in.int64();
        }
        throw new IllegalStateException("no answer to a ping on a fresh session");
    }

    private byte[] framed(Request request, int xid) {
        world.record(new Entry.Sent(name, xid, request.words()));
        pending.add(new Pending(xid, request));
        return request.frame(xid);
    }

    private int xidFor(Request request) {
        return switch (request.type()) {
            case Op.PING -> PING_XID;
            case Op.AUTH -> AUTH_XID;
            default -> ++lastXid;
        };
    }

    private boolean readOne() {
        return switch (socket.read(world.patience())) {
            case Received.Frame(byte[] body) -> {
                accept(body);
                yield true;
            }
            case Received.Closed _ -> {
                end();
                yield false;
            }
            case Received.Silence _ -> {
                world.record(new Entry.Silent(name));
                pending.clear();
                yield false;
            }
        };
    }

    private void accept(byte[] body) {
        int xid = body.length < 4 ? 0 : new BytesIn(body).int32();
        if (xid == EVENT_XID && body.length > 16) {
            world.record(new Entry.Notified(name, body));
            return;
        }
        Request request = take(xid);
        world.record(new Entry.Replied(name, request, body));
        if (request != null && request.type() == Op.CLOSE_SESSION) {
            world.forget(sessionId);
        }
    }

    private @Nullable Request take(int xid) {
        for (Iterator<Pending> each = pending.iterator(); each.hasNext(); ) {
            Pending candidate = each.next();
            boolean ping = candidate.request().type() == Op.PING && xid == PING_XID;
            if (ping || candidate.xid() == xid) {
                each.remove();
                return candidate.request();
            }
        }
        return null;
    }

    private void remember(byte[] body) {
        if (body.length < 36) {
            return;
        }
        BytesIn in = new BytesIn(body);
        in.int32();
        int timeout = in.int32();
        sessionId = in.int64();
        password = Arrays.copyOfRange(body, 20, 36);
        if (timeout > 0) {
            world.remember(sessionId, password);
        }
    }

    private void end() {
        if (!ended) {
            ended = true;
            pending.clear();
            world.record(new Entry.Ended(name));
            socket.close();
        }
    }

    /** How long a read waits before it counts as silence. */
    static final Duration PATIENCE = Duration.ofSeconds(10);
}
