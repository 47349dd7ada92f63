package io.quorate.recipes.queue;

import io.quorate.client.AsyncQuorate;
import io.quorate.client.NodeData;
import io.quorate.client.Op;
import io.quorate.client.Read;
import io.quorate.client.StateException;
import io.quorate.data.CreateMode;
import io.quorate.data.Stat;
import io.quorate.data.ZnodePath;
import io.quorate.recipes.Codec;
import io.quorate.recipes.Ownership;
import io.quorate.recipes.OwnershipLostException;
import io.quorate.recipes.line.ChildrenGate;
import io.quorate.recipes.line.Claim;
import io.quorate.recipes.line.Contender;
import io.quorate.recipes.line.Failures;
import io.quorate.recipes.line.Insistence;
import io.quorate.recipes.line.Line;
import io.quorate.recipes.line.Receipt;
import io.quorate.recipes.line.Rule;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * What both queues are made of. Below the queue's znode stand {@code items}; {@code claims}, an ephemeral znode of an
 * item's name for each that is delivered; and two lines, {@code takers} and {@code putters}, of which only the first
 * looks at items and claims. Whatever the first does it does on condition that it is still in the line.
 */
final class Items<T> {
    private static final String KIND = "turn-";
    private static final byte[] NO_DATA = {};
    /** There may be as many items as the service bears. */
    static final int UNBOUNDED = Integer.MAX_VALUE;

    private final AsyncQuorate client;
    private final Insistence insistence;
    private final Receipt receipt;
    private final String items;
    private final String claims;
    private final Line takers;
    private final Line putters;
    private final Codec<T> codec;
    private final int bound;

    Items(AsyncQuorate client, String path, Codec<T> codec, int bound) {
        if (bound < 1) {
            throw new IllegalArgumentException("a queue of at most " + bound + " items; at least 1 is needed");
        }
        this.client = client;
        this.insistence = new Insistence(client);
        this.receipt = new Receipt(client, ZnodePath.childOf(path, "receipts"));
        this.items = ZnodePath.childOf(path, "items");
        this.claims = ZnodePath.childOf(path, "claims");
        this.takers = new Line(client, ZnodePath.childOf(path, "takers"), List.of(KIND));
        this.putters = new Line(client, ZnodePath.childOf(path, "putters"), List.of(KIND));
        this.codec = codec;
        this.bound = bound;
    }

    CompletableFuture<Integer> size() {
        return insistence
                .on(() -> client.exists(items, Read.latest()))
                .thenApply(stat -> stat.map(Stat::numChildren).orElse(0));
    }

    private CompletableFuture<Void> makeParents() {
        return insistence.make(items, null).thenCompose(unused -> insistence.make(claims, null));
    }

    // Putting.

    CompletableFuture<Void> put(T value, int priority) {
        byte[] data = codec.encode(value);
        Op create = Op.create(ZnodePath.childOf(items, Item.prefix(priority)), data, CreateMode.PERSISTENT_SEQUENTIAL);
        if (bound == UNBOUNDED) {
            return Failures.instead(
                    receipt.once(List.of(create)),
                    StateException.NoNode.class,
                    () -> makeParents().thenCompose(unused -> receipt.once(List.of(create))));
        }
        return new Turn<Void>(putters, turn -> putInTurn(turn, create)).begin();
    }

    /** Only the first adds items, so there is still room when it does. */
    private CompletableFuture<Void> putInTurn(Turn<Void> turn, Op create) {
        return turn.follow(new ChildrenGate<>(
                                client,
                                List.of(items),
                                lists -> lists.getFirst().size() < bound ? Optional.of(true) : Optional.empty())
                        .await())
                .thenCompose(unused -> receipt.once(List.of(turn.check(), create)));
    }

    // Taking.

    CompletableFuture<Delivery<T>> take() {
        return new Turn<Delivery<T>>(takers, this::takeInTurn).begin();
    }

