package io.quorate.recipes.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.recipes.Codec;
import io.quorate.recipes.world.Duo;
import io.quorate.recipes.world.Universe;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ConfigurationTest {
    private final Duo duo = new Duo(5);
    private final Universe universe = duo.universe;
    private final AsyncConfiguration publisher = new AsyncConfiguration(duo.theirs, "/config");
    private final AsyncConfiguration reader = new AsyncConfiguration(duo.mine, "/config");

    private static final class Told implements SettingListener<Long> {
        private final List<Long> values = new ArrayList<>();
        private final List<String> refused = new ArrayList<>();

        @Override
        public void changed(Setting<Long> setting) {
            values.add(setting.value());
        }

        @Override
        public void refused(long zxid, String reason) {
            refused.add(reason);
        }
    }

    @Test
    void subscribersSeeWhatIsPublishedInItsOrder() {
        Told told = new Told();
        Subscription<Long> limit = universe.result(reader.subscribe("limit", Codec.LONG, 10L, told));
        assertThat(limit.current()).isEqualTo(new Setting<>(10L, 0));
        for (long value = 1; value <= 5; value++) {
            universe.result(publisher.publish("limit", Codec.LONG, value));
        }
        universe.passUntil(() -> limit.current().value() == 5);
        assertThat(told.values).isSorted().endsWith(5L);
        universe.passUntil(limit::isCurrent);
    }

    @Test
    void dataThatAreNoValueAreToldAndTheLastGoodOneStays() {
        Told told = new Told();
        Subscription<Long> limit = universe.result(reader.subscribe("limit", Codec.LONG, 10L, told));
        universe.result(publisher.publish("limit", Codec.LONG, 20L));
        universe.result(publisher.publish("limit", Codec.TEXT, "many"));
        universe.passUntil(() -> !told.refused.isEmpty());
        assertThat(limit.current().value()).isEqualTo(20);
        assertThat(told.refused.getFirst()).contains("4 bytes");
    }

    @Test
    void whatIsPublishedDuringASuspensionArrivesAfterIt() {
        Told told = new Told();
        Subscription<Long> limit = universe.result(reader.subscribe("limit", Codec.LONG, 10L, told));
        duo.here.isolate();
        universe.result(publisher.publish("limit", Codec.LONG, 20L));
        assertThat(limit.current().value()).isEqualTo(10);
        duo.here.heal();
        universe.passUntil(() -> limit.current().value() == 20);
    }

    @Test
    void theLastGoodValueOutlivesTheSessionAndTheDeletion() {
        Told told = new Told();
        Subscription<Long> limit = universe.result(reader.subscribe("limit", Codec.LONG, 10L, told));
        universe.result(publisher.publish("limit", Codec.LONG, 20L));
        universe.passUntil(() -> limit.current().value() == 20);
        universe.result(duo.theirs.delete("/config/limit"));
        universe.server().expire(duo.mine.sessionId());
        universe.passUntil(() -> !duo.mine.isAlive());
        assertThat(limit.current().value()).isEqualTo(20);
    }
}
