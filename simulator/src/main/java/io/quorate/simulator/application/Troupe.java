package io.quorate.simulator.application;

import io.quorate.client.AsyncQuorate;
import io.quorate.client.ClientOptions;
import io.quorate.simulator.application.play.Actor;
import io.quorate.simulator.application.play.Chronicle;
import io.quorate.simulator.application.play.Play;
import io.quorate.simulator.checker.History;
import io.quorate.simulator.network.Endpoint;
import io.quorate.simulator.network.Network;
import io.quorate.simulator.world.Dice;
import io.quorate.simulator.world.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The programs of a run: one machine each, where a new client begins whenever there is none. */
final class Troupe {
    private static final long LOOK_EVERY = 20 * World.MS;
    private static final int MOST_WAIT_MS = 200;
    private static final int CLOSED_PER_MILLE = 3;

    private final World world;
    private final Chronicle chronicle;
    private final Play play;
    private final ClientOptions options;
    private final int hosts;
    private final SessionWitness witness;
    private final Dice dice;
    private final List<Machine> machines = new ArrayList<>();
    private final List<@Nullable Actor> actors = new ArrayList<>();
    private final List<AsyncQuorate> clients = new ArrayList<>();
    private boolean isOver;

    /** What is around it. */
    record Place(World world, Network network, History history, Chronicle chronicle, SessionWitness witness) {}

    /**
     * So many programs.
     *
     * @param service where the members are
     * @param clockPerMille how fast the clocks of odd machines run; those of even ones are right
     */
    Troupe(Place place, Play play, int programs, Service service, int clockPerMille, long seed) {
        this.world = place.world();
        this.chronicle = place.chronicle();
        this.play = play;
        this.witness = place.witness();
        this.dice = Dice.of(seed, "troupe");
        this.hosts = service.members().size();
        int timeoutMs = dice.between(
                service.settings().replica().minSessionTimeoutMs(),
                service.settings().replica().maxSessionTimeoutMs());
        this.options = ClientOptions.of(service.hosts()).withSessionTimeout(Duration.ofMillis(timeoutMs));
        for (int i = 0; i < programs; i++) {
            int rate = i % 2 == 0 ? 1000 : clockPerMille;
            machines.add(new Machine(world, place.network(), place.history(), i, rate, seed));
            actors.add(null);
        }
    }

    List<Machine> machines() {
        return machines;
    }

    List<Endpoint> endpoints() {
        return machines.stream().map(Machine::host).toList();
    }

    Set<Integer> numbers() {
        Set<Integer> numbers = new TreeSet<>();
        machines.forEach(machine -> numbers.add(machine.number()));
        return numbers;
    }

    void begin() {
        for (int i = 0; i < machines.size(); i++) {
            look(i);
        }
    }

    private void look(int index) {
        Actor actor = actors.get(index);
        if (isOver) {
            return;
        }
        if (actor != null && machines.get(index).life() == null) {
            chronicle.forget(actor);
            actors.set(index, null);
            actor = null;
        }
        if (actor == null || !actor.client().isAlive()) {
            actors.set(index, null);
            world.in(dice.belowLong(MOST_WAIT_MS * World.MS), () -> {
                enter(index);
                look(index, LOOK_EVERY);
            });
            return;
        }
        if (!chronicle.isCalm() && dice.perMille(CLOSED_PER_MILLE)) {
            actor.client().close();
        }
        look(index, LOOK_EVERY);
    }

    private void look(int index, long nanos) {
        world.in(dice.delay(nanos), () -> look(index));
    }

    private void enter(int index) {
        if (isOver) {
            return;
        }
        Machine machine = machines.get(index);
        Life life = machine.begin();
        AsyncQuorate client = AsyncQuorate.inWorld(options, life);
        clients.add(client);
        witness.watch(life, client, hosts);
        Actor actor = new Actor(index, client, Dice.of(dice.nextLong(), "actor"), chronicle, life::isOver);
        actors.set(index, actor);
        life.callbacks().execute(() -> play.begin(actor));
    }

    /** A client for whoever judges. */
    AsyncQuorate auditor(Machine machine) {
        Life life = machine.begin();
        AsyncQuorate client = AsyncQuorate.inWorld(options.withSessionTimeout(Duration.ofSeconds(60)), life);
        clients.add(client);
        witness.watch(life, client, hosts);
        return client;
    }

    /** All machines run, and nothing befalls them any more. */
    void rest() {
        machines.forEach(Machine::goOn);
    }

    /** All clients close, and no other begins. */
    void close() {
        isOver = true;
        clients.forEach(AsyncQuorate::close);
    }

    /** Whether all clients whose process lives have ended. */
    boolean hasClosed() {
        for (Machine machine : machines) {
            Life life = machine.life();
            if (life != null && !life.isClosed()) {
                return false;
            }
        }
        return true;
    }
}
