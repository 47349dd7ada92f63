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
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One client under load: it creates sequential znodes and deletes some of them again, counts the data of one znode up
 * and that of two others together in a multi, opens and closes sessions with an ephemeral, and remembers what it was
 * told was done.
 */
final class Writer {
    private static final int PIPELINE = 8;
    private static final int SESSION_EVERY = 10;

    private final int number;
    private final Set<String> existing = new LinkedHashSet<>();
    private final Set<String> deleted = new LinkedHashSet<>();
    /** Deletes that were asked for and not answered before the kill: either may be the case. */
    private final Set<String> perhapsDeleted = new LinkedHashSet<>();

    private final Set<String> closedEphemerals = new LinkedHashSet<>();
    private final List<Long> zxids = new ArrayList<>();
    private final ConcurrentLinkedQueue<String> failures = new ConcurrentLinkedQueue<>();
    private final Semaphore progress = new Semaphore(0);
    private long acknowledgedCount;
    private long acknowledgedTogether;
    private long issuedCount;
    private long highestZxid;
    private long highestSequence = -1;
    private volatile int writes;
    private @Nullable Handshake open;
    private @Nullable String openEphemeral;
    private int sessions;

    Writer(int number) {
        this.number = number;
    }

    /** What has to be there before it can write. */
    List<Request> ground() {
        return List.of(
                Request.create(root(), "0"),
                Request.create(root() + "/left", "0"),
                Request.create(root() + "/right", "0"));
    }

    List<String> failures() {
        return List.copyOf(failures);
    }

    /** The zxids of all writes that were acknowledged. */
    List<Long> zxids() {
        return zxids;
    }

    /** Acknowledged writes so far; may be read by other threads. */
    int count() {
        return writes;
    }

