package io.quorate.recipes.lock;

import io.quorate.client.AsyncQuorate;
import io.quorate.client.NodeData;
import io.quorate.client.Op;
import io.quorate.recipes.Ownership;
import io.quorate.recipes.line.Insistence;
import io.quorate.recipes.line.Line;
import io.quorate.recipes.line.Rule;
import io.quorate.recipes.line.Ticket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * A lock that either any number of readers hold at a time, or one writer, by futures. Guarantee: while an ownership
 * of the write lock is held, no other of either kind is, on every client's own clock. Fair: who asks later does not
 * pass who asked earlier, so a waiting writer holds up the readers behind it.
 *
 * <p>A writer's release wakes the readers right behind it, who all own at once, or the next writer. A reader's release
 * wakes one client at most.
 */
public final class AsyncReadWriteLock {
    private static final String READ = "__READ__";
    private static final String WRITE = "__WRIT__";
    private static final byte[] DOWNGRADED = "__DOWNGRADED__".getBytes(StandardCharsets.UTF_8);

    private final AsyncQuorate client;
    private final AsyncLock reading;
    private final AsyncLock writing;

    /**
     * A lock of this name.
     *
     * @param client stays the caller's, who closes it
     * @param path the znode of the lock; it need not exist, nor its ancestors
     */
    public AsyncReadWriteLock(AsyncQuorate client, String path) {
        this.client = client;
        Line line = new Line(client, path, List.of(READ, WRITE));
        this.reading = new AsyncLock(line, READ, new Reading());
        this.writing = new AsyncLock(line, WRITE, Rule.ONE_AT_A_TIME);
    }

    /** {@return the lock that readers share} */
    public AsyncLock reading() {
        return reading;
    }

    /** {@return the lock that a writer has alone} */
    public AsyncLock writing() {
        return writing;
    }

    /**
     * Turns a held write lock into a read lock, without a moment in which it is neither: readers behind it join it.
     *
     * @param written a held write lock of this very lock
     * @return completes when others know; the ownership itself stays what it was, with the same token
     */
    public CompletableFuture<Void> downgrade(Ownership written) {
        return new Insistence(client)
                .on(() -> client.set(written.path(), DOWNGRADED, Op.ANY_VERSION))
                .thenApply(stat -> null);
    }

    /** A reader waits for the last writer before it, unless that one reads by now. */
    private static final class Reading implements Rule {
        @Override
        public Turn turn(List<Ticket> line, int mine) {
            for (int i = mine - 1; i >= 0; i--) {
                if (line.get(i).kind().equals(WRITE)) {
                    return new Turn.Behind(line.get(i));
                }
            }
            return Turn.Mine.MINE;
        }

        /** Who turned a write lock into a read lock had it, so nobody stood before it. */
        @Override
        public boolean letsPass(NodeData obstacle) {
            return Arrays.equals(obstacle.data(), DOWNGRADED);
        }
    }
}
