package io.quorate.simulator.member;

import io.quorate.data.EventType;
import io.quorate.data.Identity;
import io.quorate.message.ConnectRequest;
import io.quorate.message.ConnectResponse;
import io.quorate.message.Request;
import io.quorate.message.Response;
import io.quorate.replica.Input;
import io.quorate.replica.port.ClientLink;
import io.quorate.simulator.checker.Entry;
import io.quorate.simulator.checker.Words;
import io.quorate.simulator.world.Dice;
import io.quorate.simulator.world.Mark;
import io.quorate.simulator.world.World;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One connection between a client and the member: two streams in order, each with its delay. When it is cut, each side
 * has received a prefix of what was sent and learns of it at its own time (faults N1, N4, N5).
 */
public final class Connection implements ClientLink {
    private static final long MEAN_DELAY = World.MS / 4;
    private static final long MOST_UNNOTICED = 1500 * World.MS;

    private final int number;
    private final World world;
    private final Member member;
    private final int boot;
    private final ClientSide client;
    private final Dice dice;
    private final ClientLink face;
    private final List<Frame> outbound = new ArrayList<>();
    private List<Identity> identities;
    private @Nullable Attachment attachment;
    private long session;
    private long heardMs;
    private long lastUp;
    private long lastDown;
    private boolean closing;
    private boolean deafMember;
    private boolean deafClient;
    private boolean toldMember;
    private boolean toldClient;

    /** Who is at the client's end. */
    public interface ClientSide {
        /** The handshake was answered. */
        void attached(Connection connection, ConnectResponse response);

        /** A reply came. */
        void answered(Connection connection, int xid, long zxid, int error, Response body);

        /** An event came. */
        void announced(Connection connection, long zxid, EventType type, String path);

        /** The connection is no more. */
        void gone(Connection connection);
    }

    /** What travels from the member to the client. */
    private sealed interface Frame {
        record Accept(ConnectResponse response) implements Frame {}

        record Reply(int xid, long zxid, int error, Response body) implements Frame {}

        record Event(long zxid, EventType type, String path) implements Frame {}
    }

    /** A connection that the member has just accepted. */
    Connection(int number, Member member, ClientSide client, String address, Dice dice) {
        this.number = number;
        this.member = member;
        this.world = member.world();
        this.boot = member.boot();
        this.client = client;
        this.dice = dice;
        this.identities = List.of(new Identity("ip", address));
        this.face = member.tampering().link(this);
    }

    /** Its number; no other has the same. */
    public int number() {
        return number;
    }

    /** The session it speaks for, as far as its client knows; 0 if it has none yet. */
    public long session() {
        return session;
    }

    /** The session it speaks for from now on. */
    public void speaksFor(long ofSession) {
        session = ofSession;
    }

    /** The client introduces itself. */
    public void connect(ConnectRequest request) {
        session = request.sessionId();
        up(() -> {
            member.history().add(new Entry.Knocked(world.now(), number, session));
            member.post(new Input.Connect(face, request));
        });
    }

    /** The client proves to be somebody; it takes effect as soon as it is read. */
    public void authenticate(Identity identity) {
        up(() -> {
            List<Identity> more = new ArrayList<>(identities);
            if (!more.contains(identity)) {
                more.add(identity);
            }
            identities = List.copyOf(more);
        });
    }

    /** The client asks. */
    public void ask(int xid, Request request) {
        member.history().add(new Entry.Asked(world.now(), number, session, xid, request));
        world.note(Mark.ASK, number, xid, () -> Words.of(request));
        up(() -> {
            member.history().add(new Entry.Arrived(world.now(), number, session, xid, identities));
            world.note(Mark.READ, number, xid, () -> "");
            member.post(new Input.FromClient(face, xid, request, identities));
        });
    }

    /** Equal times would come in any order, so no two frames of a stream have the same. */
    private void up(Runnable arrival) {
        lastUp = Math.max(lastUp + 1, world.now() + dice.delay(MEAN_DELAY));
        world.in(lastUp - world.now(), () -> {
            if (!deafMember && isServed()) {
                heardMs = member.time().monotonicMs();
                arrival.run();
            }
        });
    }

    private boolean isServed() {
        return member.isUp() && member.boot() == boot;
    }

    /** The line is cut: nothing more arrives on either side, and each learns of it when it does. */
    public void cut() {
        if (deafClient && deafMember) {
            return;
        }
        world.note(Mark.CUT, number, 0, () -> "");
        deafMember = true;
        deafClient = true;
        tellMember(dice.belowLong(MOST_UNNOTICED));
        tellClient(dice.delay(MEAN_DELAY * 8));
    }

    /** The member is no more. Some of what it had sent may still arrive. */
    void memberDied() {
        outbound.clear();
        deafMember = true;
        long last = dice.delay(MEAN_DELAY);
        world.in(last, () -> deafClient = true);
        tellClient(last + dice.delay(MEAN_DELAY * 8));
    }

    private void tellMember(long delay) {
        if (!toldMember) {
            toldMember = true;
            world.in(delay, () -> {
                if (isServed()) {
                    member.post(new Input.Disconnected(face));
                }
            });
        }
    }

    private void tellClient(long delay) {
        if (!toldClient) {
            toldClient = true;
            world.in(delay, () -> {
                deafClient = true;
                world.note(Mark.GONE, number, 0, () -> "");
                client.gone(this);
            });
        }
    }

    /** A batch has ended: what was said leaves now. */
    void flush() {
        for (Frame frame : outbound) {
            lastDown = Math.max(lastDown + 1, world.now() + dice.delay(MEAN_DELAY));
            world.in(lastDown - world.now(), () -> {
                if (!deafClient) {
                    deliver(frame);
                }
            });
        }
        outbound.clear();
        if (closing) {
            deafMember = true;
            tellMember(dice.delay(MEAN_DELAY));
            tellClient(Math.max(0, lastDown - world.now()) + dice.delay(MEAN_DELAY));
        }
    }

    private void deliver(Frame frame) {
        switch (frame) {
            case Frame.Accept(ConnectResponse response) -> client.attached(this, response);
            case Frame.Reply(int xid, long zxid, int error, Response body) ->
                client.answered(this, xid, zxid, error, body);
            case Frame.Event(long zxid, EventType type, String path) -> client.announced(this, zxid, type, path);
        }
    }

    @Override
    public List<Identity> identities() {
        return identities;
    }

    @Override
    public long lastHeardMs() {
        return heardMs;
    }

    @Override
    public @Nullable Attachment attachment() {
        return attachment;
    }

    @Override
    public void attach(@Nullable Attachment newAttachment) {
        attachment = newAttachment;
    }

    @Override
    public void accept(ConnectResponse response) {
        say(new Frame.Accept(response));
    }

    @Override
    public void reply(int xid, long zxid, int error, Response body) {
        say(new Frame.Reply(xid, zxid, error, body));
    }

    @Override
    public void event(long zxid, EventType type, String path) {
        say(new Frame.Event(zxid, type, path));
    }

    private void say(Frame frame) {
        member.effects().next();
        if (!closing) {
            outbound.add(frame);
            member.hasSaid(this);
        }
    }

    @Override
    public void close() {
        member.effects().next();
        closing = true;
        member.hasSaid(this);
    }
}
