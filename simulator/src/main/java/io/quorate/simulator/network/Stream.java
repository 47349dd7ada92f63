package io.quorate.simulator.network;

import java.util.ArrayDeque;

/**
 * One direction of a wire. Whatever its route does, things arrive in the order they were sent: only the first is ever
 * on its way, the others wait behind it.
 */
final class Stream {
    private final Wire wire;
    private final Side sender;
    private final Side receiver;
    private final Route route;
    private final ArrayDeque<Flight> flights = new ArrayDeque<>();
    private final Runnable arrival = this::arrive;
    private long lastArrival;
    private long bytes;
    private boolean moving;
    private boolean stuck;
    private long stuckSince;
    private boolean wantsRoom;

    /** What travels. */
    sealed interface Cargo {
        /** A connection is wanted. */
        record Hello() implements Cargo {}

        record Message(Parcel parcel) implements Cargo {}

        /** Nothing more comes. */
        record Farewell() implements Cargo {}

        /** It is over, at once. */
        record Break(Ending why) implements Cargo {}
    }

    private record Flight(Cargo cargo, long arrivesAt, int bytes) {}

    Stream(Wire wire, Side sender, Side receiver, Route route) {
        this.wire = wire;
        this.sender = sender;
        this.receiver = receiver;
        this.route = route;
    }

    Side sender() {
        return sender;
    }

    Side receiver() {
        return receiver;
    }

    Route route() {
        return route;
    }

    /** Bytes under way. */
    long bytes() {
        return bytes;
    }

    /** When the last thing that is under way now is to arrive, 0 if nothing is. */
    long stirsUntil() {
        return flights.isEmpty() ? 0 : lastArrival;
    }

    /** How many things are under way. */
    int size() {
        return flights.size();
    }

    void send(Cargo cargo, long extraDelay) {
        int size = cargo instanceof Cargo.Message(Parcel parcel) ? parcel.bytes() : 0;
        long transfer = wire.network().routes().transfer(route, size);
        long soonest = wire.network().now() + extraDelay + wire.network().latency(route) + transfer;
        lastArrival = Math.max(lastArrival + Math.max(1, transfer), soonest);
        flights.add(new Flight(cargo, lastArrival, size));
        bytes += size;
        wantsRoom |= bytes >= Network.BUFFER_BYTES;
        move();
    }

    /** All but the first {@code kept} things under way are lost. */
    void lose(int kept) {
        while (flights.size() > kept) {
            bytes -= flights.removeLast().bytes();
        }
    }

    /** The route is open again, or the receiver has woken up. */
    void retry() {
        if (stuck) {
            stuck = false;
            wire.network().in(wire.network().latency(route), arrival);
        }
    }

    private void move() {
        Flight head = flights.peek();
        if (!moving && head != null) {
            moving = true;
            wire.network().in(head.arrivesAt() - wire.network().now(), arrival);
        }
    }

    private void arrive() {
        Flight head = flights.peek();
        Network network = wire.network();
        if (head == null) {
            moving = false;
            return;
        }
        if (head.arrivesAt() > network.now()) {
            network.in(head.arrivesAt() - network.now(), arrival);
            return;
        }
        boolean unheard = network.routes().isBlocked(route) || network.isDark(receiver.host());
        if (unheard && head.cargo() instanceof Cargo.Break) {
            flights.clear();
            bytes = 0;
            moving = false;
        } else if (unheard || network.isAsleep(receiver.host())) {
            wait(unheard);
        } else {
            flights.remove();
            bytes -= head.bytes();
            wire.arrived(this, head.cargo());
            if (wantsRoom && bytes < Network.BUFFER_BYTES / 2) {
                wantsRoom = false;
                wire.hasRoom(sender);
            }
            moving = false;
            move();
        }
    }

    /** Whoever sends gives up after a while; a receiver that sleeps is still there, for its kernel answers. */
    private void wait(boolean unheard) {
        stuck = true;
        if (unheard) {
            long since = wire.network().now();
            stuckSince = since;
            wire.network().in(wire.patience(), () -> {
                if (stuck && stuckSince == since) {
                    stuck = false;
                    moving = false;
                    flights.clear();
                    bytes = 0;
                    sender.end(Ending.TIMED_OUT);
                    wire.settle();
                }
            });
        }
    }
}
