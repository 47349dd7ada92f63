package io.quorate.recipes.line;

import io.quorate.client.AsyncQuorate;
import io.quorate.client.CreateOptions;
import io.quorate.client.NodeData;
import io.quorate.client.Op;
import io.quorate.client.OpResult;
import io.quorate.client.Read;
import io.quorate.client.RecoverableException;
import io.quorate.client.StateException;
import io.quorate.data.ErrorCode;
import io.quorate.data.ZnodePath;
import io.quorate.recipes.Codec;
import io.quorate.recipes.OwnershipLostException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Makes a write happen once although its answer may be lost. Every transaction counts up the number in an ephemeral
 * znode of this client, its receipt; after a lost connection the number tells whether the transaction happened. It is
 * read behind a sync, and behind that what was lost on the old connection can no longer happen.
 *
 * <p>One transaction at a time; the others wait in the order asked. What waits is bounded by those who ask. Every
 * thread may ask.
 */
public final class Receipt {
    private final AsyncQuorate client;
    private final Insistence insistence;
    private final String parent;
    private final Deque<Write> waiting = new ArrayDeque<>();
    private @Nullable String path;
    private long number;
    private boolean isBusy;

    /**
     * A place for receipts.
     *
     * @param client stays the caller's, who closes it
     * @param parent where the receipt stands; made as a container if it is missing
     */
    public Receipt(AsyncQuorate client, String parent) {
        this.client = client;
        this.insistence = new Insistence(client);
        this.parent = parent;
    }

    private record Write(List<Op> ops, CompletableFuture<Void> done) {}

    /**
     * Does all parts once.
     *
     * @param ops as those of a transaction
     * @return fails with the {@link StateException} of the part that failed; with an {@link
     *     io.quorate.client.UnrecoverableException} when the session ended, and then it may have happened
     */
    public CompletableFuture<Void> once(List<Op> ops) {
        Write write = new Write(ops, new CompletableFuture<>());
        client.surroundings().callbacks().execute(() -> {
            waiting.add(write);
            if (!isBusy) {
                next();
            }
        });
        return write.done();
    }

    private void next() {
        Write write = waiting.poll();
        isBusy = write != null;
        if (write == null) {
            return;
        }
        if (path == null) {
            create(write);
        } else {
            number++;
            send(write, path, 0);
        }
    }

    private void create(Write write) {
        CompletableFuture<?> unusedFuture = insistence
                .on(() -> client.create(
                        ZnodePath.childOf(parent, "receipt-"),
                        Codec.LONG.encode(0L),
                        CreateOptions.EPHEMERAL_SEQUENTIAL.asGuarded().creatingParents()))
                .whenComplete((created, thrown) -> {
                    if (thrown == null) {
                        path = created.path();
                        number = 1;
                        send(write, created.path(), 0);
                    } else {
                        end(write, Failures.of(thrown));
                    }
                });
    }

    private void send(Write write, String receipt, int failures) {
        List<Op> all = new ArrayList<>(write.ops());
        all.add(Op.set(receipt, Codec.LONG.encode(number), Op.ANY_VERSION));
        CompletableFuture<?> unusedFuture = client.transaction(all).whenComplete((results, thrown) -> {
            switch (Failures.of(thrown)) {
                case null -> end(write, null);
                case RecoverableException unused -> insistence.pause(failures, () -> prove(write, receipt, failures));
                case StateException refused -> refused(write, refused);
                case Throwable failure -> end(write, failure);
            }
        });
    }

    private void prove(Write write, String receipt, int failures) {
        CompletableFuture<?> unusedFuture = insistence
                .on(() -> client.get(receipt, Read.latest()))
                .whenComplete((data, thrown) -> {
                    Throwable failure = Failures.of(thrown);
                    if (failure instanceof StateException.NoNode) {
                        path = null;
                        end(write, new OwnershipLostException(receipt));
                    } else if (failure != null) {
                        end(write, failure);
                    } else if (numberIn(data) == number) {
                        end(write, null);
                    } else {
                        send(write, receipt, failures + 1);
                    }
                });
    }

    private static long numberIn(NodeData data) {
        byte[] bytes = data.data();
        return bytes == null ? 0 : Codec.LONG.decode(bytes);
    }

    /** Where only the receipt itself is missing, because somebody deleted it, another one will do. */
    private void refused(Write write, StateException failure) {
        List<OpResult> results = failure.results();
        boolean isReceiptsOwn = results.size() == write.ops().size() + 1
                && failure instanceof StateException.NoNode
                && results.subList(0, write.ops().size()).stream().allMatch(Receipt::isFine);
        if (isReceiptsOwn) {
            create(write);
        } else {
            end(write, failure);
        }
    }

    private static boolean isFine(OpResult result) {
        return result instanceof OpResult.Failed failed && failed.code() == ErrorCode.OK;
    }

    private void end(Write write, @Nullable Throwable failure) {
        if (failure == null) {
            write.done().complete(null);
        } else {
            write.done().completeExceptionally(failure);
        }
        next();
    }
}
