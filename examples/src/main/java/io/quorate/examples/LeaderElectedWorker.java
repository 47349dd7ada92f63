package io.quorate.examples;

import io.quorate.client.ClientOptions;
import io.quorate.client.Quorate;
import io.quorate.recipes.Ownership;
import io.quorate.recipes.election.Election;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * A worker of which any number run and one works: {@code LeaderElectedWorker [hosts] [name]}. Start it twice, then
 * kill the one that works.
 */
public final class LeaderElectedWorker {
    private final ClientOptions options;
    private final String name;
    private final Duration pace;
    private final Consumer<String> work;

    LeaderElectedWorker(ClientOptions options, String name, Duration pace, Consumer<String> work) {
        this.options = options;
        this.name = name;
        this.pace = pace;
        this.work = work;
    }

    /** Runs until it is killed. */
    public static void main(String[] arguments) {
        String name = Sessions.argument(
                arguments, 1, "worker-" + ProcessHandle.current().pid());
        new LeaderElectedWorker(Sessions.options(arguments), name, Duration.ofSeconds(1), System.out::println).run();
    }

    void run() {
        Sessions.keep(options, this::standAndLead);
    }

    private void standAndLead(Quorate zk) throws InterruptedException {
        Election election = new Election(zk, "/examples/worker", name);
        while (true) {
            try (Ownership lead = election.lead()) {
                // Whatever is written to elsewhere should be given the token, and refuse a smaller one than it has
                // seen.
                while (lead.isHeld()) {
                    work.accept(name + " works with token " + lead.token());
                    Thread.sleep(pace);
                }
            }
        }
    }
}
