package io.quorate.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.conformance.raw.BytesIn;
import io.quorate.conformance.raw.Handshake;
import io.quorate.conformance.raw.Request;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One client of an ensemble under load. It writes in one session, takes that session to the next member whenever its
 * connection ends, and remembers what it was told was done, what may have been done, and in which order. What it sees
 * on the way is checked at once: its own writes, ascending zxids, sequence numbers that only grow.
 */
final class Traveller {
    private static final int SESSION_MS = 60_000;
    private static final int KEPT = 60;
    private static final int PAUSE_MS = 20;
    private static final int BATCHES_A_SYNC = 4;
    /** More than a batch has: the numbers of one that was not answered are not used again. */
    private static final int XIDS = 1_000;

    private final int number;
    private final Road road;
    private final CountDownLatch enough = new CountDownLatch(1);
    private final ConcurrentLinkedQueue<String> failures = new ConcurrentLinkedQueue<>();
    private final Set<String> there = new LinkedHashSet<>();
    private final Set<String> gone = new LinkedHashSet<>();
    /** Asked for and never answered, because the connection ended: either may be the case. */
    private final Set<String> perhaps = new LinkedHashSet<>();

    private final NavigableMap<Long, Long> sequences = new TreeMap<>();
    private final List<Long> zxids = new ArrayList<>();
    private int at;
    private @Nullable Handshake session;
    private long counted;
    private long acknowledged;
    private long acknowledgedTogether;
    private long names;
    private long highestZxid;
    private long newestBefore;
    private int nextXid = 1;
    private volatile int writes;
    private final AtomicInteger journeys = new AtomicInteger();

    /** Number from 0; the member it begins at is that number's. */
    Traveller(int number, Road road) {
        this.number = number;
        this.road = road;
        at = number % road.members().size();
    }

    /** Acknowledged writes so far; may be read by any thread. */
    int writes() {
        return writes;
    }

    /** How often the session came to another member; may be read by any thread. */
    int journeys() {
        return journeys.get();
    }

    List<String> failures() {
        return List.copyOf(failures);
    }

    List<Long> zxids() {
        return zxids;
    }

    /** The zxid of each sequence number that it was given. */
    Map<Long, Long> sequences() {
        return sequences;
    }

    /** Makes {@link #travel()} return soon; for any thread. */
    void stop() {
        enough.countDown();
    }

