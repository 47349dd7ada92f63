package io.quorate.recipes.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.client.AsyncQuorate;
import io.quorate.client.CreateOptions;
import io.quorate.client.NodeData;
import io.quorate.recipes.world.Duo;
import io.quorate.recipes.world.Machine;
import io.quorate.recipes.world.Universe;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ZnodeCacheTest {
    private final Duo duo = new Duo(3);
    private final Universe universe = duo.universe;

    @Test
    void aNodeThatComesChangesAndGoesIsFollowed() {
        List<String> seen = new ArrayList<>();
        ZnodeCache cache = universe.result(
                ZnodeCache.start(duo.mine, "/a", Scope.NODE, change -> seen.add(change.kind() + " " + change.path())));
        assertThat(cache.root()).isEmpty();

        universe.result(duo.theirs.create("/a", bytes("1")));
        universe.passUntil(() -> cache.root().isPresent());
        universe.result(duo.theirs.set("/a", bytes("2")));
        universe.passUntil(() -> cache.root().map(NodeData::text).orElse("").equals("2"));
        universe.result(duo.theirs.delete("/a"));
        universe.passUntil(() -> cache.root().isEmpty());

        assertThat(seen).containsExactly("CREATED /a", "CHANGED /a", "DELETED /a");
        assertThat(cache.isCurrent()).isTrue();
    }

    @Test
    void childrenAreFollowedAndWhatIsBelowThemIsNot() {
        universe.result(duo.theirs.create("/p/x/deep", bytes("0"), CreateOptions.PERSISTENT.creatingParents()));
        ZnodeCache cache = universe.result(ZnodeCache.start(duo.mine, "/p", Scope.CHILDREN, change -> {}));
        assertThat(cache.children("/p")).containsExactly("x");
        universe.result(duo.theirs.create("/p/y", bytes("1")));
        universe.result(duo.theirs.create("/p/y/deep", bytes("1")));
        universe.passUntil(() -> cache.children("/p").contains("y"));
        universe.pass(Duration.ofSeconds(1));
        assertThat(cache.all()).containsOnlyKeys("/p", "/p/x", "/p/y");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void aTreeUnderChangeAndLostConnectionsConverges(long seed) {
        Duo pair = new Duo(seed);
        Universe world = pair.universe;
        Map<String, Long> told = new TreeMap<>();
        ZnodeCache cache = world.result(ZnodeCache.start(pair.mine, "/t", Scope.TREE, change -> {
            NodeData after = change.after();
            if (after == null) {
                assertThat(told.remove(change.path())).isNotNull();
            } else {
                Long before = told.put(change.path(), after.stat().mzxid());
                world.check(() -> assertThat(before == null ? 0 : before)
                        .isLessThan(after.stat().mzxid()));
            }
        }));
        for (int i = 0; i < 400; i++) {
            change(world, pair.theirs);
            if (world.dice().nextInt(40) == 0) {
                pair.here.cut();
            }
        }
        world.pass(Duration.ofSeconds(5));
        assertThat(cache.isCurrent()).isTrue();
        Map<String, Long> truth = new TreeMap<>();
        collect(world, pair.theirs, "/t", truth);
        assertThat(told).isEqualTo(truth);
        assertThat(cache.all().keySet()).isEqualTo(truth.keySet());
    }

    private static void change(Universe world, AsyncQuorate client) {
        String path = "/t";
        for (int depth = world.dice().nextInt(4); depth > 0; depth--) {
            path += "/" + world.dice().nextInt(3);
        }
        CompletableFuture<?> change = switch (world.dice().nextInt(3)) {
            case 0 -> client.create(path, bytes("0"), CreateOptions.PERSISTENT.creatingParents());
            case 1 -> client.set(path, bytes("1"));
            default -> client.delete(path);
        };
        world.passUntil(change::isDone);
    }

    private static void collect(Universe world, AsyncQuorate client, String path, Map<String, Long> into) {
        if (world.result(client.exists(path)).isEmpty()) {
            return;
        }
        into.put(path, world.result(client.get(path)).stat().mzxid());
        for (String name : world.result(client.children(path)).names()) {
            collect(world, client, path + "/" + name, into);
        }
    }

    @Test
    void afterAReconnectManyCachesReadAgainAtDifferentTimes() {
        universe.result(duo.theirs.create("/r", bytes("0")));
        List<Long> readAt = new ArrayList<>();
        List<Machine> machines = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            Machine machine = universe.machine();
            machines.add(machine);
            universe.result(ZnodeCache.start(machine.client(Duo.TIMEOUT), "/r", Scope.NODE, change -> {
                if (change.before() != null) {
                    readAt.add(universe.now());
                }
            }));
        }
        machines.forEach(Machine::isolate);
        universe.result(duo.theirs.set("/r", bytes("1")));
        machines.forEach(Machine::heal);
        universe.passUntil(() -> readAt.size() == 40);
        assertThat(readAt.getLast() - readAt.getFirst())
                .isGreaterThan(Duration.ofMillis(250).toNanos());
    }

    @Test
    void theLastCopyOutlivesTheSession() {
        universe.result(duo.theirs.create("/s", bytes("kept")));
        ZnodeCache cache = universe.result(ZnodeCache.start(duo.mine, "/s", Scope.NODE, change -> {}));
        universe.server().expire(duo.mine.sessionId());
        universe.passUntil(() -> !duo.mine.isAlive());
        universe.pass(Duration.ofSeconds(1));
        assertThat(cache.root().map(NodeData::text)).hasValue("kept");
        assertThat(cache.isCurrent()).isFalse();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    }
}
