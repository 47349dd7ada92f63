package io.quorate.recipes.lock;

import io.quorate.client.AsyncQuorate;
import io.quorate.client.Op;
import io.quorate.client.StateException;
import io.quorate.data.ZnodePath;
import io.quorate.recipes.Ownership;
import io.quorate.recipes.OwnershipLostException;
import io.quorate.recipes.line.Contender;
import io.quorate.recipes.line.Failures;
import io.quorate.recipes.line.Insistence;
import io.quorate.recipes.line.Line;
import io.quorate.recipes.line.Rule;
import io.quorate.recipes.line.Ticket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * A lock that one client in the ensemble holds at a time, by futures. Guarantee: of all ownerships of one path at
 * most one {@linkplain Ownership#isHeld() is held}, on every client's own clock; they come in the order of asking,
 * and their tokens grow in that order.
 *
 * <p>Not re-entrant: asking twice is standing in line twice. Every holder can be asked to give it back, by {@link
 * #revoke()}, and decides for itself.
 */
public final class AsyncLock {
    private static final String KIND = "lock-";
    private static final byte[] NO_DATA = {};
    private static final byte[] REVOKE = "__REVOKE__".getBytes(StandardCharsets.UTF_8);

    private final Line line;
    private final String kind;
    private final Rule rule;

    /**
     * A lock of this name.
     *
     * @param client stays the caller's, who closes it
     * @param path the znode of the lock; it need not exist, nor its ancestors
     */
    public AsyncLock(AsyncQuorate client, String path) {
        this(new Line(client, path, List.of(KIND)), KIND, Rule.ONE_AT_A_TIME);
    }

    AsyncLock(Line line, String kind, Rule rule) {
        this.line = line;
        this.kind = kind;
        this.rule = rule;
    }

    /** {@return the znode of the lock} */
    public String path() {
        return line.path();
    }

    /**
     * Asks for the lock.
     *
     * @return completes when it is owned; cancelling it leaves the line. It fails with {@link
     *     io.quorate.client.UnrecoverableException} at the end of the session, {@link StateException} when znodes may
     *     not be created here, {@link OwnershipLostException} when somebody deleted the znode that stood in line
     */
    public CompletableFuture<Ownership> acquire() {
        return new Contender(line, kind, NO_DATA, rule).join();
    }

    /**
     * Asks for the lock for so long.
     *
     * @param patience zero takes the lock only if it is free
     * @return empty when the patience was at its end; fails as {@link #acquire()}
     */
    public CompletableFuture<Optional<Ownership>> tryAcquire(Duration patience) {
        return new Contender(line, kind, NO_DATA, rule).join(patience);
    }

    /**
     * The znodes of all who hold it or wait for it, in order; those of a read-write lock of both kinds.
     *
     * @return paths of znodes, the holder's first
     */
    public CompletableFuture<List<String>> contenders() {
        return line.tickets()
                .thenApply(tickets -> tickets.stream()
                        .map(ticket -> ZnodePath.childOf(line.path(), ticket.name()))
                        .toList());
    }

    /**
     * Asks whoever stands first to give the lock back: its {@link Ownership#onRevocation} is called.
     *
     * @return whether there was anybody to ask
     */
    public CompletableFuture<Boolean> revoke() {
        return line.tickets()
                .thenCompose(tickets ->
                        tickets.isEmpty() ? CompletableFuture.completedFuture(false) : revoke(tickets.getFirst()));
    }

    private CompletableFuture<Boolean> revoke(Ticket owner) {
        String path = ZnodePath.childOf(line.path(), owner.name());
        CompletableFuture<Boolean> asked = new Insistence(line.client())
                .on(() -> line.client().set(path, REVOKE, Op.ANY_VERSION))
                .thenApply(stat -> true);
        return Failures.instead(asked, StateException.NoNode.class, () -> CompletableFuture.completedFuture(false));
    }

    AsyncQuorate client() {
        return line.client();
    }
}
