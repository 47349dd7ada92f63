package io.quorate.simulator.application;

import io.quorate.client.port.Link;
import io.quorate.client.port.LinkListener;
import io.quorate.client.port.Timer;
import io.quorate.client.session.HostPort;
import io.quorate.simulator.checker.Promise;
import io.quorate.simulator.world.Dice;
import io.quorate.simulator.world.World;
import java.util.ArrayDeque;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * One client from its beginning to its end: what it sees of the world. It ends when it is closed, or at any moment when
 * its process is killed. Its loop and its callbacks are two queues, each in order, that wait for each other's tasks as
 * two threads would.
 */
final class Life implements io.quorate.client.port.World {
    private static final long MEAN_LAG = World.MS / 100;

    private final Machine machine;
    private final Dice dice;
    private final Lane loop = new Lane();
    private final Lane callbacks = new Lane();
    private Runnable afterEach = () -> {};
    private Consumer<HostPort> onAttempt = _ -> {};
    private @Nullable ClientWire wire;
    private long heardAt;
    private boolean closed;
    private boolean over;

    Life(Machine machine) {
        this.machine = machine;
        this.dice = Dice.of(machine.dice().nextLong(), "life");
        this.heardAt = machine.nanoTime();
    }

    /** From now on somebody looks after each thing that happens, and hears of each attempt to connect. */
    void watched(Runnable newAfterEach, Consumer<HostPort> newOnAttempt) {
        afterEach = newAfterEach;
        onAttempt = newOnAttempt;
    }

    Machine machine() {
        return machine;
    }

    boolean isOver() {
        return over;
    }

    /** The process is gone, with everything that it had still to do. */
    void end() {
        over = true;
    }

    void cut() {
        ClientWire current = wire;
        if (current != null) {
            current.cut();
        }
    }

    /** When a member was last heard of, by the machine's own clock. */
    long heardAt() {
        return heardAt;
    }

    void heard() {
        heardAt = machine.nanoTime();
    }

    /** Does something of this process; whatever is thrown out of it is a mistake of the client's. */
    void run(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException | AssertionError broken) {
            StackTraceElement[] stack = broken.getStackTrace();
            String where = stack.length == 0 ? "" : " at " + stack[0];
            machine.history()
                    .test(
                            false,
                            Promise.A10,
                            machine.world().now(),
                            () -> "machine " + machine.number() + ": " + broken + where);
        }
        afterEach.run();
    }

    void in(long ownNanos, Runnable action) {
        machine.in(this, ownNanos, action);
    }

    Dice ownDice() {
        return dice;
    }

    @Override
    public long nanoTime() {
        return machine.nanoTime();
    }

    @Override
    public Executor loop() {
        return loop;
    }

    @Override
    public Executor callbacks() {
        return callbacks;
    }

    @Override
    public Timer after(long delayNanos, Runnable task) {
        boolean[] cancelled = new boolean[1];
        in(delayNanos, () -> {
            if (!cancelled[0]) {
                task.run();
            }
        });
        return () -> cancelled[0] = true;
    }

    @Override
    public RandomGenerator dice() {
        return dice;
    }

    @Override
    public Link connect(HostPort server, LinkListener listener) {
        onAttempt.accept(server);
        ClientWire dialled = new ClientWire(this, memberOf(server), listener);
        wire = dialled;
        return dialled;
    }

    static String hostName(int member) {
        return "member-" + member;
    }

    /** The id of the member of that name. */
    static int memberOf(HostPort server) {
        return Integer.parseInt(server.host().substring(hostName(0).length() - 1));
    }

    @Override
    public void probe(HostPort server, Consumer<Boolean> takesWrites) {
        throw new IllegalStateException("no member here is read-only, so nobody is probed");
    }

    @Override
    public void close() {
        closed = true;
    }

    /** Whether the client has ended. */
    boolean isClosed() {
        return closed;
    }

    /** Tasks one after the other, in the order in which they were handed in. */
    private final class Lane implements Executor {
        private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();

        @Override
        public void execute(Runnable task) {
            tasks.add(task);
            if (tasks.size() == 1) {
                plan();
            }
        }

        private void plan() {
            in(dice.delay(MEAN_LAG), this::next);
        }

        private void next() {
            Runnable task = tasks.element();
            try {
                task.run();
            } finally {
                tasks.remove();
                if (!tasks.isEmpty()) {
                    plan();
                }
            }
        }
    }
}
