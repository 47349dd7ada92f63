package io.quorate.simulator.peer;

import io.quorate.replica.Input;
import io.quorate.simulator.network.Ending;
import io.quorate.simulator.network.Parcel;
import io.quorate.simulator.network.Party;
import io.quorate.simulator.network.Plug;
import io.quorate.simulator.world.Dice;
import io.quorate.simulator.world.Mark;
import io.quorate.simulator.world.Task;
import io.quorate.simulator.world.World;
import io.quorate.zab.Link;
import io.quorate.zab.Payload;
import io.quorate.zab.Proposal;
import io.quorate.zab.ZabMessage;
import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One connection to a peer. What is said waits here, in order, until the batch ends and the line has room; history is
 * read from the disk when it is its turn. Whether it stands and that it ended is told exactly once each.
 */
final class PeerLink implements Party {
    private static final long READING = World.MS / 5;
    private static final int SPLIT_PER_MILLE = 200;

    private final SimulatedPeers door;
    private final Link link;
    private final int peer;
    private final Dice dice;
    private final Hearing hearing;
    private final ArrayDeque<Saying> sayings = new ArrayDeque<>();
    /** What was said while a snapshot was not there as a whole: it comes behind it. */
    private final ArrayDeque<Saying> held = new ArrayDeque<>();

    private @Nullable Plug plug;
    private boolean stands;
    private boolean over;
    private boolean closing;
    private boolean reading;
    private boolean flushed;
    private boolean shipping;
    private long backlog;

    /** What waits to be said. */
    private sealed interface Saying {
        record Bytes(byte[] bytes) implements Saying {}

        record History(long after, long through) implements Saying {}

        record Farewell() implements Saying {}
    }

    PeerLink(SimulatedPeers door, Link link, int peer, Dice dice) {
        this.door = door;
        this.link = link;
        this.peer = peer;
        this.dice = dice;
        this.stands = !link.dialled();
        this.hearing = new Hearing(door.store(), this::heard, this::received, this::spoiled);
    }

    void plugIn(Plug newPlug) {
        plug = newPlug;
    }

    Link link() {
        return link;
    }

    boolean isOpen() {
        return !closing && !over;
    }

    /** The number of the other member. */
    int peer() {
        return peer;
    }

    /** The number of the connection; both members know it by that. */
    int number() {
        return plug().number();
    }

    private Plug plug() {
        Plug current = plug;
        if (current == null) {
            throw new IllegalStateException(link + " has not been connected");
        }
        return current;
    }

    /** Bytes that have not left yet. */
    long backlog() {
        return backlog;
    }

    void say(byte[] bytes) {
        say(new Saying.Bytes(bytes), shipping ? held : sayings);
    }

    void tellHistory(long after, long through) {
        say(new Saying.History(after, through), shipping ? held : sayings);
    }

    /** A snapshot begins: what is said from now on comes behind its end. */
    void beginSnapshot(byte[] announcement) {
        say(announcement);
        shipping = true;
    }

    /** Some bytes of the snapshot. */
    void ship(byte[] bytes) {
        say(new Saying.Bytes(bytes), sayings);
    }

    /** All bytes of the snapshot have been said. */
    void endSnapshot() {
        shipping = false;
        sayings.addAll(held);
        held.clear();
        flushed = false;
    }

    private void say(Saying saying, ArrayDeque<Saying> behind) {
        if (!closing && !over) {
            backlog += saying instanceof Saying.Bytes(byte[] bytes) ? bytes.length : 0;
            behind.add(saying);
            flushed = false;
        }
    }

    /** Once what was said has left; a snapshot that is not there as a whole leaves no more. */
    void close(String reason) {
        if (!closing && !over) {
            closing = true;
            held.clear();
            door.host().world().note(door.host().id(), Mark.LINK, peer, number(), () -> link + " closed: " + reason);
            if (stands) {
                sayings.add(new Saying.Farewell());
                flushed = false;
            } else {
                plug().close();
            }
        }
    }

