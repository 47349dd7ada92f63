package io.quorate.examples;

import io.quorate.client.ClientOptions;
import io.quorate.client.Quorate;
import io.quorate.recipes.naming.Choice;
import io.quorate.recipes.naming.Instances;
import io.quorate.recipes.naming.Registry;
import io.quorate.recipes.naming.Strategy;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A caller that shares its calls out among the {@link GreetingServer}s that are registered: {@code GreetingCaller
 * [hosts]}.
 */
public final class GreetingCaller {
    private static final int TIMEOUT_MS = 2_000;

    private final ClientOptions options;
    private final Duration pace;
    private final Consumer<String> output;

    GreetingCaller(ClientOptions options, Duration pace, Consumer<String> output) {
        this.options = options;
        this.pace = pace;
        this.output = output;
    }

    /** Runs until it is killed. */
    public static void main(String[] arguments) {
        new GreetingCaller(Sessions.options(arguments), Duration.ofSeconds(1), System.out::println).run();
    }

    void run() {
        Sessions.keep(options, this::callAlways);
    }

    private void callAlways(Quorate zk) throws InterruptedException {
        try (Instances greeting = new Registry(zk, "/examples/services").instances("greeting")) {
            while (zk.isAlive()) {
                Optional<Choice> choice = greeting.choose(Strategy.ROUND_ROBIN);
                if (choice.isPresent()) {
                    call(choice.get());
                } else {
                    output.accept("nobody to call");
                }
                Thread.sleep(pace);
            }
        }
    }

    private void call(Choice chosen) {
        try (Choice choice = chosen) {
            String address = choice.instance().address();
            int colon = address.lastIndexOf(':');
            try (Socket socket =
                    new Socket(address.substring(0, colon), Integer.parseInt(address.substring(colon + 1)))) {
                socket.setSoTimeout(TIMEOUT_MS);
                output.accept(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
            } catch (IOException e) {
                // It is registered and does not serve: the next calls go to others for a while.
                choice.failed();
                output.accept("no answer from " + address);
            }
        }
    }
}