    /** Waits until that many writes are acknowledged, or fails at the deadline. */
    void awaitCount(int wanted, long deadlineNanos) throws InterruptedException {
        while (writes < wanted) {
            if (!progress.tryAcquire(deadlineNanos - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                throw new IllegalStateException(
                        "writer " + number + " has " + writes + " of " + wanted + " writes acknowledged: " + failures);
            }
        }
    }

    /** Writes until the connection ends; run by one thread at a time. */
    void writeUntilCutOff(InetSocketAddress server) {
        try (Talk talk = new Talk(server, Handshake.newSession(30_000))) {
            String ephemeral = root() + "/open-" + sessions++;
            if (talk.tryAsk(Request.create(ephemeral, "", Request.EPHEMERAL))
                    .filter(Talk.Answer::ok)
                    .isPresent()) {
                open = talk.resumption();
                openEphemeral = ephemeral;
            }
            for (int i = 0; writeOnce(talk); i++) {
                if (i % SESSION_EVERY == 0 && !openAndCloseSession(server)) {
                    return;
                }
            }
        } catch (Talk.NoHandshake | UncheckedIOException killed) {
            // The kill came while a connection was being made. That it came too early would show in the count.
        } catch (RuntimeException e) {
            failures.add(e.toString());
        }
    }

    /** Compares what the server shows with what was acknowledged. */
    void check(Talk talk) {
        Talk.Answer children = talk.ask(Request.getChildren(root(), false));
        List<String> names = Objects.requireNonNull(children.record().list(BytesIn::string));
        Set<String> paths = new LinkedHashSet<>();
        names.forEach(name -> paths.add(root() + "/" + name));
        List<String> lost = new ArrayList<>(existing);
        lost.removeAll(paths);
        lost.removeAll(perhapsDeleted);
        assertThat(lost).as("acknowledged creates of " + root()).isEmpty();
        assertThat(paths).as("acknowledged deletes of " + root()).doesNotContainAnyElementsOf(deleted);
        assertThat(paths).as("ephemerals of closed sessions").doesNotContainAnyElementsOf(closedEphemerals);
        assertThat(number(talk, root())).as("data of " + root()).isBetween(acknowledgedCount, issuedCount);
        long left = number(talk, root() + "/left");
        assertThat(left).as("first half of a multi").isBetween(acknowledgedTogether, issuedCount);
        assertThat(number(talk, root() + "/right")).as("second half of a multi").isEqualTo(left);
        assertThat(children.zxid()).as("zxid after the restart").isGreaterThanOrEqualTo(highestZxid);
        perhapsDeleted.forEach(path -> (paths.contains(path) ? existing : deleted).add(path));
        existing.removeAll(deleted);
        perhapsDeleted.clear();
    }

    /** The session that was open when the server was killed is still there, and its ephemeral with it. */
    void checkSurvivingSession(InetSocketAddress server) {
        if (open == null || openEphemeral == null) {
            return;
        }
        try (Talk talk = new Talk(server, open)) {
            assertThat(talk.isAlive()).as("session of " + openEphemeral).isTrue();
            assertThat(talk.ask(Request.exists(openEphemeral, false)).err()).isZero();
            assertThat(talk.ask(Request.closeSession()).err()).isZero();
            closedEphemerals.add(openEphemeral);
        }
        open = null;
    }

    private static long number(Talk talk, String path) {
        byte[] data = Objects.requireNonNull(
                talk.ask(Request.getData(path, false)).record().buffer());
        return Long.parseLong(new String(data, StandardCharsets.US_ASCII));
    }

    private String root() {
        return "/k/w" + number;
    }

    /** A request, and what its acknowledgement means. */
    private record Intent(Request request, Runnable onOk) {}

    private boolean writeOnce(Talk talk) {
        List<String> created = new ArrayList<>();
        List<Intent> batch = new ArrayList<>();
        for (int i = 0; i < PIPELINE / 2; i++) {
            batch.add(new Intent(Request.create(root() + "/n-", "", Request.SEQUENTIAL), () -> {}));
            long count = ++issuedCount;
            batch.add(new Intent(Request.setData(root(), text(count), -1), () -> acknowledgedCount = count));
        }
        batch.add(together());
        if (existing.size() > PIPELINE) {
            batch.add(deletion());
        }
        List<Talk.Answer> answers =
                talk.tryAskAll(batch.stream().map(Intent::request).toList());
        for (int i = 0; i < answers.size(); i++) {
            Talk.Answer answer = answers.get(i);
            Intent intent = batch.get(i);
            if (!answer.ok()) {
                failures.add(intent.request() + " was answered with " + answer.err());
                continue;
            }
            if (answer.zxid() <= highestZxid) {
                failures.add(intent.request() + " got zxid " + answer.zxid() + " after " + highestZxid);
            }
            highestZxid = answer.zxid();
            zxids.add(answer.zxid());
            if (i < PIPELINE && i % 2 == 0) {
                created.add(Objects.requireNonNull(answer.record().string()));
            }
            intent.onOk().run();
        }
        created.forEach(this::acknowledge);
        writes = zxids.size();
        progress.release();
        return answers.size() == batch.size();
    }

    /** Two znodes that must never differ, in a multi that also creates a znode. */
    private Intent together() {
        long count = ++issuedCount;
        Request multi = Request.multi(
                Request.setData(root() + "/left", text(count), -1),
                Request.create(root() + "/m-", "", Request.SEQUENTIAL),
                Request.setData(root() + "/right", text(count), -1));
        return new Intent(multi, () -> acknowledgedTogether = count);
    }

    /** One of the oldest goes: were a number given again, nobody would be in its way. */
    private Intent deletion() {
        String path = existing.iterator().next();
        existing.remove(path);
        perhapsDeleted.add(path);
        return new Intent(Request.delete(path, -1), () -> {
            perhapsDeleted.remove(path);
            deleted.add(path);
        });
    }

    private void acknowledge(String path) {
        long sequence = Long.parseLong(path.substring(path.length() - 10));
        if (sequence <= highestSequence) {
            failures.add(path + " came after sequence number " + highestSequence);
        }
        highestSequence = sequence;
        existing.add(path);
    }

    private static String text(long count) {
        return Long.toString(count);
    }

    private boolean openAndCloseSession(InetSocketAddress server) {
        try (Talk talk = new Talk(server, Handshake.newSession(30_000))) {
            String path = root() + "/closed-" + sessions++;
            Optional<Talk.Answer> made = talk.tryAsk(Request.create(path, "", Request.EPHEMERAL));
            Optional<Talk.Answer> closed = talk.tryAsk(Request.closeSession());
            if (made.filter(Talk.Answer::ok).isPresent()
                    && closed.filter(Talk.Answer::ok).isPresent()) {
                closedEphemerals.add(path);
            }
            return closed.isPresent();
        }
    }
}
