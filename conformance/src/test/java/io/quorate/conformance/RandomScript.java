package io.quorate.conformance;

import io.quorate.conformance.raw.AclEntry;
import io.quorate.conformance.raw.Bytes;
import io.quorate.conformance.raw.Op;
import io.quorate.conformance.raw.Request;
import io.quorate.conformance.transcript.Conversation;
import io.quorate.conformance.transcript.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A scenario made from a seed: several sessions, pipelined requests good and bad, watches, identities, dropped
 * connections, malformed frames. One session speaks at a time and the others then listen, because only what has one
 * right answer can be compared.
 */
final class RandomScript implements Scenario {
    private static final int SESSIONS = 4;
    private static final int LONGEST_BATCH = 24;
    private static final int TIMEOUT_MS = 30_000;

    private final long seed;
    private final int steps;

    RandomScript(long seed, int steps) {
        this.seed = seed;
        this.steps = steps;
    }

    @Override
    public void play(World world) {
        Random dice = new Random(seed);
        RandomRequests requests = new RandomRequests(dice, world.baseZxid());
        List<Conversation> sessions = new ArrayList<>();
        for (int i = 0; i < SESSIONS; i++) {
            sessions.add(world.connect("c" + i));
        }
        sessions.getFirst().call(Request.create("/r", ""));
        for (int step = 0; step < steps; step++) {
            int speaker = dice.nextInt(SESSIONS);
            sessions.set(speaker, step(world, dice, requests, "c" + speaker, sessions.get(speaker)));
            sessions.forEach(Conversation::hear);
        }
    }

    private static Conversation step(
            World world, Random dice, RandomRequests requests, String name, Conversation speaker) {
        if (speaker.hasEnded()) {
            return reconnect(world, dice, name, speaker);
        }
        switch (dice.nextInt(40)) {
            case 0, 1 -> speaker.call(requests.identity());
            case 2 -> speaker.drop();
            case 3 -> speaker.close();
            case 4 -> {
                return world.connect(name, speaker.resumption(TIMEOUT_MS));
            }
            case 5 -> speaker.call(requests.unknownOperation()).awaitEnd();
            case 6 -> speaker.sendBytes(brokenFrame(dice)).awaitEnd();
            case 7, 8, 9, 10 -> pipeline(speaker, requests.damaged(1 + dice.nextInt(6)));
            default -> pipeline(speaker, requests.some(1 + dice.nextInt(LONGEST_BATCH)));
        }
        return speaker;
    }

    /**
     * In one write, but for multi and setACL, which are waited for. ZooKeeper judges what follows a failed multi, or a
     * new access list, by a state that depends on how far another of its threads has come.
     */
    private static void pipeline(Conversation speaker, List<Request> requests) {
        int from = 0;
        for (int i = 0; i < requests.size(); i++) {
            int type = requests.get(i).type();
            if (type == Op.MULTI || type == Op.SET_ACL || i == requests.size() - 1) {
                speaker.callAll(requests.subList(from, i + 1));
                from = i + 1;
            }
        }
    }

    private static Conversation reconnect(World world, Random dice, String name, Conversation ended) {
        Conversation next =
                dice.nextInt(3) == 0 ? world.connect(name) : world.connect(name, ended.resumption(TIMEOUT_MS));
        if (next.sessionId() == 0) {
            next.awaitEnd();
            return world.connect(name);
        }
        return next;
    }

    private static byte[] brokenFrame(Random dice) {
        return switch (dice.nextInt(4)) {
            case 0 -> {
                int length = dice.nextInt(8);
                yield new Bytes().int32(length).raw(new byte[length]).toArray();
            }
            case 1 -> new Bytes().int32(-1 - dice.nextInt(1_000)).toArray();
            case 2 -> new Bytes().int32(0xFFFFF + 1 + dice.nextInt(1_000)).toArray();
            default ->
                new Bytes()
                        .int32(8)
                        .int32(dice.nextInt())
                        .int32(23 + dice.nextInt(70))
                        .toArray();
        };
    }

    @Override
    public String toString() {
        return "seed " + seed + ", " + steps + " steps";
    }

    /** Access lists that the random requests choose from; the last ones are refused. */
    static final List<List<AclEntry>> ACCESS = List.of(
            AclEntry.OPEN,
            AclEntry.OPEN,
            AclEntry.OPEN,
            AclEntry.world(AclEntry.READ),
            AclEntry.world(AclEntry.READ | AclEntry.CREATE | AclEntry.ADMIN),
            AclEntry.world(AclEntry.ALL & ~AclEntry.READ),
            AclEntry.world(AclEntry.WRITE | AclEntry.ADMIN),
            List.of(new AclEntry(AclEntry.ALL, "auth", "")),
            List.of(new AclEntry(AclEntry.ALL, "auth", null), new AclEntry(AclEntry.READ, "world", "anyone")),
            List.of(new AclEntry(AclEntry.ALL, "ip", "127.0.0.0/8")),
            List.of(new AclEntry(AclEntry.ALL, "ip", "10.0.0.1")),
            List.of(),
            List.of(new AclEntry(AclEntry.ALL, "world", "nobody")));

    /** Those of them that let everybody read, and those that are refused. */
    static final List<List<AclEntry>> READABLE = List.of(
            AclEntry.OPEN,
            AclEntry.OPEN,
            AclEntry.world(AclEntry.READ),
            AclEntry.world(AclEntry.READ | AclEntry.CREATE | AclEntry.ADMIN),
            List.of(new AclEntry(AclEntry.ALL, "auth", null), new AclEntry(AclEntry.READ, "world", "anyone")),
            List.of(new AclEntry(AclEntry.ALL, "ip", "127.0.0.0/8")),
            List.of(),
            List.of(new AclEntry(AclEntry.ALL, "world", "nobody")));
}
