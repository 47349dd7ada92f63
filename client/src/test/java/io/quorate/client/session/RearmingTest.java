package io.quorate.client.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.message.ReadRequest.SetWatches;
import io.quorate.wire.JuteWriter;
import io.quorate.wire.RequestCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Watches set again in frames that no server refuses (client protocol 1.3). */
final class RearmingTest {
    private static final int LIMIT = 4096;

    @Test
    void everyPathGoesOutOnceInItsListAndNoFrameIsTooLong() {
        for (long seed = 0; seed < 100; seed++) {
            List<List<String>> paths = somePaths(new SplittableRandom(seed));
            List<SetWatches> requests = Rearming.requests(7, paths, LIMIT);
            List<List<String>> sent = List.of(
                    new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
            for (SetWatches request : requests) {
                assertThat(request.relativeZxid()).isEqualTo(7);
                assertThat(frameBytes(request)).isLessThanOrEqualTo(LIMIT);
                sent.get(0).addAll(request.data());
                sent.get(1).addAll(request.exist());
                sent.get(2).addAll(request.child());
                sent.get(3).addAll(request.persistent());
                sent.get(4).addAll(request.recursive());
            }
            assertThat(sent).isEqualTo(paths);
        }
    }

    @Test
    void framesAreFilledAsFarAsTheyGo() {
        List<List<String>> paths = List.of(names(1_000), List.of(), List.of(), List.of(), List.of());
        List<SetWatches> requests = Rearming.requests(1, paths, LIMIT);
        for (SetWatches request : requests.subList(0, requests.size() - 1)) {
            assertThat(frameBytes(request)).isGreaterThan(LIMIT - 20);
        }
    }

    @Test
    void withoutWatchesThereIsNothingToSay() {
        assertThat(Rearming.requests(1, List.of(List.of(), List.of(), List.of(), List.of(), List.of()), LIMIT))
                .isEmpty();
    }

    private static int frameBytes(SetWatches request) {
        JuteWriter out = new JuteWriter(LIMIT);
        RequestCodec.writeFrame(out, 1, request);
        return out.size() - Integer.BYTES;
    }

    private static List<List<String>> somePaths(SplittableRandom dice) {
        List<List<String>> lists = new ArrayList<>();
        for (int table = 0; table < 5; table++) {
            List<String> paths = new ArrayList<>();
            int count = dice.nextInt(60);
            for (int i = 0; i < count; i++) {
                paths.add("/" + "aé猫".repeat(dice.nextInt(120)) + i);
            }
            lists.add(paths);
        }
        return lists;
    }

    private static List<String> names(int count) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            names.add("/name" + (1_000 + i));
        }
        return names;
    }
}
