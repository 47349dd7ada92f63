package io.quorate.recipes.election;

import io.quorate.client.AsyncQuorate;
import io.quorate.client.NodeData;
import io.quorate.client.StateException;
import io.quorate.data.ZnodePath;
import io.quorate.recipes.Ownership;
import io.quorate.recipes.line.Contender;
import io.quorate.recipes.line.Failures;
import io.quorate.recipes.line.Line;
import io.quorate.recipes.line.Rule;
import io.quorate.recipes.line.Ticket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * One leader among candidates, by futures. Guarantee: at most one lead of one path {@linkplain Ownership#isHeld() is
 * held}, on every client's own clock; the token of a later leader is greater; the next leader is the candidate that
 * has waited longest.
 */
public final class AsyncElection {
    private static final String KIND = "latch-";

    private final Line line;
    private final byte[] id;

    /**
     * A candidate.
     *
     * @param client stays the caller's, who closes it
     * @param path the znode of the election; it need not exist, nor its ancestors
     * @param id who the candidate is, for those who ask for the leader
     */
    public AsyncElection(AsyncQuorate client, String path, String id) {
        this.line = new Line(client, path, List.of(KIND));
        this.id = id.getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Stands for election.
     *
     * @return completes when this candidate leads; cancelling it withdraws. It fails with {@link
     *     io.quorate.client.UnrecoverableException} at the end of the session
     */
    public CompletableFuture<Ownership> lead() {
        return new Contender(line, KIND, id, Rule.ONE_AT_A_TIME).join();
    }

    /**
     * Stands for election for so long.
     *
     * @param patience how long to wait, by the client's own clock
     * @return empty when the patience was at its end
     */
    public CompletableFuture<Optional<Ownership>> lead(Duration patience) {
        return new Contender(line, KIND, id, Rule.ONE_AT_A_TIME).join(patience);
    }

    /**
     * Stands for election again and again. A term begins when this candidate leads, and ends when the future that
     * {@code term} answers completes or fails, or the lead ends; then the candidate goes to the end of the line.
     *
     * @param term called on the callback executor; must not block. It looks at the lead, or at {@link
     *     Ownership#ended()}, to find out that its time is over
     * @return closing it withdraws
     */
    public Candidacy standAlways(Function<Ownership, CompletableFuture<?>> term) {
        Candidacy candidacy = new Candidacy(this, term);
        candidacy.begin();
        return candidacy;
    }

    /**
     * The id of the leader, or of who is about to find out that it leads; empty when there is no candidate.
     *
     * @return empty when there is no candidate
     */
    public CompletableFuture<Optional<String>> leader() {
        return line.head();
    }

    /**
     * The ids of all candidates, the leader first.
     *
     * @return ids, the leader's first
     */
    public CompletableFuture<List<String>> candidates() {
        return line.tickets().thenCompose(this::idsOf);
    }

    private CompletableFuture<List<String>> idsOf(List<Ticket> tickets) {
        List<CompletableFuture<Optional<NodeData>>> reads = new ArrayList<>();
        for (Ticket ticket : tickets) {
            reads.add(line.client()
                    .get(ZnodePath.childOf(line.path(), ticket.name()))
                    .thenApply(Optional::of)
                    .exceptionallyCompose(thrown -> Failures.of(thrown) instanceof StateException.NoNode
                            ? CompletableFuture.completedFuture(Optional.empty())
                            : CompletableFuture.failedFuture(thrown)));
        }
        return CompletableFuture.allOf(reads.toArray(CompletableFuture<?>[]::new))
                .thenApply(unused -> reads.stream()
                        .flatMap(read -> read.join().stream())
                        .map(NodeData::text)
                        .toList());
    }

    AsyncQuorate client() {
        return line.client();
    }
}
