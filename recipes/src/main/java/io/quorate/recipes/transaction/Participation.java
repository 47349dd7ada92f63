package io.quorate.recipes.transaction;

import io.quorate.client.AsyncQuorate;
import io.quorate.client.NodeData;
import io.quorate.client.Quorate;
import io.quorate.client.Read;
import io.quorate.client.Registration;
import io.quorate.client.StateException;
import io.quorate.client.WatchEvent;
import io.quorate.client.WatchListener;
import io.quorate.client.WatchMode;
import io.quorate.data.ZnodePath;
import io.quorate.recipes.line.Failures;
import io.quorate.recipes.line.Waiting;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Takes part in the transactions that name it, until it is closed or the session ends. Owned by the callback executor;
 * closing is for every thread.
 */
public final class Participation implements AutoCloseable {
    private final Ledger ledger;
    private final String name;
    private final Participant participant;
    private final Duration deadline;
    private final Set<String> known = new HashSet<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private @Nullable Registration watch;
    private boolean isClosed;

    private Participation(Ledger ledger, String name, Participant participant, Duration deadline) {
        this.ledger = ledger;
        this.name = name;
        this.participant = participant;
        this.deadline = deadline;
    }

    /**
     * Begins to take part.
     *
     * @param client stays the caller's, who closes it
     * @param path the znode of the ledger; it need not exist, nor its ancestors
     * @param name the participant's name in proposals; one client at a time has it
     * @param participant votes, and does what was decided
     * @param deadline how long after a yes the decision is waited for before the participant aborts the transaction
     *     itself; longer than the coordinators' deadline
     * @return completes when transactions proposed from now on are heard of
     */
    public static CompletableFuture<Participation> begin(
            AsyncQuorate client, String path, String name, Participant participant, Duration deadline) {
        Participation participation = new Participation(new Ledger(client, path), name, participant, deadline);
        return participation.begin().thenApply(unused -> participation);
    }

    /**
     * Begins to take part, and waits until transactions are heard of. The participant is called in callbacks of the
     * client. Throws what {@link #begin(AsyncQuorate, String, String, Participant, Duration)} fails with.
     *
     * @param client stays the caller's, who closes it
     * @param path the znode of the ledger; it need not exist, nor its ancestors
     * @param name the participant's name in proposals; one client at a time has it
     * @param participant votes, and does what was decided
     * @param deadline how long after a yes the decision is waited for before the participant aborts the transaction
     *     itself; longer than the coordinators' deadline
     * @return the participation, to be closed
     * @throws InterruptedException when interrupted while waiting; the participation is then closed once it has begun
     */
    public static Participation begin(
            Quorate client, String path, String name, Participant participant, Duration deadline)
            throws InterruptedException {
        return Waiting.on(begin(client.async(), path, name, participant, deadline), Participation::close);
    }

    private CompletableFuture<Void> begin() {
        return ledger.makeParent()
                .thenCompose(unused -> ledger.insistence()
                        .on(() -> ledger.client().addWatch(ledger.path(), WatchMode.PERSISTENT, new Watcher())))
                .thenCompose(registration -> {
                    watch = registration;
                    return look();
                });
    }

    /**
     * Fails when the session ends; completes when this is closed.
     *
     * @return a future that fails when the session ends, and completes when this is closed
     */
    public CompletableFuture<Void> ended() {
        return ended.copy();
    }

    /** Hears of no more transactions. Those it has voted for are told to it again when it begins anew. */
    @Override
    public void close() {
        ledger.client().surroundings().callbacks().execute(() -> {
            isClosed = true;
            if (watch != null) {
                watch.close();
            }
            ended.complete(null);
        });
    }

    private final class Watcher implements WatchListener {
        @Override
        public void changed(WatchEvent event) {
            switch (event.type()) {
                case CHILDREN_CHANGED, GAP -> {
                    CompletableFuture<Void> unused = look();
                }
                case CREATED, DELETED, DATA_CHANGED, REMOVED -> {}
            }
        }
    }

    private CompletableFuture<Void> look() {
        return ledger.insistence()
                .on(() -> ledger.client().children(ledger.path()))
                .thenAccept(children -> {
                    known.retainAll(Set.copyOf(children.names()));
                    for (String id : children.names()) {
                        if (id.contains(Ledger.TX) && known.add(id) && !isClosed) {
                            meet(id);
                        }
                    }
                });
    }

