package io.quorate.transport.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.quorate.message.Response;
import io.quorate.transport.client.ClientDoorConfig.ConnectionThrottle;
import io.quorate.wire.Protocol;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The parts that need no socket. */
class SmallPartsTest {

    @Test
    void whatIsInFlightComesOutAsItWentIn() {
        InFlight inFlight = new InFlight();
        Random random = new Random(3);
        long[] expectedAge = new long[100_000];
        int in = 0;
        int out = 0;
        while (out < expectedAge.length) {
            if (in < expectedAge.length && (inFlight.isEmpty() || random.nextInt(100) < 52)) {
                inFlight.add(in % 3 - 1, in % 120 - 11, in, in % 5_000);
                in++;
            } else {
                long entry = inFlight.oldest();
                assertThat(InFlight.opcodeOf(entry)).isEqualTo(out % 120 - 11);
                assertThat(InFlight.ageMs(entry, out + 17L)).isEqualTo(17);
                assertThat(InFlight.largeBytesOf(entry)).isEqualTo(InFlight.roundedUp(out % 5_000));
                inFlight.remove();
                out++;
            }
            assertThat(inFlight.size()).isEqualTo(in - out);
        }
        assertThat(inFlight.counted()).isZero();
    }

    @Test
    void agesSurviveTheOverflowOfTheirClock() {
        InFlight inFlight = new InFlight();
        long before = 0xffff_fff0L;
        inFlight.add(1, Protocol.OP_CLOSE_SESSION, before, 0);

        assertThat(InFlight.ageMs(inFlight.oldest(), before + 100)).isEqualTo(100);
        assertThat(InFlight.ageMs(inFlight.oldest(), before - 1)).isZero();
        assertThat(InFlight.opcodeOf(inFlight.oldest())).isEqualTo(Protocol.OP_CLOSE_SESSION);
        assertThat(inFlight.counted()).isEqualTo(1);
    }

    @Test
    void latenciesAreToldToWithinOnePartInSixteen() {
        LatencyTally one = new LatencyTally();
        LatencyTally other = new LatencyTally();
        Random random = new Random(5);
        long[] all = new long[10_000];
        for (int i = 0; i < all.length; i++) {
            all[i] = random.nextInt(1 << (1 + random.nextInt(20)));
            (i % 2 == 0 ? one : other).add(all[i]);
        }
        Arrays.sort(all);
        DoorStats.Latency latency = LatencyTally.sum(List.of(one, other));

        assertThat(latency.count()).isEqualTo(all.length);
        assertThat(latency.sumMs()).isEqualTo(Arrays.stream(all).sum());
        assertThat(latency.minMs()).isEqualTo(all[0]);
        assertThat(latency.maxMs()).isEqualTo(all[all.length - 1]);
        assertThat(latency.p50Ms()).isCloseTo(all[4_999], within(all[4_999] / 16 + 1));
        assertThat(latency.p99Ms()).isCloseTo(all[9_899], within(all[9_899] / 16 + 1));
        assertThat(latency.p999Ms()).isCloseTo(all[9_989], within(all[9_989] / 16 + 1));

        one.add(Long.MAX_VALUE);
        assertThat(LatencyTally.sum(List.of(one)).maxMs()).isEqualTo(Integer.MAX_VALUE);
        one.reset();
        other.reset();
        assertThat(LatencyTally.sum(List.of(one, other))).isEqualTo(new DoorStats.Latency(0, 0, 0, 0, 0, 0, 0, 0, 0));
    }

    @Test
    void theOutboxKeepsTheOrderAndCountsWhatItHolds() {
        Outbox outbox = new Outbox();
        for (int i = 0; i < 10; i++) {
            outbox.push(Outgoing.reply(i, 0, 0, new Response.Path("/" + i)));
        }
        assertThat(outbox.heldBytes()).isPositive();
        for (int i = 0; i < 20; i++) {
            Outgoing next = outbox.peek();
            assertThat(next).isNotNull().extracting(reply -> reply.xid).isEqualTo(i);
            outbox.remove(next == null ? Outgoing.close() : next);
            if (i == 5) {
                for (int j = 10; j < 20; j++) {
                    outbox.push(Outgoing.reply(j, 0, 0, Response.Empty.INSTANCE));
                }
            }
        }
        assertThat(outbox.peek()).isNull();
        assertThat(outbox.heldBytes()).isZero();
    }

    @Test
    void theBucketRefillsOverTime() {
        TokenBucket bucket =
                new TokenBucket(new ConnectionThrottle(2, 10, 1, false, 3, 2, 1, -1, 0, 0, 0), 1_000, () -> 0.5);

        assertThat(bucket.admits(false, 1_000)).isTrue();
        assertThat(bucket.admits(true, 1_000)).isTrue();
        assertThat(bucket.admits(false, 1_009)).isFalse();
        assertThat(bucket.admits(false, 1_010)).isTrue();
        assertThat(bucket.admits(false, 1_019)).isFalse();
        assertThat(bucket.admits(false, 9_000)).isTrue();
        assertThat(bucket.admits(false, 9_000)).isTrue();
        assertThat(bucket.admits(false, 9_000)).isFalse();
    }

    @Test
    void newSessionsCanCostMoreThanResumedOnes() {
        TokenBucket bucket =
                new TokenBucket(new ConnectionThrottle(2, 10, 1, true, 3, 2, 1, -1, 0, 0, 0), 0, () -> 0.5);

        assertThat(bucket.admits(false, 0)).isTrue();
        assertThat(bucket.admits(true, 0)).isTrue();
        assertThat(bucket.admits(true, 0)).isFalse();
        assertThat(bucket.admits(false, 10)).isTrue();
    }

    @Test
    void anEmptyBucketMakesEarlyDropsMoreLikely() {
        TokenBucket bucket =
                new TokenBucket(new ConnectionThrottle(1, 1, 1, false, 3, 2, 1, 0, 1, 1, 0.5), 0, () -> 0.5);
        assertThat(bucket.stats().dropProbability()).isZero();

        assertThat(bucket.admits(false, 0)).isTrue();
        assertThat(bucket.admits(false, 0))
                .as("empty: from now on all are dropped")
                .isFalse();
        assertThat(bucket.admits(false, 100)).as("full again: none is").isTrue();
    }
}
