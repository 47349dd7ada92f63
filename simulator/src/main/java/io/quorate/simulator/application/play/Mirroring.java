package io.quorate.simulator.application.play;

import io.quorate.client.AsyncQuorate;
import io.quorate.client.CreateOptions;
import io.quorate.client.NodeData;
import io.quorate.recipes.cache.CacheChange;
import io.quorate.recipes.cache.Scope;
import io.quorate.recipes.cache.ZnodeCache;
import io.quorate.simulator.checker.Promise;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/** Programs that change a small tree, and each has a copy of it. */
final class Mirroring implements Play {
    private static final int MEAN_REST_MS = 25;
    private static final int DEEPEST = 3;
    private static final int WIDTH = 3;
    private static final String ROOT = "/mirrored";

    private final Chronicle chronicle;
    private final Turns turns;
    private final TreeMap<Integer, Mirror> mirrors = new TreeMap<>();

    /** One program's copy, and what its listener has been told. */
    private static final class Mirror {
        private final Actor actor;
        private final TreeMap<String, Long> told = new TreeMap<>();
        private final TreeMap<String, Long> newest = new TreeMap<>();

        Mirror(Actor actor) {
            this.actor = actor;
        }
    }

    Mirroring(Chronicle chronicle) {
        this.chronicle = chronicle;
        this.turns = new Turns(chronicle);
    }

    @Override
    public void begin(Actor actor) {
        Mirror mirror = new Mirror(actor);
        mirrors.put(actor.machine(), mirror);
        CompletableFuture<?> _ = actor.ask(
                        "copy",
                        () -> ZnodeCache.start(actor.client(), ROOT, Scope.TREE, change -> told(mirror, change)))
                .whenComplete((cache, failure) -> {
                    if (failure == null) {
                        turns.took(actor);
                    }
                });
        change(actor);
    }

    private void told(Mirror mirror, CacheChange change) {
        NodeData after = change.after();
        String path = change.path();
        if (after == null) {
            chronicle.require(
                    mirror.told.remove(path) != null,
                    Promise.R7,
                    () -> "machine " + mirror.actor.machine() + " is told that " + path
                            + " is gone, of which it was not told");
            return;
        }
        long version = after.stat().mzxid();
        Long before = mirror.newest.put(path, version);
        mirror.told.put(path, version);
        chronicle.require(
                before == null || before < version,
                Promise.R7,
                () -> "machine " + mirror.actor.machine() + " is told of " + path + " as of " + version + " after "
                        + before);
    }

    private void change(Actor actor) {
        if (chronicle.isClosing() || !actor.isOn()) {
            return;
        }
        StringBuilder path = new StringBuilder(ROOT);
        for (int depth = actor.dice().below(DEEPEST + 1); depth > 0; depth--) {
            path.append('/').append(actor.dice().below(WIDTH));
        }
        String where = path.toString();
        AsyncQuorate client = actor.client();
        byte[] data = Integer.toString(actor.dice().below(100)).getBytes(StandardCharsets.UTF_8);
        CompletableFuture<?> change = switch (actor.dice().below(3)) {
            case 0 ->
                actor.ask(
                        "create " + where,
                        () -> client.create(where, data, CreateOptions.PERSISTENT.creatingParents()));
            case 1 -> actor.ask("set " + where, () -> client.set(where, data));
            default -> actor.ask("delete " + where, () -> client.delete(where));
        };
        CompletableFuture<?> _ = change.whenComplete((_, _) -> {
            turns.took(actor);
            actor.later(MEAN_REST_MS, () -> change(actor));
        });
    }

    @Override
    public Turns turns() {
        return turns;
    }

    /** Containers among them may still be reaped, so the truth is read each time. */
    @Override
    public CompletableFuture<?> audit(AsyncQuorate auditor) {
        return Patience.until(auditor, () -> {
                    Map<String, Long> truth = new TreeMap<>();
                    return collect(auditor, ROOT, truth).thenApply(_ -> agree(truth));
                })
                .thenAccept(agreed -> chronicle.require(
                        agreed, Promise.R7, () -> "the copies are not what is there in the end: " + differences()));
    }

    private boolean agree(Map<String, Long> truth) {
        for (Mirror mirror : mirrors.values()) {
            if (mirror.actor.isOn() && !mirror.told.equals(truth)) {
                return false;
            }
        }
        return true;
    }

    private String differences() {
        StringBuilder words = new StringBuilder();
        mirrors.forEach((machine, mirror) -> words.append("machine ")
                .append(machine)
                .append(' ')
                .append(mirror.told)
                .append("; "));
        return words.toString();
    }

    private static CompletableFuture<?> collect(AsyncQuorate auditor, String path, Map<String, Long> into) {
        return auditor.exists(path).thenCompose(stat -> {
            if (stat.isEmpty()) {
                return CompletableFuture.completedFuture(null);
            }
            into.put(path, stat.get().mzxid());
            return auditor.children(path).thenCompose(children -> {
                CompletableFuture<?> all = CompletableFuture.completedFuture(null);
                for (String name : children.names()) {
                    all = all.thenCompose(_ -> collect(auditor, path + "/" + name, into));
                }
                return all;
            });
        });
    }
}
