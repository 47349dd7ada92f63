package io.quorate.benchmarks.client;

import java.util.EnumMap;
import java.util.Objects;

/** Draws the next request of a load: the operation from the mix, the key from seeded dice. Used by one thread. */
final class Requests {
    private final Mix mix;
    private final KeySpace space;
    private final EnumMap<Operation, Template> templates = new EnumMap<>(Operation.class);
    private int place;
    private long dice;

    Requests(Mix mix, KeySpace space, byte[] value, long seed) {
        this.mix = mix;
        this.space = space;
        for (Operation operation : Operation.values()) {
            templates.put(operation, Frames.template(operation, space, value));
        }
        dice = seed * 0x9E3779B97F4A7C15L + 1;
        place = (int) Math.floorMod(seed * 7919, (long) mix.period());
    }

    /** The largest frame that any operation of this mix needs. */
    static int largestFrame(Mix mix, KeySpace space, byte[] value) {
        int largest = 0;
        for (Operation operation : Operation.values()) {
            boolean asDelete = operation == Operation.CREATE && mix.contains(Operation.DELETE);
            if (asDelete || mix.contains(operation)) {
                largest = Math.max(
                        largest, Frames.template(operation, space, value).size());
            }
        }
        return largest;
    }

    /** Queues the next request; the session has room for it. */
    void sendNext(Session session, long at) {
        Operation operation = mix.at(place);
        place = place + 1 == mix.period() ? 0 : place + 1;
        switch (operation) {
            case CREATE -> create(session, at);
            case DELETE -> {
                long oldest = session.oldestOwn();
                if (oldest < 0) {
                    create(session, at);
                } else {
                    own(session, Operation.DELETE, oldest, at);
                }
            }
            case GET, SET, EXISTS, CHILDREN, WATCH, SYNC, PING -> {
                int key = roll(space.keys());
                session.send(template(operation), space.parentOf(key), key, at);
            }
        }
    }

    private void create(Session session, long at) {
        own(session, Operation.CREATE, session.nextOwn(), at);
    }

    private void own(Session session, Operation operation, long number, long at) {
        session.send(template(operation), 0, session.index() * KeySpace.OWN_PER_SESSION + number, at);
    }

    private Template template(Operation operation) {
        return Objects.requireNonNull(templates.get(operation));
    }

    /** xorshift; evenly enough spread over a bound far below 2^32. */
    private int roll(int bound) {
        dice ^= dice << 13;
        dice ^= dice >>> 7;
        dice ^= dice << 17;
        return (int) (((dice >>> 32) * bound) >>> 32);
    }
}
