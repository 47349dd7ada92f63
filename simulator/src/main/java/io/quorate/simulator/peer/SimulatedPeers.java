package io.quorate.simulator.peer;

import io.quorate.replica.Input;
import io.quorate.replica.port.Peers;
import io.quorate.simulator.network.Endpoint;
import io.quorate.simulator.network.Network;
import io.quorate.simulator.network.Parcel;
import io.quorate.simulator.network.Party;
import io.quorate.simulator.network.Plug;
import io.quorate.simulator.network.Port;
import io.quorate.simulator.world.Dice;
import io.quorate.simulator.world.Mark;
import io.quorate.simulator.world.Task;
import io.quorate.zab.ElectionMessage;
import io.quorate.zab.Input.Heard;
import io.quorate.zab.Input.LinkDown;
import io.quorate.zab.Input.LinkUp;
import io.quorate.zab.Link;
import io.quorate.zab.ServerId;
import io.quorate.zab.ZabConfig;
import io.quorate.zab.ZabMessage;
import io.quorate.zab.codec.MalformedException;
import io.quorate.zab.codec.QuorumEncoder;
import io.quorate.zab.codec.Writer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A member's door to its peers, for one life of the member. What is said leaves when the batch ends. */
public final class SimulatedPeers implements Peers {
    private static final int PIECE_BYTES = 16 << 10;

    private final PeerHost host;
    private final Network network;
    private final PeerStore store;
    private final Dice dice;
    private final ElectionWords words;
    private final long dialPatience;
    private final Map<Link, PeerLink> links = new LinkedHashMap<>();
    private final Map<ServerId, ElectionMessage> toTell = new LinkedHashMap<>();
    private final Writer writer = new Writer();
    private long accepted;

    /**
     * A door that nobody knocks at yet.
     *
     * @param dialPatience so long it waits for a connection to stand, nanoseconds
     */
    public SimulatedPeers(
            PeerHost host, Network network, PeerStore store, ZabConfig.Rule rule, long dialPatience, Dice dice) {
        this.host = host;
        this.network = network;
        this.store = store;
        this.dice = dice;
        this.words = new ElectionWords(rule, new ServerId(host.id()));
        this.dialPatience = dialPatience;
    }

    /** From now on peers can reach it. */
    public void listen() {
        Endpoint here = Endpoint.member(host.id());
        network.hearWords(here, Port.ELECTION, this::caught);
        network.listen(here, Port.QUORUM, this::accepted);
    }

    private void caught(Endpoint from, Parcel parcel) {
        ServerId sender = new ServerId(from.number());
        try {
            ElectionMessage message = words.decode(((PeerFrame.Word) parcel).content());
            host.world()
                    .note(
                            host.id(),
                            Mark.HEARD,
                            from.number(),
                            ElectionWords.round(message),
                            () -> ElectionWords.text(message));
            host.post(new Input.ForZab(new Heard(sender, message)));
        } catch (MalformedException malformed) {
            throw new IllegalStateException("a member said on the election port what cannot be read", malformed);
        }
    }

    private Party accepted(Plug plug, Endpoint from) {
        accepted++;
        PeerLink link = new PeerLink(this, Link.accepted(accepted), from.number(), dice);
        links.put(link.link(), link);
        link.plugIn(plug);
        plug.send(new PeerFrame.Welcome());
        stands(link);
        return link;
    }

    void stands(PeerLink link) {
        host.world().note(host.id(), Mark.LINK, link.peer(), link.number(), () -> link.link() + " stands");
        host.post(new Input.ForZab(new LinkUp(link.link())));
    }

    /** The member takes up that the connection is over; until then it may still say something on it. */
    public void forget(Link link) {
        links.remove(link);
    }

    void ended(PeerLink link, String why) {
        host.world().note(host.id(), Mark.LINK, link.peer(), link.number(), () -> link.link() + " ended: " + why);
        host.post(new Input.ForZab(new LinkDown(link.link())));
    }

    PeerHost host() {
        return host;
    }

    PeerStore store() {
        return store;
    }

    /** The bytes of one message. */
    byte[] encoded(ZabMessage message) {
        writer.clear();
        QuorumEncoder.encode(message, writer);
        return writer.copy();
    }

    /** Whether this member still believes in that connection. */
    public boolean isOpen(Link link) {
        PeerLink known = links.get(link);
        return known != null && known.isOpen();
    }

