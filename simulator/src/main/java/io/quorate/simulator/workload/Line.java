package io.quorate.simulator.workload;

import io.quorate.data.EventType;
import io.quorate.data.Identity;
import io.quorate.message.ConnectRequest;
import io.quorate.message.ConnectResponse;
import io.quorate.message.Request;
import io.quorate.message.Response;
import io.quorate.simulator.checker.Entry;
import io.quorate.simulator.checker.History;
import io.quorate.simulator.checker.Words;
import io.quorate.simulator.member.Frame;
import io.quorate.simulator.network.Ending;
import io.quorate.simulator.network.Endpoint;
import io.quorate.simulator.network.Network;
import io.quorate.simulator.network.Parcel;
import io.quorate.simulator.network.Party;
import io.quorate.simulator.network.Plug;
import io.quorate.simulator.network.Port;
import io.quorate.simulator.world.Mark;
import io.quorate.simulator.world.World;

/** A client's end of a connection. What is asked and heard on it goes into the history. */
public final class Line implements Party {
    private final World world;
    private final History history;
    private final Hearer hearer;
    private final Plug plug;
    private long session;

    /** Who listens at the client's end. */
    public interface Hearer {
        /** The handshake was answered. */
        void attached(Line line, ConnectResponse response);

        /** A reply came. */
        void answered(Line line, long zxid, int error, Response body);

        /** An event came. */
        void announced(Line line, EventType type, String path);

        /** The connection is no more. */
        void gone(Line line);
    }

    /** Calls a member. */
    public Line(World world, History history, Network network, Endpoint from, Endpoint to, Hearer hearer) {
        this.world = world;
        this.history = history;
        this.hearer = hearer;
        this.plug = network.dial(from, to, Port.CLIENTS, this);
    }

    /** Its number; no other has the same. */
    public int number() {
        return plug.number();
    }

    /** Whether the client may still believe in it. */
    public boolean isOpen() {
        return plug.isOpen();
    }

    /** Asks for a session, or for one again. */
    public void connect(ConnectRequest request) {
        session = request.sessionId();
        plug.send(new Frame.Hello(request));
    }

    /** The client knows now which session it has. */
    public void speaksFor(long newSession) {
        session = newSession;
    }

    /** The client proves to be somebody; it takes effect as soon as it is read. */
    public void authenticate(Identity identity) {
        plug.send(new Frame.Proof(identity));
    }

    /** Sends a request. */
    public void ask(int xid, Request request) {
        history.add(new Entry.Asked(world.now(), number(), session, xid, request));
        world.note(Mark.ASK, number(), xid, () -> Words.of(request));
        plug.send(new Frame.Question(xid, request));
    }

    /** The line breaks. */
    public void cut() {
        if (plug.isOpen()) {
            world.note(Mark.CUT, number(), 0, () -> "");
            plug.sever();
        }
    }

    /** The client has heard nothing for too long and does not believe in it any more. */
    public void giveUp() {
        plug.close();
    }

    @Override
    public void received(Parcel parcel) {
        switch ((Frame) parcel) {
            case Frame.Accept(ConnectResponse response) -> hearer.attached(this, response);
            case Frame.Reply(int xid, long zxid, int error, Response body) -> {
                history.add(new Entry.Answered(world.now(), number(), session, xid, zxid, error, body));
                world.note(Mark.ANSWER, number(), zxid, () -> Words.of("xid " + xid + " " + error + " " + body));
                hearer.answered(this, zxid, error, body);
            }
            case Frame.Event(long zxid, EventType type, String path) -> {
                history.add(new Entry.Announced(world.now(), number(), session, zxid, type, path));
                world.note(Mark.EVENT, number(), zxid, () -> type + " " + path);
                hearer.announced(this, type, path);
            }
            case Frame.Hello _, Frame.Proof _, Frame.Question _ ->
                throw new IllegalStateException("a member sent " + parcel);
        }
    }

    @Override
    public void writable() {
        // A client's window is its bound.
    }

    @Override
    public void closed(Ending why) {
        history.add(new Entry.Gone(world.now(), number()));
        world.note(Mark.GONE, number(), why.ordinal(), () -> why.toString());
        hearer.gone(this);
    }
}