    private void meet(String id) {
        String done = ZnodePath.childOf(ledger.pathOf(id), Ledger.DONE + name);
        CompletableFuture<?> unusedMeeting = ledger.insistence()
                .on(() -> ledger.client().exists(done))
                .thenCombine(ledger.read(id, Read.PLAIN), (acknowledged, found) -> {
                    found.ifPresent(data -> meet(id, data, acknowledged.isPresent()));
                    return null;
                })
                .whenComplete((unused, thrown) -> ifFailed(thrown));
    }

    private void meet(String id, NodeData data, boolean isAcknowledged) {
        Record record = Record.decode(data.data());
        if (!record.participants().contains(name)) {
            return;
        }
        if (isAcknowledged) {
            CompletableFuture<?> unusedFuture =
                    ledger.removeIfDone(id, record.participants()).whenComplete((unused, thrown) -> ifFailed(thrown));
            return;
        }
        Proposal proposal = new Proposal(id, record.participants(), record.content());
        Decision decision = record.decision();
        if (decision != null) {
            carryOut(proposal, decision);
            return;
        }
        CompletableFuture<?> unusedFuture = prepare(proposal)
                .thenCompose(isReady -> ledger.note(id, Ledger.VOTE + name, isReady ? Ledger.YES : Ledger.NO))
                .whenComplete((unused, thrown) -> {
                    if (!ifFailed(thrown)) {
                        awaitDecision(proposal);
                    }
                });
    }

    private CompletableFuture<Boolean> prepare(Proposal proposal) {
        try {
            return participant.prepare(proposal).exceptionally(unused -> false);
        } catch (RuntimeException unused) {
            return CompletableFuture.completedFuture(false);
        }
    }

    /** Nobody waits for ever: after the deadline the transaction is aborted, unless it was decided just then. */
    private void awaitDecision(Proposal proposal) {
        CompletableFuture<Decision> heard = new CompletableFuture<>();
        Registration timer = ledger.client().surroundings().after(deadline, () -> {
            CompletableFuture<?> unusedAbortion = ledger.decide(proposal.id(), Decision.ABORT)
                    .whenComplete((decision, thrown) -> settle(heard, decision, thrown));
        });
        lookForDecision(proposal, heard);
        CompletableFuture<?> unusedFuture = heard.whenComplete((decision, thrown) -> {
            timer.close();
            if (!ifFailed(thrown)) {
                carryOut(proposal, decision);
            }
        });
    }

    private void lookForDecision(Proposal proposal, CompletableFuture<Decision> heard) {
        Read read = Read.watched(event -> {
            if (!heard.isDone()) {
                lookForDecision(proposal, heard);
            }
        });
        CompletableFuture<?> unusedFuture = ledger.read(proposal.id(), read).whenComplete((found, thrown) -> {
            if (thrown != null) {
                heard.completeExceptionally(thrown);
            } else if (found.isPresent()) {
                Decision decision = Record.decode(found.get().data()).decision();
                if (decision != null) {
                    heard.complete(decision);
                }
            }
        });
    }

    private static void settle(
            CompletableFuture<Decision> heard, @Nullable Decision decision, @Nullable Throwable thrown) {
        if (thrown == null) {
            heard.complete(decision);
        } else {
            heard.completeExceptionally(thrown);
        }
    }

    private void carryOut(Proposal proposal, Decision decision) {
        CompletableFuture<Void> carriedOut;
        try {
            carriedOut = participant.decided(proposal, decision);
        } catch (RuntimeException e) {
            carriedOut = CompletableFuture.failedFuture(e);
        }
        CompletableFuture<?> unusedFuture = carriedOut
                .thenCompose(unused -> ledger.acknowledge(proposal.id(), name))
                .thenCompose(unused -> ledger.removeIfDone(proposal.id(), proposal.participants()))
                .whenComplete((unused, thrown) -> ifFailed(thrown));
    }

    /** A transaction that another removed meanwhile is done with; anything else ends the participation. */
    private boolean ifFailed(@Nullable Throwable thrown) {
        Throwable failure = Failures.of(thrown);
        if (failure != null && !(failure instanceof StateException.NoNode)) {
            ended.completeExceptionally(failure);
        }
        return failure != null;
    }
}