    /** Writes until {@link #stop()}; run by one thread. */
    void travel() {
        try {
            do {
                oneMember();
                at = (at + 1) % road.members().size();
            } while (!enough.await(PAUSE_MS, TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            failures.add("interrupted");
        } catch (RuntimeException | AssertionError e) {
            failures.add(e.toString());
        }
    }

    private void oneMember() {
        Handshake before = session;
        Handshake handshake = before == null ? Handshake.newSession(SESSION_MS) : before;
        try (Talk talk = new Talk(road.members().get(at), handshake.withLastZxidSeen(highestZxid), nextXid + XIDS)) {
            if (before == null) {
                session = talk.resumption();
                begin(talk);
            } else if (talk.isAlive()) {
                journeys.incrementAndGet();
                resume(talk);
            } else {
                failures.add("the session of traveller " + number + " is gone");
                stop();
                return;
            }
            boolean answered = true;
            while (answered && enough.getCount() > 0) {
                answered = writeOnce(talk);
                nextXid = talk.nextXid();
                writes = zxids.size();
            }
        } catch (Talk.NoHandshake | UncheckedIOException nobodyServes) {
            // Down, or without a leader: the next member is tried. Were it so for ever, the count would not grow.
        }
    }

    private void begin(Talk talk) {
        talk.tryAsk(Request.create(ephemeral(), "", Request.EPHEMERAL)).ifPresent(answer -> note(answer, "ephemeral"));
    }

    /** What this session was told on another member must be seen here. */
    private void resume(Talk talk) {
        talk.tryAsk(Request.getData(home(), false)).ifPresent(answer -> {
            if (!answer.ok()) {
                failures.add(home() + " was answered with " + answer.err() + " after a journey");
            } else if (answer.zxid() < highestZxid) {
                failures.add("zxid " + answer.zxid() + " after " + highestZxid + " was seen");
            } else {
                long seen = number(answer);
                if (seen < acknowledged || seen > counted) {
                    failures.add(home() + " is " + seen + " after " + acknowledged + " was acknowledged and " + counted
                            + " asked for");
                }
            }
        });
    }

    private String home() {
        return road.home(number);
    }

    private String ephemeral() {
        return home() + "/ephemeral";
    }

    /** A request and what its answer means. */
    private record Intent(Request request, Consumer<Talk.Answer> meaning) {}

    private boolean writeOnce(Talk talk) {
        List<Intent> batch = new ArrayList<>();
        long count = ++counted;
        String text = Long.toString(count);
        batch.add(creation());
        batch.add(new Intent(Request.setData(home(), text, -1), answer -> {
            acknowledged = count;
            follows(answer);
        }));
        batch.add(new Intent(Request.getData(home(), false), answer -> sameAs(count, answer)));
        batch.add(new Intent(
                Request.multi(
                        Request.setData(home() + "/left", text, -1), Request.setData(home() + "/right", text, -1)),
                answer -> {
                    acknowledgedTogether = count;
                    follows(answer);
                }));
        batch.add(new Intent(Request.create(road.sequence() + "/s-", "", Request.SEQUENTIAL), this::numbered));
        while (there.size() > KEPT) {
            batch.add(deletion());
        }
        newestBefore = road.newest();
        if (count % BATCHES_A_SYNC == 0) {
            batch.add(new Intent(Request.sync("/"), _ -> {}));
            batch.add(new Intent(Request.getData(home(), false), this::upToDate));
        }
        List<Talk.Answer> answers =
                talk.tryAskAll(batch.stream().map(Intent::request).toList());
        for (int i = 0; i < answers.size(); i++) {
            Talk.Answer answer = answers.get(i);
            Intent intent = batch.get(i);
            if (note(answer, intent.request().words())) {
                intent.meaning().accept(answer);
            }
        }
        return answers.size() == batch.size();
    }

    private boolean note(Talk.Answer answer, String what) {
        if (!answer.ok()) {
            failures.add(what + " of traveller " + number + " was answered with " + answer.err());
            return false;
        }
        if (answer.zxid() < highestZxid) {
            failures.add(what + " got zxid " + answer.zxid() + " after " + highestZxid);
        }
        highestZxid = answer.zxid();
        return true;
    }

    private Intent creation() {
        String path = home() + "/n-" + names++;
        perhaps.add(path);
        return new Intent(Request.create(path, ""), answer -> {
            perhaps.remove(path);
            there.add(path);
            wrote(answer);
        });
    }

    private Intent deletion() {
        String path = there.iterator().next();
        there.remove(path);
        perhaps.add(path);
        return new Intent(Request.delete(path, -1), answer -> {
            perhaps.remove(path);
            gone.add(path);
            wrote(answer);
        });
    }

    private void wrote(Talk.Answer answer) {
        follows(answer);
        zxids.add(answer.zxid());
    }

    /** A write comes after all that had been acknowledged, to whomever, before it was asked for. */
    private void follows(Talk.Answer answer) {
        if (answer.zxid() <= newestBefore) {
            failures.add("a write got zxid " + answer.zxid() + " although " + newestBefore
                    + " had been acknowledged before it was asked for");
        }
        road.acknowledged(answer.zxid());
    }

    /** What is read after a sync has in it all that had been acknowledged before the sync. */
    private void upToDate(Talk.Answer answer) {
        if (road.isExact() && answer.zxid() < newestBefore) {
            failures.add("a read after a sync showed zxid " + answer.zxid() + " although " + newestBefore
                    + " had been acknowledged before");
        }
    }

    private void sameAs(long count, Talk.Answer answer) {
        long seen = number(answer);
        if (seen != count) {
            failures.add(home() + " is " + seen + " right after " + count + " was written in the same session");
        }
    }

    private void numbered(Talk.Answer answer) {
        String path = Objects.requireNonNull(answer.record().string());
        long sequence = Long.parseLong(path.substring(path.length() - 10));
        if (!sequences.isEmpty() && sequence <= sequences.lastKey()) {
            failures.add(path + " came after sequence number " + sequences.lastKey());
        }
        sequences.put(sequence, answer.zxid());
        there.add(path);
        wrote(answer);
    }

    private static long number(Talk.Answer answer) {
        byte[] data = Objects.requireNonNull(answer.record().buffer());
        return Long.parseLong(new String(data, StandardCharsets.US_ASCII));
    }

    /** Compares what a member shows, once it has caught up, with what was acknowledged. */
    void check(Talk talk) {
        Set<String> paths = new LinkedHashSet<>();
        for (String parent : List.of(home(), road.sequence())) {
            Talk.Answer children = talk.ask(Request.getChildren(parent, false));
            List<String> names = Objects.requireNonNull(children.record().list(BytesIn::string));
            names.forEach(name -> paths.add(parent + "/" + name));
        }
        List<String> lost = new ArrayList<>(there);
        lost.removeAll(paths);
        assertThat(lost).as("acknowledged creates of traveller " + number).isEmpty();
        assertThat(paths).as("acknowledged deletes of traveller " + number).doesNotContainAnyElementsOf(gone);
        Set<String> invented = new LinkedHashSet<>(paths);
        invented.removeIf(path -> !path.contains("/n-") || there.contains(path) || perhaps.contains(path));
        assertThat(invented).as("znodes that nobody asked for below " + home()).isEmpty();
        assertThat(paths).as("the session's ephemeral").contains(ephemeral());
        assertThat(number(talk.ask(Request.getData(home(), false))))
                .as("data of " + home())
                .isBetween(acknowledged, counted);
        long left = number(talk.ask(Request.getData(home() + "/left", false)));
        assertThat(left).as("one half of a multi").isBetween(acknowledgedTogether, counted);
        assertThat(number(talk.ask(Request.getData(home() + "/right", false))))
                .as("the other half")
                .isEqualTo(left);
    }

    /** Ends the session; its ephemeral must go with it. */
    void leave(InetSocketAddress member) {
        Handshake open = Objects.requireNonNull(session);
        try (Talk talk = new Talk(member, open)) {
            assertThat(talk.isAlive()).as("session of " + home()).isTrue();
            assertThat(talk.ask(Request.closeSession()).err()).isZero();
        }
        session = null;
    }

    /** What {@link #leave} took along. */
    String ephemeralPath() {
        return ephemeral();
    }
}