    void giveUpDialling() {
        if (!stands && !over) {
            plug().close();
            end("nobody has answered");
        }
    }

    /** A batch has ended: what was said since the last one may leave now. */
    void flush() {
        if (!flushed) {
            flushed = true;
            door.host().effect();
            leave();
        }
    }

    private void leave() {
        while (!over && stands && !sayings.isEmpty() && !reading && plug().isWritable()) {
            switch (sayings.remove()) {
                case Saying.Bytes(byte[] bytes) -> {
                    backlog -= bytes.length;
                    send(bytes);
                }
                case Saying.History history -> read(history);
                case Saying.Farewell _ -> plug().close();
            }
        }
    }

    /** In any pieces. */
    private void send(byte[] bytes) {
        int from = 0;
        while (from < bytes.length) {
            boolean split = dice.perMille(SPLIT_PER_MILLE);
            int to = split ? from + 1 + dice.below(bytes.length - from) : bytes.length;
            plug().send(new PeerFrame.Piece(Arrays.copyOfRange(bytes, from, to)));
            from = to;
        }
    }

    private void read(Saying.History history) {
        reading = true;
        door.host().in(Task.HISTORY, dice.delay(READING), () -> {
            if (over) {
                return;
            }
            if (!door.store().hasWritten(history.through())) {
                read(history);
                return;
            }
            reading = false;
            ByteArrayOutputStream told = new ByteArrayOutputStream();
            try {
                door.store().history(history.after(), history.through(), (zxid, payload) -> {
                    told.writeBytes(door.encoded(new ZabMessage.Propose(new Proposal(zxid, new Payload(payload)))));
                    told.writeBytes(door.encoded(new ZabMessage.Commit(zxid)));
                });
                send(told.toByteArray());
            } catch (io.quorate.storage.disk.StorageException unreadable) {
                door.host().world().note(door.host().id(), Mark.LINK, peer, number(), () -> unreadable.getMessage());
                plug().close();
            }
            leave();
        });
    }

    void receiveSnapshot(long zxid) {
        hear(() -> hearing.receiveSnapshot(zxid));
    }

    private void heard(ZabMessage message) {
        door.host().world().note(door.host().id(), Mark.RECEIVE, peer, number(), () -> PeerWords.of(message));
        door.host().witness().hears(door.host().id(), peer, number(), message);
        door.host().post(new Input.ForZab(new io.quorate.zab.Input.Received(link, message)));
    }

    private void received(long zxid) {
        door.host().witness().receivedSnapshot(door.host().id(), peer, number(), zxid);
    }

    private void spoiled() {
        close("the snapshot makes no sense");
        flush();
    }

    private void hear(Runnable hearingSomething) {
        try {
            hearingSomething.run();
        } catch (io.quorate.zab.codec.MalformedException | io.quorate.wire.MalformedException malformed) {
            hearing.breakOff();
            close(String.valueOf(malformed.getMessage()));
            flush();
        }
    }

    @Override
    public void received(Parcel parcel) {
        if (over) {
            return;
        }
        switch ((PeerFrame) parcel) {
            case PeerFrame.Welcome _ -> door.host().guarded(this::welcome);
            case PeerFrame.Piece(byte[] content) -> door.host().guarded(() -> hear(() -> hearing.take(content)));
            case PeerFrame.Word _ -> throw new IllegalStateException("a word for the election port came over " + link);
        }
    }

    private void welcome() {
        if (!closing) {
            stands = true;
            door.stands(this);
            leave();
        }
    }

    @Override
    public void writable() {
        boolean waited = backlog > 0;
        door.host().guarded(this::leave);
        if (waited) {
            door.host().post(new Input.SnapshotRoom());
        }
    }

    @Override
    public void closed(Ending why) {
        door.host().guarded(() -> end(why.toString()));
    }

    private void end(String why) {
        if (!over) {
            over = true;
            sayings.clear();
            held.clear();
            backlog = 0;
            hearing.breakOff();
            door.ended(this, why);
        }
    }
}
