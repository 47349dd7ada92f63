package io.quorate.simulator.application.play;

import io.quorate.client.AsyncQuorate;
import io.quorate.recipes.transaction.AsyncCoordinator;
import io.quorate.recipes.transaction.Decision;
import io.quorate.recipes.transaction.Participant;
import io.quorate.recipes.transaction.Participation;
import io.quorate.recipes.transaction.Proposal;
import io.quorate.simulator.checker.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Programs that propose transactions to all machines, and take part in them; one of eight votes is a no. */
final class Deciding implements Play {
    private static final int MEAN_REST_MS = 120;
    private static final int REFUSALS_PER_MILLE = 125;
    private static final Duration VOTES = Duration.ofMillis(800);
    private static final Duration PATIENCE = Duration.ofMillis(1_600);
    private static final byte[] CONTENT = {1};
    private static final String PATH = "/ledger";

    private final Chronicle chronicle;
    private final Turns turns;
    private final int most;
    private final TreeMap<Integer, Bank> banks = new TreeMap<>();
    private final TreeMap<String, Decision> decisions = new TreeMap<>();

    /** What a machine remembers of transactions, as its disk would. */
    private final class Bank implements Participant {
        private final int machine;
        private final TreeMap<String, Boolean> votes = new TreeMap<>();
        private final TreeMap<String, Decision> told = new TreeMap<>();
        private @Nullable Actor actor;

        Bank(int machine) {
            this.machine = machine;
        }

        @Override
        public CompletableFuture<Boolean> prepare(Proposal proposal) {
            Actor asked = actor;
            boolean agrees = votes.computeIfAbsent(
                    proposal.id(), _ -> asked != null && !asked.dice().perMille(REFUSALS_PER_MILLE));
            return CompletableFuture.completedFuture(agrees);
        }

        @Override
        public CompletableFuture<Void> decided(Proposal proposal, Decision decision) {
            Decision before = decisions.putIfAbsent(proposal.id(), decision);
            chronicle.require(
                    before == null || before == decision,
                    Promise.R10,
                    () -> "machine " + machine + " is told " + decision + " of " + proposal.id() + ", others "
                            + before);
            if (decision == Decision.COMMIT) {
                chronicle.require(
                        isAgreed(proposal),
                        Promise.R10,
                        () -> proposal.id() + " is committed, but not all have agreed to it");
            }
            told.put(proposal.id(), decision);
            return CompletableFuture.completedFuture(null);
        }
    }

    Deciding(Chronicle chronicle, int machines) {
        this.chronicle = chronicle;
        this.turns = new Turns(chronicle);
        this.most = machines;
    }

    private boolean isAgreed(Proposal proposal) {
        for (String name : proposal.participants()) {
            Bank bank = banks.get(Integer.parseInt(name));
            if (bank == null || !bank.votes.getOrDefault(proposal.id(), false)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void begin(Actor actor) {
        Bank bank = banks.computeIfAbsent(actor.machine(), Bank::new);
        bank.actor = actor;
        CompletableFuture<?> _ = actor.ask(
                "take part",
                () -> Participation.begin(actor.client(), PATH, Integer.toString(actor.machine()), bank, PATIENCE));
        actor.later(MEAN_REST_MS, () -> propose(actor, new AsyncCoordinator(actor.client(), PATH)));
    }

    private void propose(Actor actor, AsyncCoordinator coordinator) {
        if (chronicle.isClosing()) {
            return;
        }
        List<String> all = new ArrayList<>();
        for (int i = 0; i < most; i++) {
            all.add(Integer.toString(i));
        }
        CompletableFuture<?> _ = actor.ask("propose", () -> coordinator.run(all, CONTENT, VOTES))
                .whenComplete((decision, failure) -> {
                    if (failure == null) {
                        turns.took(actor);
                    }
                    if (actor.isOn()) {
                        actor.later(MEAN_REST_MS, () -> propose(actor, coordinator));
                    }
                });
    }

    @Override
    public Turns turns() {
        return turns;
    }

    /** All who run are told of every commit in the end. */
    @Override
    public CompletableFuture<?> audit(AsyncQuorate auditor) {
        return Patience.until(auditor, () -> CompletableFuture.completedFuture(untold().isEmpty()))
                .thenAccept(all -> chronicle.require(
                        all, Promise.R10, () -> "of these commits not all who run have been told: " + untold()));
    }

    private Set<String> untold() {
        Set<String> untold = new TreeSet<>();
        decisions.forEach((id, decision) -> {
            for (Bank bank : banks.values()) {
                boolean isOn = bank.actor != null && bank.actor.isOn();
                if (decision == Decision.COMMIT && isOn && !bank.told.containsKey(id)) {
                    untold.add(id);
                }
            }
        });
        return untold;
    }
}
