package io.quorate.recipes.line;

import io.quorate.client.AsyncQuorate;
import io.quorate.client.Children;
import io.quorate.client.ConnectionEvent;
import io.quorate.client.CreateOptions;
import io.quorate.client.Created;
import io.quorate.client.Read;
import io.quorate.client.RecoverableException;
import io.quorate.client.StateException;
import io.quorate.client.UnrecoverableException;
import io.quorate.client.WatchEvent;
import io.quorate.client.WatchListener;
import io.quorate.data.Stat;
import io.quorate.message.ReadRequest.WatchKind;
import io.quorate.recipes.Ownership;
import io.quorate.recipes.OwnershipLostException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * One that stands in a {@link Line}: it creates an ephemeral sequential znode, waits for its turn as its {@link Rule}
 * has it, owns, and leaves. It watches one znode at a time, so a departure wakes one contender.
 *
 * <p>Lost connections do not end it. A create whose answer was lost is found again by the GUID in its name; the
 * search goes behind a sync, and behind that the lost create can no longer happen, for the session has moved.
 * Whatever happens, no znode is left in the line: it is deleted as long as the session lives, and goes with it
 * otherwise.
 */
public final class Contender {
    private final Line line;
    private final String kind;
    private final byte @Nullable [] data;
    private final Rule rule;
    private final AsyncQuorate client;
    private final Insistence insistence;
    private final String guard;
    private final CompletableFuture<Ownership> turn = new CompletableFuture<>();
    private final CompletableFuture<Void> gone = new CompletableFuture<>();

    private State state = State.NEW;
    private @Nullable Place place;
    private @Nullable Watched watched;
    private int failures;
    private boolean isImpatient;

    private enum State {
        NEW,
        /** The znode is being created, or searched for. */
        JOINING,
        WAITING,
        OWNING,
        /** It wants to be gone; as soon as it is known whether the znode exists, that is deleted. */
        LEAVING,
        GONE
    }

    /** The znode once it is known. */
    private record Place(String path, Ticket ticket, long czxid) {}

    /** The watch that is set, or being set. */
    private record Watched(String path, WatchKind kind, WatchListener listener) {}

    /**
     * A contender that {@link #join()} sends into the line.
     *
     * @param line everybody in order
     * @param kind the kind of its ticket
     * @param data what its znode holds
     * @param rule whose turn it is
     */
    public Contender(Line line, String kind, byte @Nullable [] data, Rule rule) {
        this.line = line;
        this.kind = kind;
        this.data = data;
        this.rule = rule;
        this.client = line.client();
        this.insistence = new Insistence(client);
        RandomGenerator dice = client.surroundings().dice();
        HexFormat hex = HexFormat.of();
        // Curator guards the names of its contenders in the same way, so both can stand in one line.
        this.guard = "_c_" + hex.toHexDigits(dice.nextLong()) + hex.toHexDigits(dice.nextLong()) + "-";
    }

    /**
     * Stands in line. Every thread, once.
     *
     * @return completes on the callback executor when it is its turn; cancelling it leaves the line. It fails with an
     *     {@link UnrecoverableException} at the end of the session, a {@link StateException} when the znode may not be
     *     created, {@link OwnershipLostException} when somebody else deleted it
     */
    public CompletableFuture<Ownership> join() {
        CompletableFuture<?> unusedFuture = turn.whenComplete((unused, failure) -> {
            if (failure != null) {
                CompletableFuture<Void> unusedLeaving = leave();
            }
        });
        client.surroundings().callbacks().execute(() -> {
            if (state == State.NEW) {
                state = State.JOINING;
                create();
            }
        });
        return turn;
    }

