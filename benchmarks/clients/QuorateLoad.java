import io.quorate.client.AsyncQuorate;
import io.quorate.client.CreateOptions;
import io.quorate.client.Quorate;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.LongAdder;

/** The load of {@code ApacheLoad} on one client of Quorate's own. */
public final class QuorateLoad {
    private static final int DATA_BYTES = 100;
    /** Reads first, whatever is measured: writes wait for the disk, and would be measured before they are compiled. */
    private static final long WARM_UP_MS = 4_000;

    private final Quorate client;
    private final AsyncQuorate async;
    private final String path;
    private final boolean writes;
    private final int depth;
    private final LongAdder done = new LongAdder();

    private QuorateLoad(Quorate client, String path, boolean writes, int depth) {
        this.client = client;
        this.async = client.async();
        this.path = path;
        this.writes = writes;
        this.depth = depth;
    }

    /** Takes the server, {@code async} or {@code blocking}, {@code get} or {@code set}, and the depth. */
    public static void main(String[] arguments) throws Exception {
        try (Quorate client = Quorate.connect(arguments[0])) {
            String path = client.create("/load-", new byte[DATA_BYTES], CreateOptions.EPHEMERAL_SEQUENTIAL)
                    .path();
            QuorateLoad load =
                    new QuorateLoad(client, path, arguments[2].equals("set"), Integer.parseInt(arguments[3]));
            new QuorateLoad(client, path, false, Integer.parseInt(arguments[3])).work(arguments[1], WARM_UP_MS);
            BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                load.work(arguments[1], Long.parseLong(line.trim()));
                System.out.println(load.done.sum());
            }
        }
    }

    private void work(String way, long millis) throws InterruptedException {
        long end = System.nanoTime() + millis * 1_000_000;
        done.reset();
        if (way.equals("async")) {
            withFutures(end);
        } else {
            withThreads(end);
        }
    }

    private void withFutures(long end) throws InterruptedException {
        Semaphore room = new Semaphore(depth);
        byte[] data = new byte[DATA_BYTES];
        while (System.nanoTime() - end < 0) {
            room.acquire();
            CompletableFuture<?> asked = writes ? async.set(path, data) : async.get(path);
            asked.whenComplete((answer, failure) -> {
                if (failure != null) {
                    throw new IllegalStateException("no answer", failure);
                }
                done.increment();
                room.release();
            });
        }
        room.acquire(depth);
    }

    private void withThreads(long end) throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < depth; i++) {
            threads.add(Thread.ofPlatform().start(() -> call(end)));
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private void call(long end) {
        byte[] data = new byte[DATA_BYTES];
        try {
            while (System.nanoTime() - end < 0) {
                if (writes) {
                    client.set(path, data);
                } else {
                    client.get(path);
                }
                done.increment();
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException("the load cannot go on", e);
        }
    }
}
