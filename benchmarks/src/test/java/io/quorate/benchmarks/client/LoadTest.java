package io.quorate.benchmarks.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LoadTest {
    private static final KeySpace SPACE = new KeySpace("/bench", 1000, 0);
    private static final int GET = Operation.GET.opcode();

    private final TinyServer server = new TinyServer();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aClosedLoopCountsWhatTheServerHasAnswered() {
        Load load = load(5, 4, 0, "get");

        Load.Outcome outcome;
        try (Load.Ready ready = load.connect()) {
            outcome = ready.run(Window.after(Duration.ZERO, Duration.ofMillis(300)));
        }

        // What was in flight when the window ended is answered, but not counted.
        assertThat(outcome.tally().count()).isPositive().isBetween(server.count(GET) - 20, server.count(GET));
        assertThat(server.count(-11)).as("sessions closed in order").isEqualTo(5);
    }

    @Test
    void severalClientThreadsShareTheSessions() {
        Load load = new Load(server.address(), 5, 2, 0, Mix.parse("get"), 100, SPACE, 2);

        Load.Outcome outcome;
        try (Load.Ready ready = load.connect()) {
            outcome = ready.run(Window.after(Duration.ZERO, Duration.ofMillis(200)));
        }

        assertThat(outcome.tally().count()).isPositive().isBetween(server.count(GET) - 10, server.count(GET));
    }

    @Test
    void anOpenLoopSendsExactlyAtItsRate() {
        Load load = load(3, 1, 1000, "get=9,ping=1");

        Load.Outcome outcome;
        try (Load.Ready ready = load.connect()) {
            outcome = ready.run(Window.after(Duration.ofMillis(100), Duration.ofMillis(400)));
        }

        assertThat(outcome.tally().count()).isBetween(399L, 401L);
        assertThat(server.count(GET) + server.count(11)).isBetween(495L, 505L);
        assertThat(outcome.lag().getTotalCount()).isEqualTo(outcome.tally().count());
    }

    @Test
    void anOpenLoopFeelsAStallInEveryRequestThatFellIntoIt() {
        Load load = load(4, 1, 1000, "get");

        Load.Outcome outcome = runWithStall(load, Duration.ofMillis(300));

        Histogram latencies = outcome.tally().together();
        // At 1000/s over 300 ms about 200 requests have waited for 100 ms or more; a closed loop would have seen 4.
        long slow = latencies.getCountBetweenValues(
                Duration.ofMillis(100).toNanos(), Duration.ofSeconds(30).toNanos());
        assertThat(slow).isBetween(150L, 700L);
        assertThat(latencies.getMaxValue()).isGreaterThan(Duration.ofMillis(250).toNanos());
    }

    @Test
    void aClosedLoopFeelsAStallOncePerSession() {
        Load load = load(4, 1, 0, "get");

        Load.Outcome outcome = runWithStall(load, Duration.ofMillis(300));

        long slow = outcome.tally()
                .together()
                .getCountBetweenValues(
                        Duration.ofMillis(250).toNanos(), Duration.ofSeconds(30).toNanos());
        assertThat(slow).isBetween(4L, 20L);
    }

    private Load.Outcome runWithStall(Load load, Duration stalled) {
        try (Load.Ready ready = load.connect()) {
            Window window = Window.after(Duration.ZERO, Duration.ofMillis(1200));
            CompletableFuture<Load.Outcome> running = CompletableFuture.supplyAsync(() -> ready.run(window));
            awaitRequests(50);
            try (TinyServer.Stall _ = server.stall()) {
                pass(stalled);
            }
            return running.join();
        }
    }

    private void awaitRequests(long count) {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (server.count(GET) < count) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    /** The stall itself, which is the time that the test is about. */
    private static void pass(Duration time) {
        long until = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < until) {
            LockSupport.parkNanos(until - System.nanoTime());
        }
    }

    @Test
    void createsAndDeletesLeaveNothingBehind() {
        Load load = load(3, 4, 0, "create=3,delete=1");

        try (Load.Ready ready = load.connect()) {
            ready.run(Window.after(Duration.ZERO, Duration.ofMillis(200)));
        }

        assertThat(server.count(1)).isPositive().isEqualTo(server.count(2));
    }

    @Test
    void fillingCreatesEachKeyOnce() {
        Tally tally = Keys.create(server.address(), new KeySpace("/bench", 12_345, 7), Frames.value(10));

        assertThat(tally.count()).isEqualTo(12_345);
        assertThat(server.count(1)).isEqualTo(12_345 + 7 + 1);
    }

    @Test
    void everyWatcherIsAwaitedBeforeTheNextChange() {
        FanOut.Outcome outcome;
        try (FanOut.Ready ready = FanOut.connect(server.address(), "/watched", 20, 10)) {
            outcome = ready.run(Window.after(Duration.ZERO, Duration.ofMillis(300)));
        }

        long changes = server.count(5);
        assertThat(server.count(106)).isEqualTo(20);
        assertThat(changes).isGreaterThan(1);
        assertThat(outcome.events()).isBetween(20 * (changes - 1), 20 * changes);
        assertThat(outcome.spread().getTotalCount()).isBetween(changes - 1, changes);
    }

    @Test
    void churningOpensAndClosesWholeSessions() {
        long counted;
        try (Churn churn = new Churn(server.address())) {
            counted = churn.run(4, Window.after(Duration.ZERO, Duration.ofMillis(300)))
                    .getTotalCount();
        }

        assertThat(counted).isPositive().isBetween(server.count(-11) - 4, server.count(-11));
    }

    @Test
    void anAnswerOutOfOrderVoidsTheMeasurement() {
        server.confuse();
        Load load = load(1, 1, 0, "get");

        try (Load.Ready ready = load.connect()) {
            Window window = Window.after(Duration.ZERO, Duration.ofMillis(300));
            assertThatExceptionOfType(ProtocolViolation.class)
                    .isThrownBy(() -> ready.run(window))
                    .withMessageContaining("received xid 2 where 1 was due");
        }
    }

    @Test
    void aRateAtWhichSessionsWouldExpireIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> load(1000, 1, 10, "get"))
                .withMessageContaining("silent for 100000 ms");
    }

    private Load load(int sessions, int depth, double rate, String mix) {
        return new Load(server.address(), sessions, depth, rate, Mix.parse(mix), 100, SPACE, 1);
    }
}
