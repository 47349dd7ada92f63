package io.quorate.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.conformance.raw.BytesIn;
import io.quorate.conformance.raw.Handshake;
import io.quorate.conformance.raw.Request;
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
 * One client under load: it creates sequential znodes, counts a znode's data up, and opens and closes sessions with an
 * ephemeral, and remembers what it was told was done.
 */
final class Writer {
    private static final int PIPELINE = 8;
    private static final int SESSION_EVERY = 10;

    private final int number;
    private final Set<String> acknowledged = new LinkedHashSet<>();
    private final Set<String> closedEphemerals = new LinkedHashSet<>();
    private final ConcurrentLinkedQueue<String> failures = new ConcurrentLinkedQueue<>();
    private final Semaphore progress = new Semaphore(0);
    private long acknowledgedCount;
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

    String root() {
        return "/k/w" + number;
    }

    Set<String> acknowledged() {
        return acknowledged;
    }

    List<String> failures() {
        return List.copyOf(failures);
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
        } catch (RuntimeException e) {
            // Between the kill and the next start nobody listens; anything else would show in the checks.
            if (!String.valueOf(e.getMessage()).contains("connect")) {
                failures.add(e.toString());
            }
        }
    }

    /** Compares what the server shows with what was acknowledged. */
    void check(Talk talk) {
        Talk.Answer children = talk.ask(Request.getChildren(root(), false));
        List<String> names = Objects.requireNonNull(children.record().list(BytesIn::string));
        Set<String> paths = new LinkedHashSet<>();
        names.forEach(name -> paths.add(root() + "/" + name));
        List<String> lost = new ArrayList<>(acknowledged);
        lost.removeAll(paths);
        assertThat(lost).as("acknowledged creates of " + root()).isEmpty();
        assertThat(paths).as("ephemerals of closed sessions").doesNotContainAnyElementsOf(closedEphemerals);
        byte[] data = Objects.requireNonNull(
                talk.ask(Request.getData(root(), false)).record().buffer());
        assertThat(Long.parseLong(new String(data, StandardCharsets.US_ASCII)))
                .as("data of " + root())
                .isBetween(acknowledgedCount, issuedCount);
        assertThat(children.zxid()).as("zxid after the restart").isGreaterThanOrEqualTo(highestZxid);
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

    private boolean writeOnce(Talk talk) {
        List<Request> batch = new ArrayList<>();
        for (int i = 0; i < PIPELINE; i++) {
            batch.add(
                    i % 2 == 0
                            ? Request.create(root() + "/n-", "", Request.SEQUENTIAL)
                            : Request.setData(root(), Long.toString(++issuedCount), -1));
        }
        long firstCount = issuedCount - PIPELINE / 2 + 1;
        List<Talk.Answer> answers = talk.tryAskAll(batch);
        for (int i = 0; i < answers.size(); i++) {
            Talk.Answer answer = answers.get(i);
            if (!answer.ok()) {
                failures.add(batch.get(i) + " was answered with " + answer.err());
            } else if (i % 2 == 0) {
                acknowledge(Objects.requireNonNull(answer.record().string()));
            } else {
                acknowledgedCount = firstCount + i / 2;
            }
            highestZxid = Math.max(highestZxid, answer.zxid());
        }
        writes = acknowledged.size();
        progress.release();
        return answers.size() == batch.size();
    }

    private void acknowledge(String path) {
        long sequence = Long.parseLong(path.substring(path.length() - 10));
        if (sequence <= highestSequence) {
            failures.add(path + " came after sequence number " + highestSequence);
        }
        highestSequence = sequence;
        if (!acknowledged.add(path)) {
            failures.add(path + " was given twice");
        }
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
