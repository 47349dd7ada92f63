package io.quorate.examples;

import io.quorate.client.ClientOptions;
import io.quorate.client.Quorate;
import io.quorate.recipes.Codec;
import io.quorate.recipes.config.Configuration;
import io.quorate.recipes.config.Setting;
import io.quorate.recipes.config.SettingListener;
import io.quorate.recipes.config.Subscription;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/**
 * A program whose limit can be changed while it runs: {@code ConfigurationWatcher [hosts] [new limit]}. Without a new
 * limit it says each one it sees; with one it publishes that.
 */
public final class ConfigurationWatcher {
    private static final String LIMIT = "requests-per-second";
    private static final Codec<Integer> DECIMAL = new Codec<>() {
        @Override
        public byte[] encode(Integer value) {
            return TEXT.encode(Integer.toString(value));
        }

        @Override
        public Integer decode(byte[] data) {
            return Integer.valueOf(TEXT.decode(data).trim());
        }
    };

    private final ClientOptions options;
    private final Consumer<String> output;
    /** Outlives every client: without any server the program goes on with what it knows. */
    private volatile int limit = 100;

    ConfigurationWatcher(ClientOptions options, Consumer<String> output) {
        this.options = options;
        this.output = output;
    }

    /** Runs until it is killed, or has published. */
    public static void main(String[] arguments) throws InterruptedException {
        if (arguments.length > 1) {
            publish(Sessions.options(arguments), Integer.parseInt(arguments[1]));
        } else {
            new ConfigurationWatcher(Sessions.options(arguments), System.out::println).run();
        }
    }

    static void publish(ClientOptions options, int limit) throws InterruptedException {
        try (Quorate zk = Quorate.connect(options)) {
            new Configuration(zk, "/examples/config").publish(LIMIT, DECIMAL, limit);
        }
    }

    void run() {
        Sessions.keep(options, this::follow);
    }

    /** The limit that holds now. */
    int limit() {
        return limit;
    }

    private void follow(Quorate zk) throws InterruptedException {
        CountDownLatch over = new CountDownLatch(1);
        zk.listen(event -> {
            if (event.kind().isFinal()) {
                over.countDown();
            }
        });
        try (Subscription<Integer> subscription =
                new Configuration(zk, "/examples/config").subscribe(LIMIT, DECIMAL, limit, new Following())) {
            output.accept("beginning with " + subscription.current().value());
            over.await();
        }
    }

    private final class Following implements SettingListener<Integer> {
        @Override
        public void changed(Setting<Integer> setting) {
            limit = setting.value();
            output.accept("limit is now " + setting.value());
        }

        @Override
        public void refused(long zxid, String reason) {
            output.accept("keeping " + limit + ", for what was published is no limit: " + reason);
        }
    }
}
