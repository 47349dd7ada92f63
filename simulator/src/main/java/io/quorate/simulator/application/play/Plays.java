package io.quorate.simulator.application.play;

import io.quorate.client.AsyncQuorate;
import io.quorate.recipes.Codec;
import io.quorate.recipes.Ownership;
import io.quorate.recipes.barrier.AsyncBarrier;
import io.quorate.recipes.counter.AsyncAtomicLong;
import io.quorate.recipes.election.AsyncElection;
import io.quorate.recipes.lock.AsyncLock;
import io.quorate.recipes.lock.AsyncSemaphore;
import io.quorate.recipes.queue.AsyncPriorityQueue;
import io.quorate.recipes.queue.AsyncQueue;
import io.quorate.recipes.queue.Delivery;
import io.quorate.simulator.plan.Program;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** Which play a program is. */
public final class Plays {
    private static final int PERMITS = 2;
    private static final int BOUND = 6;
    private static final int PRIORITIES = 3;
    private static final String QUEUE = "/queues/a";

    private Plays() {}

    /**
     * The play of that name.
     *
     * @param machines how many take part
     */
    public static Play of(Program program, Chronicle chronicle, int machines) {
        return switch (program) {
            case LOCK -> owning(chronicle, 1, client -> new AsyncLock(client, "/locks/a").acquire());
            case ELECTION -> owning(chronicle, 1, client -> new AsyncElection(client, "/lead/a", "one").lead());
            case SEMAPHORE ->
                owning(chronicle, PERMITS, client -> new AsyncSemaphore(client, "/permits/a", PERMITS).acquire());
            case READ_WRITE_LOCK -> new Sharing(chronicle);
            case BARRIER -> new Waiting(chronicle, (client, path) -> new AsyncBarrier(client, path).await());
            case DOUBLE_BARRIER -> new Meeting(chronicle);
            case QUEUE ->
                new Queueing(chronicle, client -> new Plain(new AsyncQueue<>(client, QUEUE, Codec.TEXT, BOUND)));
            case PRIORITY_QUEUE ->
                new Queueing(
                        chronicle, client -> new Urgent(new AsyncPriorityQueue<>(client, QUEUE, Codec.TEXT, BOUND)));
            case COUNTER -> new Counting(chronicle, client -> new AsyncAtomicLong(client, Counting.PATH)::add);
            case TRANSACTION -> new Deciding(chronicle, machines);
            case GROUP -> new Joining(chronicle);
            case REGISTRY -> new Naming(chronicle);
            case CONFIGURATION -> new Publishing(chronicle);
            case CACHE -> new Mirroring(chronicle);
            case BOARD -> new Working(chronicle);
        };
    }

    private static Play owning(
            Chronicle chronicle, int most, Function<AsyncQuorate, CompletableFuture<Ownership>> question) {
        return new Owning(chronicle, most, question);
    }

    private record Plain(AsyncQueue<String> queue) implements Queueing.Ends {
        @Override
        public CompletableFuture<Void> put(String item) {
            return queue.put(item);
        }

        @Override
        public CompletableFuture<Delivery<String>> take() {
            return queue.take();
        }

        @Override
        public CompletableFuture<Integer> size() {
            return queue.size();
        }
    }

    private record Urgent(AsyncPriorityQueue<String> queue) implements Queueing.Ends {
        @Override
        public CompletableFuture<Void> put(String item) {
            return queue.put(item, item.length() % PRIORITIES);
        }

        @Override
        public CompletableFuture<Delivery<String>> take() {
            return queue.take();
        }

        @Override
        public CompletableFuture<Integer> size() {
            return queue.size();
        }
    }
}