    /**
     * Stands in line for so long. Every thread, once, instead of {@link #join()}.
     *
     * @param patience from now on, until it leaves the line again; zero to leave it as soon as somebody stands before
     *     it
     * @return as {@link #join()}; empty when the patience was at its end. Whatever happens meanwhile it completes in
     *     time, except that no patience at all waits for the service's first answer
     */
    public CompletableFuture<Optional<Ownership>> join(Duration patience) {
        isImpatient = patience.isZero() || patience.isNegative();
        if (!isImpatient) {
            return Deadline.on(client, patience, join(), Ownership::close);
        }
        return join().thenApply(Optional::of)
                .exceptionallyCompose(thrown -> turn.isCancelled()
                        ? CompletableFuture.completedFuture(Optional.empty())
                        : CompletableFuture.failedFuture(Failures.of(thrown)));
    }

    /**
     * Leaves, whether it waits or owns. Every thread, any time.
     *
     * @return completes when the znode is gone or surely goes with the session
     */
    public CompletableFuture<Void> leave() {
        client.surroundings().callbacks().execute(this::leaveNow);
        return gone.copy();
    }

    private void leaveNow() {
        switch (state) {
            case NEW -> vanish();
            case JOINING -> state = State.LEAVING;
            case WAITING, OWNING -> {
                state = State.LEAVING;
                unwatch();
                delete();
            }
            case LEAVING, GONE -> {}
        }
        turn.cancel(false);
    }

    // Joining.

    private void create() {
        if (state == State.LEAVING) {
            vanish();
            return;
        }
        CompletableFuture<?> unusedFuture = client.create(
                        line.pathOf(guard + kind), data, CreateOptions.EPHEMERAL_SEQUENTIAL.creatingParents())
                .whenComplete((created, thrown) -> {
                    switch (Failures.of(thrown)) {
                        case null -> created(created);
                        case RecoverableException e when !e.mayHaveHappened() -> again(this::create);
                        case RecoverableException unused -> again(this::search);
                        case Throwable failure -> fail(failure);
                    }
                });
    }

    private void search() {
        CompletableFuture<?> unusedFuture = client.children(line.path(), Read.latest())
                .whenComplete((children, thrown) -> {
                    switch (Failures.of(thrown)) {
                        case null -> searched(children.names());
                        case StateException.NoNode unused -> searched(List.of());
                        case RecoverableException unused -> again(this::search);
                        case Throwable failure -> fail(failure);
                    }
                });
    }

    private void searched(List<String> names) {
        for (String name : names) {
            if (name.startsWith(guard)) {
                findStat(line.pathOf(name));
                return;
            }
        }
        if (state == State.LEAVING) {
            vanish();
        } else {
            create();
        }
    }

    private void findStat(String path) {
        CompletableFuture<?> unusedFuture = client.exists(path).whenComplete((stat, thrown) -> {
            switch (Failures.of(thrown)) {
                case null -> found(path, stat);
                case RecoverableException unused -> again(() -> findStat(path));
                case Throwable failure -> fail(failure);
            }
        });
    }

    private void found(String path, Optional<Stat> stat) {
        if (stat.isPresent()) {
            created(new Created(path, stat.get()));
        } else {
            fail(new OwnershipLostException(path));
        }
    }

    private void created(Created created) {
        failures = 0;
        Ticket ticket = Ticket.of(created.name(), List.of(kind));
        if (ticket == null) {
            fail(new IllegalStateException("the server named a sequential znode " + created.path()));
            return;
        }
        place = new Place(created.path(), ticket, created.stat().czxid());
        if (state == State.LEAVING) {
            delete();
        } else {
            state = State.WAITING;
            look(false);
        }
    }

    // Waiting.

    private void look(boolean isCrowded) {
        if (state != State.WAITING) {
            return;
        }
        WatchListener listener = new Watcher();
        if (isCrowded) {
            watched = new Watched(line.path(), WatchKind.CHILDREN, listener);
        }
        // A turn is worth nothing while the session is uncertain, so then the look makes sure of it first.
        Read read = Claim.certainNanos(client) > 0 ? Read.PLAIN : Read.latest();
        CompletableFuture<?> unusedFuture = client.children(line.path(), isCrowded ? read.watching(listener) : read)
                .whenComplete((children, thrown) -> {
                    if (state == State.WAITING) {
                        switch (Failures.of(thrown)) {
                            case null -> judge(children, isCrowded);
                            case StateException.NoNode unused -> lost();
                            case RecoverableException unused -> again(() -> look(isCrowded));
                            case Throwable failure -> fail(failure);
                        }
                    }
                });
    }