    /** Says something over one of its connections that makes no sense there, and that it did not mean to say. */
    public void talkNonsense(Dice own) {
        List<PeerLink> open = links.values().stream().filter(PeerLink::isOpen).toList();
        if (!open.isEmpty()) {
            PeerLink over = open.get(own.below(open.size()));
            ZabMessage message = Nonsense.from(over.link().dialled(), host.id(), own);
            host.world().note(host.id(), Mark.SAY, over.peer(), over.number(), () -> "nonsense: " + message);
            over.say(encoded(message));
        }
    }

    private @Nullable PeerLink find(Link link) {
        return links.get(link);
    }

    @Override
    public void tell(ServerId to, ElectionMessage message) {
        host.effect();
        host.witness().tells(host.id(), (int) to.value(), message);
        toTell.remove(to);
        toTell.put(to, message);
    }

    @Override
    public void open(Link link, ServerId to) {
        host.effect();
        PeerLink opened = new PeerLink(this, link, (int) to.value(), dice);
        links.put(link, opened);
        opened.plugIn(network.dial(Endpoint.member(host.id()), Endpoint.member((int) to.value()), Port.QUORUM, opened));
        host.in(Task.PEERS, dialPatience, opened::giveUpDialling);
    }

    @Override
    public void close(Link link, String reason) {
        host.effect();
        PeerLink closing = find(link);
        if (closing != null) {
            closing.close(reason);
        }
    }

    @Override
    public void send(Link link, ZabMessage message) {
        host.effect();
        PeerLink over = find(link);
        if (over != null && over.isOpen()) {
            host.world().note(host.id(), Mark.SAY, over.peer(), over.number(), () -> PeerWords.of(message));
            host.witness().says(host.id(), over.peer(), over.number(), message);
            over.say(encoded(message));
        } else {
            host.witness().saysInVain(host.id(), message);
        }
    }

    @Override
    public void sendHistory(Link link, long after, long through) {
        host.effect();
        PeerLink over = find(link);
        if (over != null && over.isOpen()) {
            host.world()
                    .note(
                            host.id(),
                            Mark.SAY,
                            over.peer(),
                            over.number(),
                            () -> "history " + PeerWords.zxid(after) + ".." + PeerWords.zxid(through));
            host.witness().tellsHistory(host.id(), over.peer(), over.number(), after, through);
            over.tellHistory(after, through);
        }
    }

    @Override
    public void beginSnapshot(Link link, long zxid) {
        host.effect();
        PeerLink over = find(link);
        if (over != null) {
            ZabMessage message = new ZabMessage.Snap(zxid);
            host.world().note(host.id(), Mark.SAY, over.peer(), over.number(), () -> PeerWords.of(message));
            host.witness().says(host.id(), over.peer(), over.number(), message);
            host.witness().sendsSnapshot(host.id(), over.peer(), over.number(), zxid);
            over.beginSnapshot(encoded(message));
        }
    }

    @Override
    public void snapshotBytes(Link link, byte[] bytes, int offset, int length) {
        host.effect();
        PeerLink over = find(link);
        if (over != null) {
            for (int at = offset; at < offset + length; at += PIECE_BYTES) {
                int end = Math.min(offset + length, at + PIECE_BYTES);
                over.ship(Arrays.copyOfRange(bytes, at, end));
            }
        }
    }

    @Override
    public void endSnapshot(Link link) {
        host.effect();
        PeerLink over = find(link);
        if (over != null) {
            over.endSnapshot();
        }
    }

    @Override
    public long backlogBytes(Link link) {
        PeerLink over = find(link);
        return over == null ? 0 : over.backlog();
    }

    @Override
    public void receiveSnapshot(Link link, long zxid) {
        host.effect();
        PeerLink over = find(link);
        if (over != null) {
            over.receiveSnapshot(zxid);
        }
    }

    @Override
    public void flush() {
        toTell.forEach((to, message) -> {
            host.effect();
            host.world()
                    .note(
                            host.id(),
                            Mark.VOTE,
                            to.value(),
                            ElectionWords.round(message),
                            () -> ElectionWords.text(message));
            network.toss(
                    Endpoint.member(host.id()),
                    Endpoint.member((int) to.value()),
                    Port.ELECTION,
                    new PeerFrame.Word(words.encode(message)));
        });
        toTell.clear();
        List<PeerLink> speaking = new ArrayList<>(links.values());
        for (PeerLink link : speaking) {
            link.flush();
        }
    }
}
