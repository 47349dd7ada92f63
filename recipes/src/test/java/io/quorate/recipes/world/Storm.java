package io.quorate.recipes.world;

import io.quorate.client.AsyncQuorate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/**
 * Clients under faults: each machine has one client after the other, a new one whenever a session ends, and something
 * to do for each. Connections break, networks part, processes pause, often for longer than a session lives, until the
 * weather clears.
 */
public final class Storm {
    /** Long against what the member needs to answer, short against the faults. */
    public static final Duration TIMEOUT = Duration.ofMillis(1_200);

    private static final int MEAN_CALM_MS = 400;
    private static final int LONGEST_FAULT_MS = 2_500;

    private final Universe universe;
    private final Random dice;
    private final Consumer<AsyncQuorate> work;
    private final List<AsyncQuorate> clients = new ArrayList<>();
    private boolean isClear;

    /**
     * A storm over so many machines.
     *
     * @param work begins what a client has to do; called once for every client
     */
    public Storm(Universe universe, int machines, Consumer<AsyncQuorate> work) {
        this.universe = universe;
        this.dice = new Random(universe.dice().nextLong());
        this.work = work;
        for (int i = 0; i < machines; i++) {
            clients.add(begin(universe.machine(), i));
        }
    }

    private AsyncQuorate begin(Machine machine, int index) {
        AsyncQuorate client = machine.client(TIMEOUT);
        client.listen(event -> {
            if (event.kind().isFinal()) {
                universe.after(Duration.ofMillis(dice.nextInt(100)), () -> clients.set(index, begin(machine, index)));
            }
        });
        work.accept(client);
        return client;
    }

    /** Faults for so long, then none. Paused machines go on, and parted networks are whole again. */
    public void rage(Duration length) {
        next();
        universe.pass(length);
        isClear = true;
        universe.pass(Duration.ofMillis(LONGEST_FAULT_MS));
    }

    private void next() {
        universe.after(Duration.ofMillis(dice.nextInt(2 * MEAN_CALM_MS)), () -> {
            if (!isClear) {
                befall(dice.nextInt(clients.size()));
                next();
            }
        });
    }

    private void befall(int index) {
        Machine machine = universe.machines().get(index);
        Duration length = Duration.ofMillis(dice.nextInt(LONGEST_FAULT_MS));
        switch (dice.nextInt(4)) {
            case 0, 1 -> machine.cut();
            case 2 -> {
                machine.isolate();
                universe.after(length, machine::heal);
            }
            default -> {
                machine.pause();
                universe.after(length, machine::resume);
            }
        }
    }
}
