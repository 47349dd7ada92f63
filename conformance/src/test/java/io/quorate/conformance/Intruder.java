package io.quorate.conformance;

import io.quorate.conformance.raw.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** What a member's ports may hear from somebody who is no member, or who lies about it. */
record Intruder(String name, byte[] says) {
    private static final long STRANGER = 77;
    private static final int PROTOCOL = 0x10000;
    private static final long GREETING = -65_536;
    private static final int LEADING = 2;
    private static final int FOLLOWER_INFO = 11;
    private static final int OBSERVER_INFO = 16;
    private static final int PROPOSAL = 2;
    private static final int ACK = 3;
    private static final int UPTODATE = 12;
    private static final long FAR_AHEAD = 0x7000_0000_0000L;

    /** At the election port; {@code member} is the id of one that lives. */
    static List<Intruder> atElections(long member, String address, RandomGenerator dice) {
        byte[] candidacy = new Bytes()
                .int32(LEADING)
                .int64(STRANGER)
                .int64(FAR_AHEAD)
                .int64(FAR_AHEAD)
                .int64(FAR_AHEAD >>> 32)
                .int32(2)
                .string("")
                .toArray();
        return List.of(
                new Intruder("random bytes", random(dice)),
                new Intruder(
                        "half a greeting", new Bytes().int64(GREETING).int32(0).toArray()),
                new Intruder("another version", greeting(-64_000, STRANGER, address)),
                new Intruder(
                        "an address without end",
                        new Bytes()
                                .int64(GREETING)
                                .int64(STRANGER)
                                .int32(Integer.MAX_VALUE)
                                .toArray()),
                new Intruder("a negative id", greeting(GREETING, -5, address)),
                new Intruder(
                        "a stranger who leads",
                        new Bytes()
                                .raw(greeting(GREETING, STRANGER, address))
                                .buffer(candidacy)
                                .toArray()),
                new Intruder(
                        "a member's name and a frame without end",
                        new Bytes()
                                .raw(greeting(GREETING, member, address))
                                .int32(Integer.MAX_VALUE)
                                .toArray()),
                new Intruder(
                        "a member's name and garbage",
                        new Bytes()
                                .raw(greeting(GREETING, member, address))
                                .buffer(random(dice))
                                .toArray()));
    }

    /** At the quorum port, where only a leader listens to anybody. */
    static List<Intruder> atQuorum(long member, RandomGenerator dice) {
        List<Intruder> all = new ArrayList<>(List.of(
                new Intruder("random bytes", random(dice)),
                new Intruder(
                        "half a packet",
                        new Bytes().int32(FOLLOWER_INFO).int32(0).toArray()),
                new Intruder(
                        "data without end",
                        new Bytes()
                                .int32(FOLLOWER_INFO)
                                .int64(0)
                                .int32(Integer.MAX_VALUE)
                                .toArray()),
                new Intruder("a stranger", packet(FOLLOWER_INFO, 0, learner(STRANGER, PROTOCOL))),
                new Intruder("another version", packet(FOLLOWER_INFO, 0, learner(member, 1))),
                new Intruder(
                        "a member that knows the future", packet(FOLLOWER_INFO, FAR_AHEAD, learner(member, PROTOCOL))),
                new Intruder("no such type", packet(9_999, 0, learner(member, PROTOCOL)))));
        for (int type : List.of(PROPOSAL, ACK, UPTODATE, OBSERVER_INFO)) {
            all.add(new Intruder("type " + type + " first", packet(type, FAR_AHEAD, random(dice))));
        }
        return all;
    }

    private static byte[] random(RandomGenerator dice) {
        byte[] bytes = new byte[dice.nextInt(1, 200)];
        dice.nextBytes(bytes);
        return bytes;
    }

    private static byte[] greeting(long version, long id, String address) {
        return new Bytes().int64(version).int64(id).string(address).toArray();
    }

    private static byte[] learner(long id, int version) {
        return new Bytes().int64(id).int32(version).int64(0).toArray();
    }

    private static byte[] packet(int type, long zxid, byte[] data) {
        return new Bytes().int32(type).int64(zxid).buffer(data).int32(-1).toArray();
    }

    @Override
    public String toString() {
        return name;
    }
}
