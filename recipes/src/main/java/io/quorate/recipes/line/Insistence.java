package io.quorate.recipes.line;

import io.quorate.client.AsyncQuorate;
import io.quorate.client.ConnectionEvent;
import io.quorate.client.CreateOptions;
import io.quorate.client.RecoverableException;
import io.quorate.client.Registration;
import io.quorate.client.StateException;
import io.quorate.client.Surroundings;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks again, after a pause, whatever failed by the connection alone: until it is answered, or the session is over,
 * which the client concludes by its own clock when no server can be reached. For reads, and for writes that may
 * happen twice.
 */
public final class Insistence {
    private static final int FIRST_PAUSE_MS = 20;
    private static final int LONGEST_PAUSE_MS = 1_000;
    private static final int MOST_DOUBLINGS = 6;

    private final AsyncQuorate client;
    private final Surroundings surroundings;

    /**
     * On behalf of this client.
     *
     * @param client stays the caller's, who closes it
     */
    public Insistence(AsyncQuorate client) {
        this.client = client;
        this.surroundings = client.surroundings();
    }

    /**
     * Asks until there is an answer that is not a lost connection.
     *
     * @param <T> what is answered
     * @param operation may be asked several times
     * @return the answer
     */
    public <T> CompletableFuture<T> on(Supplier<CompletableFuture<T>> operation) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        ask(operation, answer, 0);
        return answer;
    }

    /**
     * Sees to it that there is a persistent znode of this path, with its ancestors; one that is there stays as it is.
     *
     * @param path the znode of the recipe; it need not exist, nor its ancestors
     * @param data as the codec reads them; the array is not changed
     * @return a future that completes when it is there
     */
    public CompletableFuture<Void> make(String path, byte @Nullable [] data) {
        return Failures.excuse(
                on(() -> client.create(path, data, CreateOptions.PERSISTENT.creatingParents())),
                StateException.NodeExists.class);
    }

    /**
     * Sees to it that there is no znode of this path.
     *
     * @param path the znode of the recipe; it need not exist, nor its ancestors
     * @return a future that completes when it is gone
     */
    public CompletableFuture<Void> remove(String path) {
        return Failures.excuse(on(() -> client.delete(path)), StateException.NoNode.class);
    }

    private <T> void ask(Supplier<CompletableFuture<T>> operation, CompletableFuture<T> answer, int failures) {
        CompletableFuture<?> unusedFuture = operation.get().whenComplete((value, thrown) -> {
            Throwable failure = Failures.of(thrown);
            if (failure == null) {
                answer.complete(value);
            } else if (failure instanceof RecoverableException && !answer.isDone()) {
                pause(failures, () -> ask(operation, answer, failures + 1));
            } else {
                answer.completeExceptionally(failure);
            }
        });
    }

    /**
     * Goes on after a pause, or at once when the client ends.
     *
     * @param failures how many there have been in a row before, which makes the pause longer
     * @param next runs on the callback executor
     */
    public void pause(int failures, Runnable next) {
        int most = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS << Math.min(failures, MOST_DOUBLINGS));
        new Pause(next).begin(Duration.ofMillis(most / 2 + surroundings.dice().nextInt(most / 2 + 1)));
    }

    /** A pause that the end of the client cuts short: there are no timers after that. */
    private final class Pause {
        private final Runnable next;
        private boolean isOver;
        private @Nullable Registration timer;
        private @Nullable Registration listening;

        Pause(Runnable next) {
            this.next = next;
        }

        void begin(Duration length) {
            timer = surroundings.after(length, this::end);
            listening = client.listen(this::changed);
            surroundings.callbacks().execute(() -> {
                if (!client.isAlive()) {
                    end();
                }
            });
        }

        private void changed(ConnectionEvent event) {
            if (event.kind().isFinal()) {
                end();
            }
        }

        private void end() {
            if (!isOver) {
                isOver = true;
                if (timer != null) {
                    timer.close();
                }
                if (listening != null) {
                    listening.close();
                }
                next.run();
            }
        }
    }
}
