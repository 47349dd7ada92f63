package io.quorate.recipes.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.client.AsyncQuorate;
import io.quorate.client.UnrecoverableException;
import io.quorate.recipes.Codec;
import io.quorate.recipes.OwnershipLostException;
import io.quorate.recipes.line.Failures;
import io.quorate.recipes.world.Duo;
import io.quorate.recipes.world.Storm;
import io.quorate.recipes.world.Universe;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class QueueTest {
    private final Duo duo = new Duo(13);
    private final Universe universe = duo.universe;
    private final AsyncQueue<String> mine = new AsyncQueue<>(duo.mine, "/queue", Codec.TEXT);
    private final AsyncQueue<String> theirs = new AsyncQueue<>(duo.theirs, "/queue", Codec.TEXT);

    private String takeAndAcknowledge(AsyncQueue<String> queue) {
        Delivery<String> delivery = universe.result(queue.take());
        universe.result(delivery.acknowledge());
        return delivery.value();
    }

    @Test
    void firstInIsFirstOut() {
        for (int i = 0; i < 5; i++) {
            universe.result(mine.put("item" + i));
        }
        for (int i = 0; i < 5; i++) {
            assertThat(takeAndAcknowledge(i % 2 == 0 ? mine : theirs)).isEqualTo("item" + i);
        }
        assertThat(universe.result(mine.size())).isZero();
    }

    @Test
    void takersWaitInTheirOrder() {
        CompletableFuture<Delivery<String>> first = mine.take();
        universe.pass(Duration.ofSeconds(1));
        CompletableFuture<Delivery<String>> second = theirs.take();
        universe.pass(Duration.ofSeconds(1));
        universe.result(theirs.put("a"));
        assertThat(universe.result(first).value()).isEqualTo("a");
        assertThat(second).isNotDone();
        universe.result(mine.put("b"));
        assertThat(universe.result(second).value()).isEqualTo("b");
    }

    @Test
    void theSmallestPriorityGoesFirst() {
        AsyncPriorityQueue<String> queue = new AsyncPriorityQueue<>(duo.mine, "/priorities", Codec.TEXT);
        universe.result(queue.put("late", 9));
        universe.result(queue.put("soon", 2));
        universe.result(queue.put("later", 9));
        universe.result(queue.put("now", 0));
        for (String expected : List.of("now", "soon", "late", "later")) {
            assertThat(universe.result(queue.take()).value()).isEqualTo(expected);
        }
    }

    @Test
    void aPutWhoseAnswerIsLostPutsOnce() {
        for (int delayMicros = 0; delayMicros < 8_000; delayMicros += 250) {
            CompletableFuture<Void> putting = mine.put("x");
            universe.pass(Duration.ofNanos(delayMicros * 1_000L));
            duo.here.cut();
            universe.result(putting);
            assertThat(universe.result(theirs.size())).isEqualTo(1);
            assertThat(takeAndAcknowledge(theirs)).isEqualTo("x");
        }
    }

    @Test
    void aTakeDuringALostConnectionTakesOne() {
        for (int delayMicros = 0; delayMicros < 12_000; delayMicros += 400) {
            universe.result(theirs.put("x"));
            CompletableFuture<Delivery<String>> taking = mine.take();
            universe.pass(Duration.ofNanos(delayMicros * 1_000L));
            duo.here.cut();
            Delivery<String> delivery = universe.result(taking);
            CompletableFuture<Void> acknowledging = delivery.acknowledge();
            universe.pass(Duration.ofNanos(delayMicros * 300L));
            duo.here.cut();
            universe.result(acknowledging);
            assertThat(universe.result(theirs.size())).isZero();
        }
    }

    @Test
    void whatIsGivenBackGoesToAnother() {
        universe.result(mine.put("x"));
        Delivery<String> first = universe.result(mine.take());
        CompletableFuture<Delivery<String>> second = theirs.take();
        universe.pass(Duration.ofSeconds(1));
        assertThat(second).isNotDone();
        universe.result(first.giveBack());
        assertThat(universe.result(second).value()).isEqualTo("x");
        assertThat(universe.result(second).token()).isGreaterThan(first.token());
    }

    @Test
    void whatATakerDidNotAcknowledgeBeforeItsSessionEndedGoesToAnother() {
        universe.result(mine.put("x"));
        Delivery<String> first = universe.result(mine.take());
        CompletableFuture<Delivery<String>> second = theirs.take();
        duo.here.pause();
        Delivery<String> again = universe.result(second);
        assertThat(again.value()).isEqualTo("x");
        assertThat(first.isHeld()).isFalse();
        duo.here.resume();
        assertThat(universe.failure(first.acknowledge()))
                .isInstanceOfAny(OwnershipLostException.class, UnrecoverableException.class);
        universe.result(again.acknowledge());
        assertThat(universe.result(theirs.size())).isZero();
    }

    @Test
    void aFullQueueMakesPuttersWait() {
        AsyncQueue<String> full = new AsyncQueue<>(duo.mine, "/full", Codec.TEXT, 2);
        AsyncQueue<String> fullToo = new AsyncQueue<>(duo.theirs, "/full", Codec.TEXT, 2);
        List<CompletableFuture<Void>> puts = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            puts.add((i % 2 == 0 ? full : fullToo).put("x" + i));
        }
        universe.pass(Duration.ofSeconds(2));
        assertThat(puts.stream().filter(CompletableFuture::isDone)).hasSize(2);
        for (int i = 0; i < 10; i++) {
            assertThat(universe.result(full.size())).isLessThanOrEqualTo(2);
            takeAndAcknowledge(fullToo);
        }
        puts.forEach(universe::result);
    }

    @Test
    void whoTakesNoLongerStandsInNobodysWay() {
        CompletableFuture<Delivery<String>> first = mine.take();
        universe.pass(Duration.ofSeconds(1));
        CompletableFuture<Delivery<String>> second = theirs.take();
        universe.pass(Duration.ofSeconds(1));
        first.cancel(false);
        universe.result(mine.put("x"));
        assertThat(universe.result(second).value()).isEqualTo("x");
    }

    @Test
    void whoStandsFirstHearsOfTheEndOfTheSessionAndOfNothingElse() {
        CompletableFuture<Delivery<String>> taking = mine.take();
        universe.pass(Duration.ofSeconds(1));
        universe.server().expire(duo.mine.sessionId());
        assertThat(universe.failure(taking)).isInstanceOf(UnrecoverableException.class);
    }

    @Test
    void oneWaitingTakerWakesForAnItem() {
        List<CompletableFuture<Delivery<String>>> takers = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            takers.add((i % 2 == 0 ? mine : theirs).take());
        }
        universe.pass(Duration.ofSeconds(5));
        long before = universe.server().events();
        universe.result(mine.put("x"));
        universe.pass(Duration.ofSeconds(1));
        // The item and its claim to the first taker, the end of its turn to the second and to itself.
        assertThat(universe.server().events() - before).isLessThanOrEqualTo(6);
        assertThat(takers).filteredOn(CompletableFuture::isDone).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void inAStormNothingIsLostAndNothingAcknowledgedTwice(long seed) {
        Universe stormy = new Universe(seed);
        Book book = new Book();
        new Storm(stormy, 5, client -> {
                    AsyncQueue<String> queue = new AsyncQueue<>(client, "/q", Codec.TEXT, 20);
                    book.put(queue);
                    book.take(stormy, queue);
                })
                .rage(Duration.ofSeconds(40));
        book.isClosed = true;
        stormy.pass(Duration.ofSeconds(20));
        AsyncQuorate last = stormy.machine().client(Storm.TIMEOUT);
        assertThat(stormy.result(new AsyncQueue<>(last, "/q", Codec.TEXT, 20).size()))
                .isZero();
        assertThat(book.acknowledged).hasSizeGreaterThan(50);
        Set<String> missing = new TreeSet<>(book.put);
        missing.removeAll(book.acknowledged);
        missing.removeAll(book.inDoubt);
        assertThat(missing).as("put and never acknowledged").isEmpty();
        assertThat(book.acknowledgedTwice).isEmpty();
    }

    /** Who put and took what. An acknowledgement whose answer is lost for good may have happened. */
    private static final class Book {
        private final Set<String> put = new TreeSet<>();
        private final Set<String> acknowledged = new TreeSet<>();
        private final Set<String> acknowledgedTwice = new TreeSet<>();
        private final Set<String> inDoubt = new TreeSet<>();
        private int number;
        private boolean isClosed;

        void put(AsyncQueue<String> queue) {
            String item = "item" + number++;
            CompletableFuture<?> _ = queue.put(item).whenComplete((_, failure) -> {
                if (failure == null) {
                    put.add(item);
                    if (!isClosed) {
                        put(queue);
                    }
                }
            });
        }

        void take(Universe universe, AsyncQueue<String> queue) {
            CompletableFuture<?> _ = queue.take().whenComplete((delivery, failure) -> {
                if (failure == null) {
                    universe.after(
                            Duration.ofMillis(universe.dice().nextInt(100)), () -> end(universe, queue, delivery));
                }
            });
        }

        private void end(Universe universe, AsyncQueue<String> queue, Delivery<String> delivery) {
            if (universe.dice().nextInt(5) == 0) {
                delivery.close();
                take(universe, queue);
                return;
            }
            CompletableFuture<?> _ = delivery.acknowledge().whenComplete((_, thrown) -> {
                Throwable failure = Failures.of(thrown);
                if (failure == null) {
                    if (!acknowledged.add(delivery.value())) {
                        acknowledgedTwice.add(delivery.value());
                    }
                } else if (!(failure instanceof OwnershipLostException)) {
                    inDoubt.add(delivery.value());
                }
                take(universe, queue);
            });
        }
    }
}
