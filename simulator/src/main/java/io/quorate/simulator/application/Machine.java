package io.quorate.simulator.application;

import io.quorate.simulator.checker.History;
import io.quorate.simulator.network.Endpoint;
import io.quorate.simulator.network.Network;
import io.quorate.simulator.world.Dice;
import io.quorate.simulator.world.Mark;
import io.quorate.simulator.world.World;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where a client program runs: a host on the network with a clock of its own, which may stand still for a while. */
final class Machine {
    private static final long RIGHT = 1000;
    /** The zero of a machine's clock means nothing, so it is anywhere within half of what a long can hold. */
    private static final int CLOCK_SHIFT = 2;

    private final World world;
    private final Network network;
    private final History history;
    private final int number;
    private final Dice dice;
    private final int clockPerMille;
    private final long clockBase;
    private final List<Runnable> late = new ArrayList<>();
    private @Nullable Life life;
    private boolean standing;
    private long stoodSince;

    /** @param clockPerMille how fast its clock runs; 1000 is right */
    Machine(World world, Network network, History history, int number, int clockPerMille, long seed) {
        this.world = world;
        this.network = network;
        this.history = history;
        this.number = number;
        this.clockPerMille = clockPerMille;
        this.dice = Dice.of(seed, "machine/" + number);
        this.clockBase = dice.nextLong() >> CLOCK_SHIFT;
    }

    int number() {
        return number;
    }

    Endpoint host() {
        return Endpoint.client(number);
    }

    World world() {
        return world;
    }

    Network network() {
        return network;
    }

    History history() {
        return history;
    }

    Dice dice() {
        return dice;
    }

    /** Its own clock. */
    long nanoTime() {
        return clockBase + world.now() * clockPerMille / RIGHT;
    }

    /** The virtual time at which its own clock shows this. */
    long virtual(long ownNanos) {
        return (ownNanos - clockBase) * RIGHT / clockPerMille;
    }

    /** The process that runs now, if any does. */
    @Nullable
    Life life() {
        return life;
    }

    /** A process begins; the one before it is over. */
    Life begin() {
        network.power(host());
        Life begun = new Life(this);
        life = begun;
        return begun;
    }

    /** Runs an action of that life when so much of the machine's own time is over. */
    void in(Life whose, long ownNanos, Runnable action) {
        world.in(Math.max(0, ownNanos) * RIGHT / clockPerMille + 1, () -> due(whose, action));
    }

    private void due(Life whose, Runnable action) {
        if (whose.isOver()) {
            return;
        }
        if (standing) {
            late.add(() -> in(whose, dice.belowLong(World.MS / 10), action));
        } else {
            whose.run(action);
        }
    }

    /** Its processes stand still; time and the network go on, and afterwards everything is late at once. */
    void pause(long nanos) {
        if (standing) {
            return;
        }
        standing = true;
        stoodSince = world.now();
        network.sleep(host());
        world.note(Mark.FAULT, number, nanos / 1_000, () -> "machine " + number + " stands still for so many us");
        long since = stoodSince;
        world.in(nanos, () -> {
            if (stoodSince == since) {
                goOn();
            }
        });
    }

    /** It stands still no longer. */
    void goOn() {
        if (standing) {
            standing = false;
            List<Runnable> due = List.copyOf(late);
            late.clear();
            due.forEach(Runnable::run);
            network.wake(host());
        }
    }

    /**
     * The process ends at once, and says nothing to anybody.
     *
     * @param withPower whether the machine loses its power too, so that nobody is told of its connections
     */
    void kill(boolean withPower) {
        Life killed = life;
        if (killed != null) {
            world.note(Mark.FAULT, number, withPower ? 1 : 0, () -> "the process on machine " + number + " is killed");
            killed.end();
            life = null;
            standing = false;
            late.clear();
            network.vanish(host(), withPower);
        }
    }

    /** One of its connections breaks. */
    void cut() {
        Life cut = life;
        if (cut != null) {
            cut.cut();
        }
    }
}