    private void judge(Children children, boolean isWatching) {
        failures = 0;
        List<Ticket> tickets = line.inOrder(children);
        int mine = place == null ? -1 : tickets.indexOf(place.ticket());
        if (mine < 0) {
            lost();
            return;
        }
        switch (rule.turn(tickets, mine)) {
            case Rule.Turn.Mine unused -> admit();
            case Rule.Turn.Behind behind -> watch(line.pathOf(behind.obstacle()));
            case Rule.Turn.Crowded unused -> {
                if (isImpatient) {
                    turn.cancel(false);
                } else if (!isWatching) {
                    look(true);
                }
            }
        }
    }

    /** By get and not by exists: when the znode is gone already, no watch is left behind. */
    private void watch(String obstacle) {
        WatchListener listener = new Watcher();
        watched = new Watched(obstacle, WatchKind.DATA, listener);
        CompletableFuture<?> unusedFuture = client.get(obstacle, Read.watched(listener))
                .whenComplete((found, thrown) -> {
                    if (state == State.WAITING) {
                        switch (Failures.of(thrown)) {
                            case null -> passIf(rule.letsPass(found));
                            case StateException.NoNode unused -> look(false);
                            case RecoverableException unused -> again(() -> look(false));
                            case Throwable failure -> fail(failure);
                        }
                    }
                });
    }

    private void passIf(boolean letsPass) {
        failures = 0;
        if (letsPass) {
            unwatch();
            admit();
        } else if (isImpatient) {
            turn.cancel(false);
        }
    }

    private void stirred(WatchEvent event) {
        switch (event.type()) {
            case CREATED, DELETED, DATA_CHANGED, CHILDREN_CHANGED -> {
                watched = null;
                look(false);
            }
            case REMOVED, GAP -> {}
        }
    }

    /** The reply that showed the turn was long under way, perhaps: then another one makes sure of the session first. */
    private void admit() {
        if (place == null || Claim.certainNanos(client) <= 0) {
            again(() -> look(false));
            return;
        }
        state = State.OWNING;
        Claim claim = new Claim(client, place.path(), place.czxid(), this::leave);
        if (turn.complete(claim)) {
            claim.begin();
        } else {
            leaveNow();
        }
    }

    private void lost() {
        fail(new OwnershipLostException(place == null ? line.path() : place.path()));
    }

    private void again(Runnable step) {
        insistence.pause(failures++, step);
    }

    // Leaving.

    private void fail(Throwable failure) {
        if (place == null || failure instanceof UnrecoverableException) {
            vanish();
        }
        turn.completeExceptionally(failure);
    }

    private void delete() {
        if (place == null) {
            vanish();
            return;
        }
        String path = place.path();
        CompletableFuture<?> unusedFuture = insistence
                .on(() -> client.delete(path))
                .whenComplete((unused, thrown) -> {
                    switch (Failures.of(thrown)) {
                        case null -> vanish();
                        case StateException.NoNode ignored -> vanish();
                        case UnrecoverableException ignored -> vanish();
                        case Throwable failure -> {
                            state = State.GONE;
                            gone.completeExceptionally(failure);
                        }
                    }
                });
    }

    private void vanish() {
        state = State.GONE;
        gone.complete(null);
    }

    /** Hears of what it watches, and of the session's end: then the next look fails with the reason. */
    private final class Watcher implements WatchListener {
        @Override
        public void changed(WatchEvent event) {
            stirred(event);
        }

        @Override
        public void connection(ConnectionEvent event) {
            if (event.kind().isFinal()) {
                look(false);
            }
        }
    }

    private void unwatch() {
        Watched old = watched;
        watched = null;
        if (old != null) {
            CompletableFuture<Void> unused = client.removeWatch(old.path(), old.kind(), old.listener(), true);
        }
    }
}
