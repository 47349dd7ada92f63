package io.quorate.examples;

import io.quorate.client.ClientOptions;
import io.quorate.client.Quorate;
import io.quorate.recipes.Codec;
import io.quorate.recipes.queue.Delivery;
import io.quorate.recipes.queue.Queue;
import java.util.function.Consumer;

/**
 * Workers that share jobs out among themselves: {@code QueueWorker [hosts] [job...]}. With jobs it puts them into the
 * queue, without it works on what is there. A job is done again when its worker dies before it has acknowledged it,
 * so doing a job twice must be harmless.
 */
public final class QueueWorker {
    private static final String PATH = "/examples/jobs";
    /** Whoever puts more waits for the workers. */
    private static final int MOST_JOBS = 1_000;

    private final ClientOptions options;
    private final Consumer<String> job;

    QueueWorker(ClientOptions options, Consumer<String> job) {
        this.options = options;
        this.job = job;
    }

    /** Runs until it is killed, or has put its jobs. */
    public static void main(String[] arguments) throws InterruptedException {
        if (arguments.length > 1) {
            try (Quorate zk = Quorate.connect(Sessions.options(arguments))) {
                for (int i = 1; i < arguments.length; i++) {
                    put(zk, arguments[i]);
                }
            }
        } else {
            new QueueWorker(Sessions.options(arguments), text -> System.out.println("doing " + text)).run();
        }
    }

    static void put(Quorate zk, String text) throws InterruptedException {
        queue(zk).put(text);
    }

    private static Queue<String> queue(Quorate zk) {
        return new Queue<>(zk, PATH, Codec.TEXT, MOST_JOBS);
    }

    void run() {
        Sessions.keep(options, this::work);
    }

    private void work(Quorate zk) throws InterruptedException {
        Queue<String> jobs = queue(zk);
        while (true) {
            try (Delivery<String> delivery = jobs.take()) {
                job.accept(delivery.value());
                Quorate.await(delivery.acknowledge());
            }
        }
    }
}
