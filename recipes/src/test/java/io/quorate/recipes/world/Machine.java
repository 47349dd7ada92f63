package io.quorate.recipes.world;

import io.quorate.client.AsyncQuorate;
import io.quorate.client.ClientOptions;
import io.quorate.client.port.Link;
import io.quorate.client.port.LinkListener;
import io.quorate.client.port.Timer;
import io.quorate.client.port.World;
import io.quorate.client.session.HostPort;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** Where clients run: one process, which can be paused, cut off, or lose its connections. */
public final class Machine implements World {
    private final Universe universe;
    private final LoneServer server;
    private final int number;
    private final RandomGenerator dice;
    private final List<Wire> wires = new ArrayList<>();
    private List<Universe.Happening> kept = new ArrayList<>();
    private boolean isPaused;
    private boolean isIsolated;

    Machine(Universe universe, LoneServer server, int number) {
        this.universe = universe;
        this.server = server;
        this.number = number;
        this.dice = new Random(universe.dice().nextLong());
    }

    /** A client with a session of its own. */
    public AsyncQuorate client(Duration sessionTimeout) {
        return client(ClientOptions.of("server:2181").withSessionTimeout(sessionTimeout));
    }

    /** A client as chosen. */
    public AsyncQuorate client(ClientOptions options) {
        return AsyncQuorate.inWorld(options, this);
    }

    // What befalls it.

    /** It stands still: nothing runs here, while time and the server go on. */
    public void pause() {
        isPaused = true;
    }

    /** It goes on, with all that has come meanwhile. */
    public void resume() {
        isPaused = false;
        List<Universe.Happening> all = kept;
        kept = new ArrayList<>();
        for (Universe.Happening each : all) {
            Universe.Happening _ = universe.after(0, this, () -> {
                if (!each.isCancelled) {
                    each.task.run();
                }
            });
        }
    }

    public boolean isPaused() {
        return isPaused;
    }

    void keep(Universe.Happening happening) {
        kept.add(happening);
    }

    /** Its connections break; what is on its way is lost. */
    public void cut() {
        List.copyOf(wires).forEach(Wire::cut);
        wires.clear();
    }

    /** Nothing comes through any more, and nobody is told. */
    public void isolate() {
        isIsolated = true;
    }

    /** The network is whole again; connections of before are not. */
    public void heal() {
        isIsolated = false;
        cut();
    }

    boolean isIsolated() {
        return isIsolated;
    }

    // What its clients see of the world.

    @Override
    public long nanoTime() {
        return universe.now();
    }

    @Override
    public Executor loop() {
        return callbacks();
    }

    @Override
    public Executor callbacks() {
        return task -> {
            Universe.Happening _ = universe.after(0, this, task);
        };
    }

    @Override
    public Timer after(long delayNanos, Runnable task) {
        Universe.Happening happening = universe.after(delayNanos, this, task);
        return () -> happening.isCancelled = true;
    }

    @Override
    public RandomGenerator dice() {
        return dice;
    }

    @Override
    public Link connect(HostPort to, LinkListener listener) {
        Wire wire = new Wire(universe, this, server, listener);
        wires.add(wire);
        wire.open();
        return wire;
    }

    @Override
    public void probe(HostPort to, Consumer<Boolean> takesWrites) {
        throw new IllegalStateException("no member here is read-only, so nobody is probed");
    }

    @Override
    public void close() {
        cut();
    }

    @Override
    public String toString() {
        return "machine " + number;
    }
}
