package io.quorate.simulator.application.play;

import io.quorate.client.AsyncQuorate;
import io.quorate.recipes.naming.AsyncRegistry;
import io.quorate.recipes.naming.Instance;
import io.quorate.recipes.naming.Instances;
import io.quorate.recipes.naming.Registered;
import io.quorate.simulator.checker.Promise;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Programs that register a service under unique names, withdraw it, and look for it. */
final class Naming implements Play {
    private static final int MEAN_STAY_MS = 80;
    private static final int MEAN_AWAY_MS = 30;
    private static final String PATH = "/services";
    private static final String SERVICE = "mail";

    private final Chronicle chronicle;
    private final Turns turns;
    private final TreeSet<String> given = new TreeSet<>();
    private final TreeMap<String, Actor> registered = new TreeMap<>();
    private final TreeMap<Integer, Caller> callers = new TreeMap<>();

    private record Caller(Actor actor, Instances instances) {}

    Naming(Chronicle chronicle) {
        this.chronicle = chronicle;
        this.turns = new Turns(chronicle);
    }

    @Override
    public void begin(Actor actor) {
        AsyncRegistry registry = new AsyncRegistry(actor.client(), PATH);
        callers.remove(actor.machine());
        CompletableFuture<?> _ = actor.ask("look", () -> registry.instances(SERVICE))
                .thenAccept(instances -> callers.put(actor.machine(), new Caller(actor, instances)));
        register(actor, registry);
    }

    private void register(Actor actor, AsyncRegistry registry) {
        if (chronicle.isClosing()) {
            return;
        }
        Instance instance = Instance.at("host-" + actor.machine());
        CompletableFuture<?> _ = actor.ask("register", () -> registry.register(SERVICE, instance))
                .whenComplete((mine, failure) -> {
                    if (failure == null) {
                        named(actor, registry, mine);
                    }
                });
    }

    private void named(Actor actor, AsyncRegistry registry, Registered mine) {
        boolean isNew = given.add(mine.name());
        chronicle.require(isNew, Promise.R8, () -> mine.name() + " was given twice");
        turns.took(actor);
        if (mine.ownership().isHeld()) {
            registered.put(mine.name(), actor);
        }
        CompletableFuture<?> _ = mine.ownership().ended().thenAccept(_ -> registered.remove(mine.name()));
        actor.later(MEAN_STAY_MS, () -> {
            if (!chronicle.isClosing()) {
                registered.remove(mine.name());
                CompletableFuture<?> _ = actor.ask("withdraw", mine::withdraw)
                        .whenComplete((_, _) -> actor.later(MEAN_AWAY_MS, () -> register(actor, registry)));
            }
        });
    }

    @Override
    public Turns turns() {
        return turns;
    }

    @Override
    public CompletableFuture<?> audit(AsyncQuorate auditor) {
        return new AsyncRegistry(auditor, PATH)
                .instances(SERVICE)
                .thenCompose(all ->
                        Patience.until(auditor, () -> CompletableFuture.completedFuture(difference(all) == null)))
                .thenAccept(agreed -> chronicle.require(
                        agreed, Promise.R8, () -> "registered are " + registered.keySet() + ": " + wrong()));
    }

    private @Nullable String difference(Instances all) {
        registered.values().removeIf(actor -> !actor.isOn());
        Set<String> there = all.all().keySet();
        if (!there.equals(registered.keySet())) {
            return "the auditor sees " + there;
        }
        return wrong();
    }

    private @Nullable String wrong() {
        for (Caller caller : callers.values()) {
            Set<String> seen = caller.instances().all().keySet();
            if (caller.actor().isOn() && !seen.equals(registered.keySet())) {
                return "machine " + caller.actor().machine() + " sees " + seen;
            }
        }
        return null;
    }
}
