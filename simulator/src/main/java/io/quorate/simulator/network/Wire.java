package io.quorate.simulator.network;

import io.quorate.simulator.world.Dice;
import io.quorate.simulator.world.World;

/** One connection: two sides and a stream each way. Each side believes in it until it learns otherwise. */
final class Wire {
    private static final long LEAST_PATIENCE = 800 * World.MS;
    private static final long MOST_PATIENCE = 12_000 * World.MS;
    private static final long MOST_UNNOTICED = 1_500 * World.MS;

    private final Network network;
    private final int number;
    private final Port port;
    private final Dice dice;
    private final long patience;
    private final Side caller;
    private final Side callee;
    private final Stream there;
    private final Stream back;
    private boolean severed;

    Wire(Network network, int number, Endpoint from, Endpoint to, Port port, Dice dice) {
        this.network = network;
        this.number = number;
        this.port = port;
        this.dice = dice;
        this.patience = LEAST_PATIENCE + dice.belowLong(MOST_PATIENCE - LEAST_PATIENCE);
        this.caller = new Side(from);
        this.callee = new Side(to);
        Route route = new Route(from, to, port);
        this.there = new Stream(this, caller, callee, route);
        this.back = new Stream(this, callee, caller, route.back());
    }

    Network network() {
        return network;
    }

    int number() {
        return number;
    }

    Port port() {
        return port;
    }

    /** How long a side sends in vain before it gives up. */
    long patience() {
        return patience;
    }

    /** When the last thing that is under way now is to arrive, 0 if nothing is. */
    long stirsUntil() {
        return Math.max(there.stirsUntil(), back.stirsUntil());
    }

    Stream stream(Side from) {
        return from == caller ? there : back;
    }

    /** Says hello on behalf of the caller. */
    Plug dial(Party party) {
        caller.occupy(party);
        there.send(new Stream.Cargo.Hello(), 0);
        return new Plug(this, caller);
    }

    void send(Side from, Stream.Cargo cargo) {
        if (from.isOpen() && !severed) {
            stream(from).send(cargo, 0);
        }
    }

    void close(Side side) {
        if (side.isOpen()) {
            stream(side).send(new Stream.Cargo.Farewell(), 0);
            network.in(network.latency(stream(side).route()), () -> {
                side.end(Ending.CLOSED);
                settle();
            });
        }
    }

    void sever() {
        if (!severed) {
            severed = true;
            breakOff(there, dice.belowLong(MOST_UNNOTICED));
            breakOff(back, network.latency(back.route()));
        }
    }

    private void breakOff(Stream stream, long unnoticed) {
        stream.lose(dice.below(stream.size() + 1));
        stream.send(new Stream.Cargo.Break(Ending.RESET), unnoticed);
    }

    /** A host is gone: with a word to the other side, if its kernel lives on, or without. */
    void vanished(Endpoint host, boolean silently) {
        Side side = caller.host().equals(host) ? caller : callee;
        if (side.host().equals(host) && side.isOpen()) {
            side.vanish();
            Stream stream = stream(side);
            stream.lose(dice.below(stream.size() + 1));
            if (!silently) {
                stream.send(new Stream.Cargo.Break(Ending.RESET), 0);
            }
            settle();
        }
    }

    /** Something has changed on this route or at this host. */
    void retry() {
        there.retry();
        back.retry();
    }

    void arrived(Stream stream, Stream.Cargo cargo) {
        Side receiver = stream.receiver();
        if (cargo instanceof Stream.Cargo.Hello) {
            hello();
            return;
        }
        Party party = receiver.party();
        if (!receiver.isOpen() || party == null) {
            answerForTheDead(stream, cargo);
            return;
        }
        switch (cargo) {
            case Stream.Cargo.Message(Parcel parcel) -> party.received(parcel);
            case Stream.Cargo.Farewell _ -> over(receiver, Ending.CLOSED);
            case Stream.Cargo.Break(Ending why) -> over(receiver, why);
            case Stream.Cargo.Hello _ -> throw new IllegalStateException("a second hello on wire " + number);
        }
    }

    private void over(Side side, Ending why) {
        side.end(why);
        settle();
    }

    private void hello() {
        Listener listener = network.listener(callee.host(), port);
        if (listener == null) {
            callee.vanish();
            there.lose(0);
            back.send(new Stream.Cargo.Break(Ending.REFUSED), 0);
        } else {
            callee.occupy(listener.accepted(new Plug(this, callee), caller.host()));
        }
    }

    /** A host that knows nothing of a connection says so to whoever sends something on it. */
    private void answerForTheDead(Stream stream, Stream.Cargo cargo) {
        if (cargo instanceof Stream.Cargo.Message && stream.sender().isOpen()) {
            stream.lose(0);
            stream(stream.receiver()).send(new Stream.Cargo.Break(Ending.RESET), 0);
        }
    }

    void hasRoom(Side side) {
        Party party = side.party();
        if (side.isOpen() && party != null) {
            party.writable();
        }
    }

    /** Once neither side believes in it any more it can be forgotten. */
    void settle() {
        if (!caller.isOpen() && !callee.isOpen()) {
            network.forget(this);
        }
    }
}
