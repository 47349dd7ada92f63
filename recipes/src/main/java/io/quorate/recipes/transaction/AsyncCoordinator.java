package io.quorate.recipes.transaction;

import io.quorate.client.AsyncQuorate;
import io.quorate.client.CreateOptions;
import io.quorate.client.Created;
import io.quorate.client.Registration;
import io.quorate.client.StateException;
import io.quorate.data.ZnodePath;
import io.quorate.recipes.line.ChildrenGate;
import io.quorate.recipes.line.Failures;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;

/** Who proposes transactions, by futures. Guarantee and failure behaviour: see the package. */
public final class AsyncCoordinator {
    private final Ledger ledger;

    /**
     * A coordinator for this ledger; any number of them may share it.
     *
     * @param client stays the caller's, who closes it
     * @param path the znode of the ledger; it need not exist, nor its ancestors
     */
    public AsyncCoordinator(AsyncQuorate client, String path) {
        this.ledger = new Ledger(client, path);
    }

    /**
     * Proposes a transaction and sees it decided.
     *
     * @param participants who must prepare it, by name, at least one; names without spaces and slashes
     * @param content what is to be done
     * @param deadline how long the votes are waited for before the transaction is aborted
     * @return the decision; it stands when this completes, and participants learn of it by themselves
     */
    public CompletableFuture<Decision> run(List<String> participants, byte[] content, Duration deadline) {
        checkNames(participants);
        byte[] record = new Record(null, participants, content).encode();
        AsyncQuorate client = ledger.client();
        String prefix = ledger.pathOf(Ledger.TX);
        return ledger.makeParent()
                .thenCompose(unused -> ledger.insistence()
                        .on(() -> client.create(prefix, record, CreateOptions.PERSISTENT_SEQUENTIAL.asGuarded())))
                .thenCompose(created -> see(created, participants, deadline));
    }

    /**
     * Where the transaction is gone before it was attended to, the participants have aborted it for lack of a
     * decision.
     */
    private CompletableFuture<Decision> see(Created created, List<String> participants, Duration deadline) {
        String id = created.name();
        CompletableFuture<Decision> seen = ledger.attend(id)
                .thenCompose(unused -> votes(created, participants, deadline))
                .thenCompose(all -> ledger.decide(id, all ? Decision.COMMIT : Decision.ABORT))
                .thenCompose(decision -> ledger.leave(id, participants).thenApply(unused -> decision));
        return Failures.instead(
                seen, StateException.NoNode.class, () -> CompletableFuture.completedFuture(Decision.ABORT));
    }

    private static void checkNames(List<String> participants) {
        if (participants.isEmpty()) {
            throw new IllegalArgumentException("a transaction without participants");
        }
        for (String name : participants) {
            if (name.isEmpty() || name.indexOf(' ') >= 0 || name.indexOf('/') >= 0) {
                throw new IllegalArgumentException(
                        "participant \"" + name + "\" is empty, or contains a space or a slash");
            }
        }
    }

    /** Whether all voted yes before the deadline. */
    private CompletableFuture<Boolean> votes(Created created, List<String> participants, Duration deadline) {
        Set<String> wanted = new HashSet<>();
        participants.forEach(name -> wanted.add(Ledger.VOTE + name));
        CompletableFuture<Boolean> cast = new ChildrenGate<>(
                        ledger.client(),
                        List.of(created.path()),
                        lists -> new HashSet<>(lists.getFirst()).containsAll(wanted)
                                ? Optional.of(true)
                                : Optional.empty())
                .await();
        Registration timer = ledger.client().surroundings().after(deadline, () -> cast.cancel(false));
        CompletableFuture<Boolean> counted =
                cast.whenComplete((unused, failure) -> timer.close()).thenCompose(unused -> count(created, wanted));
        return Failures.instead(counted, CancellationException.class, () -> CompletableFuture.completedFuture(false));
    }

    private CompletableFuture<Boolean> count(Created created, Set<String> wanted) {
        CompletableFuture<Boolean> all = CompletableFuture.completedFuture(true);
        for (String vote : wanted) {
            String path = ZnodePath.childOf(created.path(), vote);
            all = all.thenCombine(
                    ledger.insistence().on(() -> ledger.client().get(path)),
                    (soFar, data) -> soFar && Arrays.equals(data.data(), Ledger.YES));
        }
        return all;
    }
}
