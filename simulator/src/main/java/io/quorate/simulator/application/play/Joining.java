package io.quorate.simulator.application.play;

import io.quorate.client.AsyncQuorate;
import io.quorate.recipes.group.AsyncGroup;
import io.quorate.recipes.group.Member;
import io.quorate.recipes.group.Membership;
import io.quorate.simulator.checker.Promise;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;

/** Programs that join a group under the name of their machine, leave it, and watch who is in it. */
final class Joining implements Play {
    private static final int MEAN_STAY_MS = 80;
    private static final int MEAN_AWAY_MS = 30;
    private static final byte[] NO_DATA = {};
    private static final String PATH = "/groups/a";

    private final Chronicle chronicle;
    private final Turns turns;
    private final TreeMap<String, Long> tokens = new TreeMap<>();
    /** What each machine has been told last by its present client. */
    private final TreeMap<Integer, List<String>> told = new TreeMap<>();

    private final TreeMap<Integer, Actor> watching = new TreeMap<>();
    private final TreeSet<String> listed = new TreeSet<>();

    Joining(Chronicle chronicle) {
        this.chronicle = chronicle;
        this.turns = new Turns(chronicle);
    }

    @Override
    public void begin(Actor actor) {
        AsyncGroup group = new AsyncGroup(actor.client(), PATH);
        watching.put(actor.machine(), actor);
        told.remove(actor.machine());
        CompletableFuture<?> _ = actor.ask("watch", () -> group.watch(members -> told(actor, members)));
        join(actor, group);
    }

    private void told(Actor actor, List<Member> members) {
        if (actor.equals(watching.get(actor.machine()))) {
            told.put(actor.machine(), members.stream().map(Member::id).sorted().toList());
        }
        for (Member member : members) {
            tokens.merge(member.id(), member.token(), Math::max);
        }
    }

    private void join(Actor actor, AsyncGroup group) {
        if (chronicle.isClosing()) {
            return;
        }
        String name = "machine-" + actor.machine();
        CompletableFuture<?> _ = actor.ask("join", () -> group.join(name, NO_DATA))
                .whenComplete((membership, failure) -> {
                    if (failure == null) {
                        joined(actor, group, membership);
                    }
                });
    }

    /** Joining is answered when one is listed, and a latest list must show it. */
    private void joined(Actor actor, AsyncGroup group, Membership membership) {
        listed.add(membership.id());
        CompletableFuture<?> _ = actor.ask("members", group::members).whenComplete((members, failure) -> {
            if (failure == null && listed.contains(membership.id())) {
                chronicle.require(
                        !actor.isOn()
                                || members.stream().anyMatch(each -> each.id().equals(membership.id())),
                        Promise.R8,
                        () -> membership.id() + " has joined and is not listed");
            }
            turns.took(actor);
            actor.later(MEAN_STAY_MS, () -> leave(actor, group, membership));
        });
    }

    private void leave(Actor actor, AsyncGroup group, Membership membership) {
        if (chronicle.isClosing() && actor.dice().coin()) {
            return;
        }
        listed.remove(membership.id());
        CompletableFuture<?> _ = actor.ask("leave", membership::leave)
                .whenComplete((_, _) -> actor.later(MEAN_AWAY_MS, () -> join(actor, group)));
    }

    @Override
    public Turns turns() {
        return turns;
    }

    @Override
    public CompletableFuture<?> audit(AsyncQuorate auditor) {
        AsyncGroup group = new AsyncGroup(auditor, PATH);
        return Patience.until(auditor, () -> group.members().thenApply(this::agree))
                .thenAccept(agreed -> chronicle.require(
                        agreed,
                        Promise.R8,
                        () -> "those who are in are " + listed + ", but the machines have been told " + told));
    }

    private boolean agree(List<Member> members) {
        List<String> names = members.stream().map(Member::id).sorted().toList();
        if (!names.equals(List.copyOf(listed))) {
            return false;
        }
        for (Actor actor : watching.values()) {
            if (actor.isOn() && !names.equals(told.get(actor.machine()))) {
                return false;
            }
        }
        return true;
    }
}
