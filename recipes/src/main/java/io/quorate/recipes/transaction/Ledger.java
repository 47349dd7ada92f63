package io.quorate.recipes.transaction;

import io.quorate.client.AsyncQuorate;
import io.quorate.client.CreateOptions;
import io.quorate.client.NodeData;
import io.quorate.client.Read;
import io.quorate.client.StateException;
import io.quorate.data.ZnodePath;
import io.quorate.recipes.line.Failures;
import io.quorate.recipes.line.Insistence;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * The znodes of transactions. Each transaction is a child {@code tx-<number>} of the ledger's; below it stand a vote,
 * {@code vote-<name>} with yes or no, and an acknowledgement, {@code done-<name>}, per participant.
 */
final class Ledger {
    static final String TX = "tx-";
    static final String VOTE = "vote-";
    static final String DONE = "done-";
    /** An ephemeral znode of the coordinator: as long as it is there the transaction is kept for it to read. */
    static final String COORDINATOR = "coordinator";

    static final byte[] YES = {'y'};
    static final byte[] NO = {'n'};
    private static final byte[] NO_DATA = {};

    private final AsyncQuorate client;
    private final Insistence insistence;
    private final String path;

    Ledger(AsyncQuorate client, String path) {
        this.client = client;
        this.insistence = new Insistence(client);
        this.path = path;
    }

    AsyncQuorate client() {
        return client;
    }

    Insistence insistence() {
        return insistence;
    }

    String path() {
        return path;
    }

    String pathOf(String id) {
        return ZnodePath.childOf(path, id);
    }

    CompletableFuture<Void> makeParent() {
        return insistence.make(path, null);
    }

    /** Writes down a vote or an acknowledgement; one that is there already stands. */
    CompletableFuture<Void> note(String id, String what, byte[] data) {
        String note = ZnodePath.childOf(pathOf(id), what);
        return settled(insistence.on(() -> client.create(note, data, CreateOptions.PERSISTENT)));
    }

    CompletableFuture<Void> acknowledge(String id, String participant) {
        return note(id, DONE + participant, NO_DATA);
    }

    private static CompletableFuture<Void> settled(CompletableFuture<?> creation) {
        return Failures.excuse(creation, StateException.NodeExists.class);
    }

    /** The transaction as it stands; empty when it is over and done with. */
    CompletableFuture<Optional<NodeData>> read(String id, Read read) {
        return Failures.instead(
                insistence.on(() -> client.get(pathOf(id), read)).thenApply(Optional::of),
                StateException.NoNode.class,
                () -> CompletableFuture.completedFuture(Optional.empty()));
    }

    /**
     * Decides, unless somebody has. The version of an undecided transaction is 0, so the first decision stands.
     *
     * @return the decision that stands
     */
    CompletableFuture<Decision> decide(String id, Decision wanted) {
        return read(id, Read.latest()).thenCompose(found -> {
            if (found.isEmpty()) {
                return CompletableFuture.failedFuture(new IllegalStateException(
                        "transaction " + pathOf(id) + " is gone; all participants have acknowledged it before"));
            }
            Record record = Record.decode(found.get().data());
            if (record.decision() != null) {
                return CompletableFuture.completedFuture(record.decision());
            }
            byte[] decided = record.decided(wanted).encode();
            return Failures.excuse(
                            insistence.on(() -> client.set(pathOf(id), decided, 0)), StateException.BadVersion.class)
                    .thenCompose(unused -> decide(id, wanted));
        });
    }

    /** Removes what all have acknowledged and no coordinator waits for. Others may do the same at the same time. */
    CompletableFuture<Void> removeIfDone(String id, List<String> participants) {
        List<String> wanted = participants.stream().map(each -> DONE + each).toList();
        CompletableFuture<Void> removed = insistence
                .on(() -> client.children(pathOf(id), Read.latest()))
                .thenCompose(children -> {
                    Set<String> names = Set.copyOf(children.names());
                    return names.containsAll(wanted) && !names.contains(COORDINATOR)
                            ? remove(id, names)
                            : CompletableFuture.completedFuture(null);
                });
        return Failures.excuse(removed, StateException.NoNode.class);
    }

    /** The coordinator knows the decision and leaves. */
    CompletableFuture<Void> leave(String id, List<String> participants) {
        return insistence
                .remove(ZnodePath.childOf(pathOf(id), COORDINATOR))
                .thenCompose(unused -> removeIfDone(id, participants));
    }

    CompletableFuture<Void> attend(String id) {
        String path = ZnodePath.childOf(pathOf(id), COORDINATOR);
        return settled(insistence.on(() -> client.create(path, NO_DATA, CreateOptions.EPHEMERAL)));
    }

    private CompletableFuture<Void> remove(String id, Set<String> names) {
        CompletableFuture<?>[] removals = names.stream()
                .map(name -> insistence.remove(ZnodePath.childOf(pathOf(id), name)))
                .toArray(CompletableFuture<?>[]::new);
        return CompletableFuture.allOf(removals).thenCompose(unused -> insistence.remove(pathOf(id)));
    }
}
