package io.quorate.simulator.application;

import io.quorate.client.port.Link;
import io.quorate.client.port.LinkListener;
import io.quorate.message.ConnectRequest;
import io.quorate.message.ConnectResponse;
import io.quorate.message.Request;
import io.quorate.simulator.checker.Entry;
import io.quorate.simulator.checker.History;
import io.quorate.simulator.checker.Words;
import io.quorate.simulator.member.Frame;
import io.quorate.simulator.network.Ending;
import io.quorate.simulator.network.Endpoint;
import io.quorate.simulator.network.Parcel;
import io.quorate.simulator.network.Party;
import io.quorate.simulator.network.Plug;
import io.quorate.simulator.network.Port;
import io.quorate.simulator.world.Mark;
import io.quorate.simulator.world.World;
import io.quorate.wire.ConnectCodec;
import io.quorate.wire.JuteReader;
import io.quorate.wire.JuteWriter;
import io.quorate.wire.RequestCodec;
import io.quorate.wire.ResponseCodec;
import java.util.ArrayDeque;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The client's end of a connection to a member: its bytes become the network's frames, and frames its bytes. What is
 * asked and heard goes into the history, so that whoever judges what members say judges this too.
 */
final class ClientWire implements Link, Party {
    private static final int MAX_FRAME_BYTES = 1 << 20;
    private static final long MEAN_OPENING = World.MS / 2;
    private static final long MEAN_READING = World.MS / 50;

    private final Life life;
    private final World world;
    private final History history;
    private final LinkListener listener;
    private final Plug plug;
    private final JuteReader reader = new JuteReader(MAX_FRAME_BYTES);
    private final ArrayDeque<Frame> arrived = new ArrayDeque<>();
    private long session;
    private boolean greeted;
    private boolean reading;
    private boolean over;
    private @Nullable Ending ending;

    ClientWire(Life life, int member, LinkListener listener) {
        this.life = life;
        this.world = life.machine().world();
        this.history = life.machine().history();
        this.listener = listener;
        Machine machine = life.machine();
        this.plug = machine.network().dial(machine.host(), Endpoint.member(member), Port.CLIENTS, this);
        life.in(life.ownDice().delay(MEAN_OPENING), () -> {
            if (!over && ending == null) {
                listener.opened("member " + member);
            }
        });
    }

    void cut() {
        if (plug.isOpen()) {
            world.note(Mark.CUT, plug.number(), 0, () -> "");
            plug.sever();
        }
    }

    @Override
    public void send(byte[] array, int offset, int length) {
        int at = offset;
        while (at < offset + length) {
            int size = reader.reset(array, at, Integer.BYTES).readInt();
            sendFrame(reader.reset(array, at + Integer.BYTES, size));
            at += Integer.BYTES + size;
        }
    }

    private void sendFrame(JuteReader frame) {
        if (!greeted) {
            greeted = true;
            ConnectRequest request = ConnectCodec.readRequest(frame);
            session = request.sessionId();
            world.note(
                    Mark.OPEN,
                    plug.number(),
                    session,
                    () -> "machine " + life.machine().number());
            plug.send(new Frame.Hello(request));
            return;
        }
        int xid = frame.readInt();
        Request request = Objects.requireNonNull(RequestCodec.decode(frame.readInt(), frame));
        history.add(new Entry.Asked(world.now(), plug.number(), session, xid, request));
        world.note(Mark.ASK, plug.number(), xid, () -> Words.of(request));
        plug.send(new Frame.Question(xid, request));
    }

    @Override
    public void close() {
        if (!over) {
            over = true;
            history.add(new Entry.Gone(world.now(), plug.number()));
            plug.close();
        }
    }

    @Override
    public void received(Parcel parcel) {
        if (!over) {
            arrived.add((Frame) parcel);
            read();
        }
    }

    @Override
    public void writable() {
        // The client bounds what it has under way by itself.
    }

    @Override
    public void closed(Ending why) {
        if (!over) {
            ending = why;
            read();
        }
    }

    private void read() {
        if (!reading) {
            reading = true;
            life.in(life.ownDice().delay(MEAN_READING), this::hear);
        }
    }

    /** Hands over all that is at hand, as a loop does that has found a socket readable. */
    private void hear() {
        reading = false;
        boolean any = !arrived.isEmpty();
        while (!over && !arrived.isEmpty()) {
            hear(arrived.remove());
        }
        if (!over && any) {
            listener.paused();
        }
        Ending why = ending;
        if (!over && why != null) {
            over = true;
            history.add(new Entry.Gone(world.now(), plug.number()));
            world.note(Mark.GONE, plug.number(), why.ordinal(), why::toString);
            listener.lost(why.toString());
        }
    }

    private void hear(Frame frame) {
        JuteWriter out = new JuteWriter(Frame.FEW_BYTES);
        switch (frame) {
            case Frame.Accept(ConnectResponse response) -> {
                accepted(response);
                ConnectCodec.writeResponse(out, response, true);
            }
            case Frame.Reply reply -> {
                history.add(new Entry.Answered(
                        world.now(), plug.number(), session, reply.xid(), reply.zxid(), reply.error(), reply.body()));
                world.note(
                        Mark.ANSWER,
                        plug.number(),
                        reply.zxid(),
                        () -> Words.of("xid " + reply.xid() + " " + reply.error() + " " + reply.body()));
                ResponseCodec.writeFrame(out, reply.xid(), reply.zxid(), reply.error(), reply.body());
            }
            case Frame.Event event -> {
                history.add(new Entry.Announced(
                        world.now(), plug.number(), session, event.zxid(), event.type(), event.path()));
                world.note(Mark.EVENT, plug.number(), event.zxid(), () -> event.type() + " " + event.path());
                ResponseCodec.writeEventFrame(out, event.zxid(), event.type(), event.path());
            }
            case Frame.Hello _, Frame.Proof _, Frame.Question _ ->
                throw new IllegalStateException("a member sent " + frame);
        }
        life.heard();
        byte[] bytes = out.toByteArray();
        listener.received(bytes, Integer.BYTES, bytes.length - Integer.BYTES);
    }

    private void accepted(ConnectResponse response) {
        boolean granted = response.timeoutMs() > 0;
        world.note(Mark.ATTACH, plug.number(), response.sessionId(), () -> granted ? "granted" : "refused");
        if (granted) {
            session = response.sessionId();
            history.add(new Entry.Attached(
                    world.now(), plug.number(), session, response.timeoutMs(), true, response.readOnly()));
        } else {
            history.add(new Entry.Refused(world.now(), plug.number(), session));
        }
    }
}