    private CompletableFuture<Delivery<T>> takeInTurn(Turn<Delivery<T>> turn) {
        return turn.follow(new ChildrenGate<>(
                                client, List.of(items, claims), lists -> Item.next(lists.getFirst(), lists.getLast()))
                        .await())
                .thenCompose(item -> insistence
                        .on(() -> client.get(ZnodePath.childOf(items, item.name())))
                        .thenCompose(data -> claim(turn, item, data)));
    }

    private CompletableFuture<Delivery<T>> claim(Turn<?> turn, Item item, NodeData data) {
        byte[] bytes = data.data();
        T value = codec.decode(bytes == null ? NO_DATA : bytes);
        String itemPath = ZnodePath.childOf(items, item.name());
        String claimPath = ZnodePath.childOf(claims, item.name());
        return receipt.once(List.of(
                        turn.check(),
                        Op.check(itemPath, Op.ANY_VERSION),
                        Op.create(claimPath, NO_DATA, CreateMode.EPHEMERAL)))
                .thenCompose(unused -> insistence.on(() -> client.exists(claimPath)))
                .thenApply(stat -> Claim.hold(
                        client,
                        claimPath,
                        stat.map(Stat::czxid).orElseThrow(() -> new OwnershipLostException(claimPath))))
                .thenApply(claim -> new Delivery<>(receipt, itemPath, value, claim));
    }

    /**
     * Something that only the first of a line does. Begins anew when it was first no longer, or what it looked at was
     * gone; gives up when the result is cancelled.
     */
    private final class Turn<R> {
        private final Line line;
        private final Function<Turn<R>, CompletableFuture<R>> act;
        private final CompletableFuture<R> result = new CompletableFuture<>();
        private String place = "";
        private CompletableFuture<?> step = new CompletableFuture<>();

        Turn(Line line, Function<Turn<R>, CompletableFuture<R>> act) {
            this.line = line;
            this.act = act;
        }

        CompletableFuture<R> begin() {
            CompletableFuture<?> unusedFuture = result.whenComplete(
                    (unused, failure) -> client.surroundings().callbacks().execute(() -> step.cancel(false)));
            client.surroundings().callbacks().execute(this::stand);
            return result;
        }

        /** The condition of whatever is done in turn. */
        Op check() {
            return Op.check(place, Op.ANY_VERSION);
        }

        /** What is waited for at present. */
        <S> CompletableFuture<S> follow(CompletableFuture<S> next) {
            step = next;
            if (result.isDone()) {
                next.cancel(false);
            }
            return next;
        }

        private void stand() {
            if (result.isDone()) {
                return;
            }
            place = "";
            CompletableFuture<?> unusedFuture = follow(new Contender(line, KIND, NO_DATA, Rule.ONE_AT_A_TIME).join())
                    .whenComplete((ownership, thrown) -> {
                        Throwable failure = Failures.of(thrown);
                        if (failure instanceof OwnershipLostException) {
                            stand();
                        } else if (failure != null) {
                            result.completeExceptionally(failure);
                        } else {
                            first(ownership);
                        }
                    });
        }

        private void first(Ownership ownership) {
            place = ownership.path();
            CompletableFuture<Ownership.Ending> unused = ownership.ended().whenComplete((how, failure) -> {
                // The end of a place that was given back is heard of later, when another is stood for already.
                if (place.equals(ownership.path())) {
                    step.cancel(false);
                }
            });
            CompletableFuture<?> unusedFuture = makeParents()
                    .thenCompose(made -> act.apply(this))
                    .whenComplete((value, thrown) -> {
                        boolean wasFirst = ownership.isHeld();
                        ownership.close();
                        Throwable failure = Failures.of(thrown);
                        if (failure == null) {
                            if (!result.complete(value) && value instanceof Delivery<?> delivery) {
                                delivery.close();
                            }
                        } else if (failure instanceof StateException.NoNode
                                || failure instanceof StateException.NodeExists
                                || !wasFirst) {
                            // After the end of the session this fails with the reason.
                            stand();
                        } else {
                            result.completeExceptionally(failure);
                        }
                    });
        }
    }
}
