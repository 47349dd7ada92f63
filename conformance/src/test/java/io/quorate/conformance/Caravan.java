package io.quorate.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.conformance.process.Members;
import io.quorate.conformance.process.ServerKind;
import io.quorate.conformance.process.ServerProcess;
import io.quorate.conformance.raw.BytesIn;
import io.quorate.conformance.raw.Handshake;
import io.quorate.conformance.raw.Request;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;

/** Several travellers on their way through one ensemble, each on a thread of its own. */
final class Caravan implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final Duration POLL = Duration.ofMillis(20);
    private static final int SESSION_MS = 30_000;
    private static final int HEX = 16;

    private final Members members;
    private final Road road;
    private final List<Traveller> travellers = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();

    private Caravan(Members members, Road road) {
        this.members = members;
        this.road = road;
    }

    /** So many begin to write, at members in turn; all must be serving. */
    static Caravan depart(Members members, int count) {
        return depart(members, count, "/travels");
    }

    /** The same below a znode of their own, which nobody else may have made. */
    static Caravan depart(Members members, int count, String root) {
        Road road = new Road(root, members);
        Caravan caravan = new Caravan(members, road);
        try (Talk talk = new Talk(members.member(1).address(), Handshake.newSession(SESSION_MS))) {
            for (Request request : road.ground(count)) {
                assertThat(talk.ask(request).err()).as(request.words()).isZero();
            }
        }
        for (int i = 0; i < count; i++) {
            Traveller traveller = new Traveller(i, road);
            caravan.travellers.add(traveller);
            caravan.threads.add(Thread.ofPlatform().daemon().start(traveller::travel));
        }
        return caravan;
    }

    /** Waits until each has so many writes more acknowledged. */
    void awaitWrites(int more) {
        int[] wanted =
                travellers.stream().mapToInt(each -> each.writes() + more).toArray();
        long deadline = System.nanoTime() + LIMIT.toNanos();
        for (int i = 0; i < wanted.length; i++) {
            Traveller traveller = travellers.get(i);
            while (traveller.writes() < wanted[i]) {
                assertThat(traveller.failures()).isEmpty();
                assertThat(System.nanoTime())
                        .as(
                                "traveller %d has %d of %d writes acknowledged at %s",
                                i, traveller.writes(), wanted[i], members)
                        .isLessThan(deadline);
                LockSupport.parkNanos(POLL.toNanos());
            }
        }
    }

    /** All stop writing; nothing that they saw on their way was wrong. */
    void arrive() throws InterruptedException {
        travellers.forEach(Traveller::stop);
        for (Thread thread : threads) {
            assertThat(thread.join(LIMIT)).as("travellers arrive").isTrue();
        }
        Set<Long> zxids = new HashSet<>();
        NavigableMap<Long, Long> sequences = new TreeMap<>();
        for (Traveller traveller : travellers) {
            assertThat(traveller.failures()).isEmpty();
            traveller
                    .zxids()
                    .forEach(zxid -> assertThat(zxids.add(zxid))
                            .as("zxid %s was given once", Long.toHexString(zxid))
                            .isTrue());
            traveller
                    .sequences()
                    .forEach((sequence, zxid) -> assertThat(sequences.put(sequence, zxid))
                            .as("who else got sequence number %d", sequence)
                            .isNull());
        }
        assertThat(List.copyOf(sequences.values()))
                .as("zxids by ascending sequence number")
                .isSorted();
    }

    /** How often sessions went to another member. */
    int journeys() {
        return travellers.stream().mapToInt(Traveller::journeys).sum();
    }

    /** Every member, which all must serve, shows what was acknowledged, and all show the same. */
    void check() throws InterruptedException {
        for (ServerProcess member : members.all()) {
            try (Talk talk = upToDate(member)) {
                travellers.forEach(traveller -> traveller.check(talk));
            }
        }
        sameTrees();
        for (int i = 0; i < travellers.size(); i++) {
            travellers.get(i).leave(members.member(i % members.count() + 1).address());
        }
        for (ServerProcess member : members.all()) {
            try (Talk talk = upToDate(member)) {
                for (Traveller traveller : travellers) {
                    assertThat(talk.ask(Request.exists(traveller.ephemeralPath(), false))
                                    .err())
                            .as("%s at %s after its session was closed", traveller.ephemeralPath(), member)
                            .isEqualTo(-101);
                }
            }
        }
    }

    /** Leaves nothing behind, so that the next ones find the ensemble as these did; all must have left. */
    void clear() {
        try (Talk talk = new Talk(members.member(1).address(), Handshake.newSession(SESSION_MS))) {
            clear(talk, road.root());
        }
    }

    private static void clear(Talk talk, String path) {
        Talk.Answer children = talk.ask(Request.getChildren(path, false));
        for (String name : Objects.requireNonNull(children.record().list(BytesIn::string))) {
            clear(talk, path + "/" + name);
        }
        assertThat(talk.ask(Request.delete(path, -1)).err()).as(path).isZero();
    }

    private static Talk upToDate(ServerProcess member) {
        Talk talk = new Talk(member.address(), Handshake.newSession(SESSION_MS));
        assertThat(talk.ask(Request.sync("/")).err()).isZero();
        return talk;
    }

    private void sameTrees() throws InterruptedException {
        List<String> expected = TreeDump.of(members.member(1));
        assertThat(expected).hasSizeGreaterThan(travellers.size());
        for (ServerProcess member : members.all()) {
            Difference.between(expected, TreeDump.of(member)).ifPresent(difference -> {
                throw new AssertionError("member 1 and " + member + " differ:\n" + difference);
            });
        }
        sameDigests(members.all().stream()
                .filter(member -> !tookAFuzzySnapshot(member))
                .toList());
    }

    private static void sameDigests(List<ServerProcess> comparable) {
        for (int i = 1; i < comparable.size(); i++) {
            Map<Long, Long> digests = digests(comparable.get(i - 1));
            Map<Long, Long> others = digests(comparable.get(i));
            others.keySet().retainAll(digests.keySet());
            assertThat(others)
                    .as("digests that %s and %s have of the same states", comparable.get(i - 1), comparable.get(i))
                    .isNotEmpty()
                    .allSatisfy((zxid, digest) -> assertThat(digests).containsEntry(zxid, digest));
        }
    }

    /**
     * A ZooKeeper that got a snapshot from another one while there were writes: its tree is right and its digest is
     * not, nor ever after, for the snapshot held some of what then came again. It complains about that in its log.
     */
    private boolean tookAFuzzySnapshot(ServerProcess member) {
        long zooKeepers = members.all().stream()
                .filter(each -> each.kind() == ServerKind.APACHE_ZOOKEEPER)
                .count();
        return member.kind() == ServerKind.APACHE_ZOOKEEPER
                && zooKeepers > 1
                && member.logged("Getting a snapshot from leader");
    }

    /** By zxid, as the word {@code hash} tells them: of every 128th. */
    private static Map<Long, Long> digests(ServerProcess member) {
        Map<Long, Long> digests = new TreeMap<>();
        member.say("hash").lines().forEach(line -> {
            String[] parts = line.split(": ", 2);
            digests.put(Long.parseLong(parts[0], HEX), Long.parseLong(parts[1]));
        });
        return digests;
    }

    /** Whoever still travels stops. */
    @Override
    public void close() {
        travellers.forEach(Traveller::stop);
    }
}
