package io.quorate.simulator.application.play;

import io.quorate.client.AsyncQuorate;
import io.quorate.recipes.Codec;
import io.quorate.recipes.config.AsyncConfiguration;
import io.quorate.recipes.config.Setting;
import io.quorate.recipes.config.SettingListener;
import io.quorate.simulator.checker.Promise;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;

/** Programs that publish a setting, each with numbers of its own, and subscribe to it. */
final class Publishing implements Play {
    private static final int MEAN_REST_MS = 40;
    private static final String PATH = "/settings";
    private static final String NAME = "limit";

    private final Chronicle chronicle;
    private final Turns turns;
    private final TreeSet<Long> published = new TreeSet<>();
    private final TreeMap<Integer, Reader> readers = new TreeMap<>();
    private long last;

    /** What a subscriber was told. */
    private final class Reader implements SettingListener<Long> {
        private final Actor actor;
        private long zxid;
        private long value;

        Reader(Actor actor) {
            this.actor = actor;
        }

        @Override
        public void changed(Setting<Long> setting) {
            long before = zxid;
            zxid = setting.zxid();
            value = setting.value();
            chronicle.require(
                    before < zxid && published.contains(value),
                    Promise.R9,
                    () -> "machine " + actor.machine() + " hears " + value + " of zxid " + zxid + " after zxid "
                            + before);
        }

        @Override
        public void refused(long newZxid, String reason) {
            chronicle.require(false, Promise.R9, () -> "a value cannot be read: " + reason);
        }
    }

    Publishing(Chronicle chronicle) {
        this.chronicle = chronicle;
        this.turns = new Turns(chronicle);
    }

    @Override
    public void begin(Actor actor) {
        Reader reader = new Reader(actor);
        readers.put(actor.machine(), reader);
        AsyncConfiguration configuration = new AsyncConfiguration(actor.client(), PATH);
        CompletableFuture<?> _ = actor.ask("subscribe", () -> configuration.subscribe(NAME, Codec.LONG, 0L, reader));
        publish(actor, configuration);
    }

    private void publish(Actor actor, AsyncConfiguration configuration) {
        if (chronicle.isClosing()) {
            return;
        }
        long value = ++last;
        published.add(value);
        CompletableFuture<?> _ = actor.ask("publish", () -> configuration.publish(NAME, Codec.LONG, value))
                .whenComplete((_, failure) -> {
                    if (failure == null) {
                        turns.took(actor);
                    }
                    if (actor.isOn()) {
                        actor.later(MEAN_REST_MS, () -> publish(actor, configuration));
                    }
                });
    }

    @Override
    public Turns turns() {
        return turns;
    }

    @Override
    public CompletableFuture<?> audit(AsyncQuorate auditor) {
        return Patience.until(
                        auditor,
                        () -> auditor.get(PATH + "/" + NAME).thenApply(data -> {
                            long newest = data.stat().mzxid();
                            return readers.values().stream()
                                    .noneMatch(each -> each.actor.isOn() && each.zxid != newest);
                        }))
                .thenAccept(agreed -> chronicle.require(
                        agreed,
                        Promise.R9,
                        () -> "not all who subscribe have heard in the end what was published last"));
    }
}
