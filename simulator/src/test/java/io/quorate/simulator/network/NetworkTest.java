package io.quorate.simulator.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.simulator.network.Call.Numbered;
import io.quorate.simulator.world.Dice;
import io.quorate.simulator.world.Tempo;
import io.quorate.simulator.world.Trace;
import io.quorate.simulator.world.World;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class NetworkTest {
    private static final Endpoint ONE = Endpoint.member(1);
    private static final Endpoint TWO = Endpoint.member(2);
    private static final long LONG = 60_000 * World.MS;
    private static final int SEEDS = 200;

    /** Two hosts, of which the second takes calls. */
    private static final class Pair {
        final World world;
        final Network network;
        final List<Call> accepted = new ArrayList<>();
        final Call caller = new Call();

        Pair(long seed) {
            world = new World(seed, new Trace(null));
            network = new Network(world, new Tempo(Dice.of(seed, "tempo"), false), seed);
            listen();
        }

        void listen() {
            network.listen(TWO, Port.QUORUM, (plug, _) -> {
                Call call = new Call();
                call.plug = plug;
                accepted.add(call);
                return call;
            });
        }

        Plug dial(Call call) {
            return network.dial(ONE, TWO, Port.QUORUM, call);
        }

        Call callee() {
            return accepted.getFirst();
        }

        void run(long nanos) {
            long limit = world.now() + nanos;
            while (world.runNext(limit)) {
                // Until nothing more happens in that time.
            }
            world.in(Math.max(0, limit - world.now() - 1), () -> {});
            world.runNext(limit);
        }
    }

    private static Route route(Endpoint from, Endpoint to) {
        return new Route(from, to, Port.QUORUM);
    }

    private static List<Integer> upTo(int count) {
        return IntStream.range(0, count).boxed().toList();
    }

    @Test
    void whatIsSentOnOneConnectionArrivesInOrderWhateverTheDelays() {
        for (long seed = 0; seed < SEEDS; seed++) {
            Pair pair = new Pair(seed);
            Plug plug = pair.dial(pair.caller);
            upTo(50).forEach(i -> plug.send(new Numbered(i)));
            pair.run(LONG);
            upTo(20).forEach(i -> Objects.requireNonNull(pair.callee().plug).send(new Numbered(i)));
            pair.run(LONG);

            assertThat(pair.callee().heard).isEqualTo(upTo(50));
            assertThat(pair.caller.heard).isEqualTo(upTo(20));
        }
    }

    @Test
    void aLaterConnectionMayBeFasterThanAnEarlierOne() {
        Set<Boolean> orders = new HashSet<>();
        for (long seed = 0; seed < SEEDS; seed++) {
            Pair pair = new Pair(seed);
            pair.dial(pair.caller).send(new Numbered(1));
            pair.dial(new Call()).send(new Numbered(2));
            while (pair.accepted.stream().allMatch(call -> call.heard.isEmpty()) && pair.world.runNext(LONG)) {
                // Until the first arrives.
            }
            orders.add(pair.accepted.stream().anyMatch(call -> call.heard.contains(1)));
        }
        assertThat(orders).containsExactlyInAnyOrder(true, false);
    }

    @Test
    void theSameSeedGivesTheSameNetwork() {
        for (long seed = 0; seed < 20; seed++) {
            assertThat(story(seed)).isEqualTo(story(seed));
        }
        assertThat(story(1)).isNotEqualTo(story(2));
    }

    private static String story(long seed) {
        Pair pair = new Pair(seed);
        Plug plug = pair.dial(pair.caller);
        upTo(10).forEach(i -> plug.send(new Numbered(i)));
        pair.world.in(World.MS, plug::sever);
        StringBuilder story = new StringBuilder();
        while (pair.world.runNext(LONG)) {
            story.append(pair.world.now())
                    .append(pair.accepted.stream().map(call -> call.heard).toList());
        }
        return story.append(pair.caller.ended).toString();
    }

    @Test
    void nobodyListeningMeansRefused() {
        Pair pair = new Pair(3);
        pair.network.dial(ONE, TWO, Port.ELECTION, pair.caller);
        pair.run(LONG);

        assertThat(pair.caller.ended).containsExactly(Ending.REFUSED);
        assertThat(pair.network.wires()).isZero();
    }

    @Test
    void aClosedConnectionDeliversWhatWasSentBefore() {
        for (long seed = 0; seed < SEEDS; seed++) {
            Pair pair = new Pair(seed);
            Plug plug = pair.dial(pair.caller);
            upTo(5).forEach(i -> plug.send(new Numbered(i)));
            plug.close();
            pair.run(LONG);

            assertThat(pair.callee().heard).isEqualTo(upTo(5));
            assertThat(pair.callee().ended).containsExactly(Ending.CLOSED);
            assertThat(pair.caller.ended).containsExactly(Ending.CLOSED);
            assertThat(pair.network.wires()).isZero();
        }
    }

    @Test
    void aSeveredConnectionDeliversABeginningAndNeverMore() {
        Set<Integer> lengths = new HashSet<>();
        for (long seed = 0; seed < SEEDS; seed++) {
            Pair pair = new Pair(seed);
            Plug plug = pair.dial(pair.caller);
            pair.run(World.MS * 50);
            upTo(6).forEach(i -> plug.send(new Numbered(i)));
            plug.sever();
            plug.send(new Numbered(6));
            pair.run(LONG);

            lengths.add(pair.callee().heard.size());
            assertThat(pair.callee().heard).isEqualTo(upTo(pair.callee().heard.size()));
            assertThat(pair.callee().ended).containsExactly(Ending.RESET);
            assertThat(pair.caller.ended).containsExactly(Ending.RESET);
        }
        assertThat(lengths).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6);
    }

    @Test
    void aRouteBlockedForAMomentDeliversEverythingAfterwards() {
        Pair pair = new Pair(5);
        Plug plug = pair.dial(pair.caller);
        pair.run(World.MS * 50);
        pair.network.block(route(ONE, TWO));
        upTo(5).forEach(i -> plug.send(new Numbered(i)));
        pair.run(World.MS * 500);
        assertThat(pair.callee().heard).isEmpty();

        pair.network.unblock(route(ONE, TWO));
        pair.run(World.MS * 500);
        assertThat(pair.callee().heard).isEqualTo(upTo(5));
        assertThat(pair.caller.ended).isEmpty();
    }

    @Test
    void oneDirectionCanBeBlockedWhileTheOtherWorks() {
        Pair pair = new Pair(6);
        Plug plug = pair.dial(pair.caller);
        pair.run(World.MS * 50);
        pair.network.block(route(ONE, TWO));
        plug.send(new Numbered(1));
        Objects.requireNonNull(pair.callee().plug).send(new Numbered(2));
        pair.run(World.MS * 500);

        assertThat(pair.callee().heard).isEmpty();
        assertThat(pair.caller.heard).containsExactly(2);
    }

    @Test
    void whoeverSendsIntoNothingGivesUpAndTheOtherSideGoesOnBelieving() {
        Pair pair = new Pair(7);
        Plug plug = pair.dial(pair.caller);
        pair.run(World.MS * 50);
        pair.network.block(route(ONE, TWO));
        plug.send(new Numbered(1));
        pair.run(LONG);
        assertThat(pair.caller.ended).containsExactly(Ending.TIMED_OUT);
        assertThat(pair.callee().ended).isEmpty();
        assertThat(pair.network.wires()).isEqualTo(1);

        pair.network.heal();
        Objects.requireNonNull(pair.callee().plug).send(new Numbered(2));
        pair.run(LONG);
        assertThat(pair.callee().heard).isEmpty();
        assertThat(pair.callee().ended).containsExactly(Ending.RESET);
        assertThat(pair.caller.heard).isEmpty();
        assertThat(pair.network.wires()).isZero();
    }

    @Test
    void aHostWithoutPowerTellsNobodyUntilItIsBackAndAsked() {
        Pair pair = new Pair(8);
        Plug plug = pair.dial(pair.caller);
        pair.run(World.MS * 50);
        pair.network.vanish(TWO, true);
        pair.run(LONG);
        assertThat(pair.caller.ended).isEmpty();

        pair.listen();
        plug.send(new Numbered(1));
        pair.run(LONG);
        assertThat(pair.caller.ended).containsExactly(Ending.RESET);
        assertThat(pair.callee().heard).isEmpty();
    }

    @Test
    void aKilledProcessLetsItsKernelTell() {
        Pair pair = new Pair(9);
        pair.dial(pair.caller);
        pair.run(World.MS * 50);
        pair.network.vanish(TWO, false);
        pair.run(LONG);

        assertThat(pair.caller.ended).containsExactly(Ending.RESET);
        assertThat(pair.callee().ended).isEmpty();
    }

    @Test
    void aSleepingHostHearsEverythingInOrderWhenItWakes() {
        Pair pair = new Pair(10);
        Plug plug = pair.dial(pair.caller);
        pair.run(World.MS * 50);
        pair.network.sleep(TWO);
        upTo(5).forEach(i -> plug.send(new Numbered(i)));
        pair.run(LONG);
        assertThat(pair.callee().heard).isEmpty();
        assertThat(pair.caller.ended).as("its kernel answers").isEmpty();

        pair.network.wake(TWO);
        pair.run(World.MS * 500);
        assertThat(pair.callee().heard).isEqualTo(upTo(5));
    }

    @Test
    void aNarrowLinkTakesItsTimeAndSaysWhenThereIsRoom() {
        Pair pair = new Pair(11);
        pair.network.speed(route(ONE, TWO), 100);
        Plug plug = pair.dial(pair.caller);
        pair.run(World.MS * 50);
        upTo(8).forEach(i -> plug.send(new Numbered(i, 10_000)));
        assertThat(plug.isWritable()).isFalse();
        pair.run(World.MS * 250);
        assertThat(pair.callee().heard).hasSizeBetween(1, 3);
        assertThat(pair.caller.writable).isZero();

        pair.run(World.MS * 800);
        assertThat(pair.callee().heard).isEqualTo(upTo(8));
        assertThat(pair.caller.writable).isEqualTo(1);
        assertThat(plug.isWritable()).isTrue();
    }

    @Test
    void aLongRouteTakesLonger() {
        long near = 0;
        long far = 0;
        for (long seed = 0; seed < SEEDS; seed++) {
            near += arrival(seed, 1);
            far += arrival(seed, 40);
        }
        assertThat(far).isGreaterThan(near * 20);
    }

    private static long arrival(long seed, int factor) {
        Pair pair = new Pair(seed);
        pair.network.distance(route(ONE, TWO), factor);
        pair.dial(pair.caller).send(new Numbered(1));
        while ((pair.accepted.isEmpty() || pair.callee().heard.isEmpty()) && pair.world.runNext(LONG)) {
            // Until it arrives.
        }
        return pair.world.now();
    }
}
