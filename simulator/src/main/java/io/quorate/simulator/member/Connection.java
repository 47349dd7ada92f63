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
import io.quorate.simulator.checker.Promise;
import io.quorate.simulator.network.Ending;
import io.quorate.simulator.network.Parcel;
import io.quorate.simulator.network.Party;
import io.quorate.simulator.network.Plug;
import io.quorate.simulator.world.Mark;
import io.quorate.simulator.world.World;
import io.quorate.wire.ResponseCodec;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The member's end of a client's connection: frames become inputs, and what the replica says leaves batch by batch. */
final class Connection implements ClientLink, Party {
    private final World world;
    private final Member member;
    private final Plug plug;
    private final ClientLink face;
    private final List<Frame> outbound = new ArrayList<>();
    private List<Identity> identities;
    private @Nullable Attachment attachment;
    private long session;
    private long heardMs;
    private boolean closing;
    private long shown;

    /** A connection that the member has just accepted. */
    Connection(Member member, Plug plug, String address) {
        this.member = member;
        this.world = member.world();
        this.plug = plug;
        this.identities = List.of(new Identity("ip", address));
        this.face = member.tampering().link(this);
    }

    @Override
    public void received(Parcel parcel) {
        if (closing) {
            return;
        }
        heardMs = member.time().monotonicMs();
        switch ((Frame) parcel) {
            case Frame.Hello(ConnectRequest request) -> {
                member.history()
                        .add(new Entry.Knocked(
                                world.now(), member.id(), plug.number(), request.sessionId(), request.timeoutMs()));
                member.post(new Input.Connect(face, request));
            }
            case Frame.Proof(Identity identity) -> {
                member.history().add(new Entry.Proved(world.now(), member.id(), plug.number()));
                if (!identities.contains(identity)) {
                    List<Identity> more = new ArrayList<>(identities);
                    more.add(identity);
                    identities = List.copyOf(more);
                }
            }
            case Frame.Question(int xid, Request request) -> {
                member.history()
                        .add(new Entry.Arrived(world.now(), member.id(), plug.number(), session, xid, identities));
                world.note(member.id(), Mark.READ, plug.number(), xid, () -> "");
                member.post(new Input.FromClient(face, xid, request, identities));
            }
            case Frame.Accept _, Frame.Reply _, Frame.Event _ ->
                throw new IllegalStateException("a client sent " + parcel);
        }
    }

    @Override
    public void writable() {
        // What the replica says is never held back: its bound is the client's window.
    }

    @Override
    public void closed(Ending why) {
        member.post(new Input.Disconnected(face));
        member.hasLost(plug.number());
    }

    /** A batch has ended: what was said leaves now. */
    void flush() {
        if (shown > 0 && member.isAmongPeers()) {
            member.effects().next();
            long zxid = shown;
            shown = 0;
            member.history()
                    .test(
                            member.mayShow(zxid),
                            Promise.Z11,
                            world.now(),
                            () -> "member " + member.id() + " speaks of zxid " + zxid + " on connection "
                                    + plug.number() + ", which is not decided");
        }
        outbound.forEach(plug::send);
        outbound.clear();
        if (closing) {
            plug.close();
        }
    }

    /** The member is no more; what it had not yet sent never leaves. */
    void memberDied() {
        outbound.clear();
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
        if (newAttachment != null) {
            session = newAttachment.sessionId();
            member.history().add(new Entry.Bound(world.now(), member.id(), plug.number(), session));
        }
    }

    @Override
    public void accept(ConnectResponse response) {
        say(new Frame.Accept(response));
    }

    @Override
    public void reply(int xid, long zxid, int error, Response body) {
        promise(zxid);
        Response read = body instanceof Response.Listing listing ? ResponseCodec.namesOf(listing) : body;
        say(new Frame.Reply(xid, zxid, error, read));
    }

    @Override
    public void event(long zxid, EventType type, String path) {
        promise(zxid);
        say(new Frame.Event(zxid, type, path));
    }

    /** What is said of a zxid is a promise that it will be there for ever (Z11). */
    private void promise(long zxid) {
        if (member.isAmongPeers()) {
            shown = Math.max(shown, zxid);
            return;
        }
        long durable = member.durableZxid();
        member.history()
                .test(
                        zxid <= durable,
                        Promise.Z11,
                        world.now(),
                        () -> "member " + member.id() + " speaks of zxid " + zxid + " on connection " + plug.number()
                                + ", but only " + durable + " is durable");
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
