package io.quorate.replica.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SessionIdsTest {

    /** The vectors of client protocol 1.8, seen on a real ZooKeeper. */
    @ParameterizedTest
    @CsvSource({
        "10000121 61A0001, 47424c28515831ba277ceaafb61711ca",
        "10000168 579002A, 638db1ac552923d81a83fce239e04556",
        "100003C6 2CE0001, 83aad4abdda13b68c3946f3d22baa897"
    })
    void passwordsAreThoseOfZooKeeper(String id, String password) {
        long sessionId = Long.parseUnsignedLong(id.replace(" ", ""), 16);

        assertThat(HexFormat.of().formatHex(SessionIds.passwordOf(sessionId))).isEqualTo(password);
    }

    @Test
    void idsBeginWithTheServerAndTheTimeAndCountUp() {
        SessionIds ids = new SessionIds(1, 0x1a1fbc733c8L);

        long first = ids.allocate();

        assertThat(first >>> 56).isEqualTo(1);
        assertThat(first).isEqualTo(((0x1a1fbc733c8L << 24) >>> 8) | (1L << 56));
        assertThat(ids.allocate()).isEqualTo(first + 1);
    }

    @Test
    void anIdInUseIsNeverGivenAgain() {
        SessionIds ids = new SessionIds(1, 1000);
        long taken = ids.allocate() + 5;

        ids.used(taken);

        assertThat(ids.allocate()).isGreaterThan(taken);
    }

    @Test
    void idsThatHaveEndedDoNotComeBackWhenTheClockHasGoneBack() {
        SessionIds before = new SessionIds(1, 5_000);
        before.begin(100);
        long alive = before.allocate();
        List<Long> given = new ArrayList<>(List.of(alive, before.allocate()));
        for (int later = 0; later < 3; later++) {
            SessionIds after = new SessionIds(1, 4_000);
            after.used(alive);
            after.begin(102 + 2 * later);
            given.add(after.allocate());
            given.add(after.allocate());
        }

        assertThat(given).doesNotHaveDuplicates();
    }

    @Test
    void idsThatHaveEndedDoNotComeBackWhenTheClockStandsStill() {
        SessionIds before = new SessionIds(1, 5_000);
        before.begin(0);
        SessionIds after = new SessionIds(1, 5_000);
        after.begin(2);

        assertThat(List.of(before.allocate(), before.allocate(), after.allocate(), after.allocate()))
                .doesNotHaveDuplicates();
    }

    @Test
    void idsThatOthersHaveDecidedWithoutOurLogDoNotComeBack() {
        SessionIds before = new SessionIds(1, 5_000);
        before.begin(10);
        before.begin(12);
        long ended = before.allocate();
        SessionIds after = new SessionIds(1, 5_000);
        after.begin(10);
        after.begin(14);

        assertThat(after.allocate()).isNotEqualTo(ended);
    }

    /** Epochs come and go, clocks jump both ways, and of the sessions of each life some are still open in the next. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void noIdComesTwiceInManyLives(long seed) {
        Random dice = new Random(seed);
        Set<Long> given = new HashSet<>();
        List<Long> open = new ArrayList<>();
        long zxid = 0;
        long wallMs = 1_750_000_000_000L;
        for (int life = 0; life < 2_000; life++) {
            wallMs += dice.nextInt(4) == 0 ? dice.nextInt(-400_000, 400_000) : dice.nextInt(30_000);
            SessionIds ids = new SessionIds(3, wallMs);
            for (int elections = dice.nextInt(1, 4); elections > 0; elections--) {
                open.forEach(ids::used);
                ids.begin(zxid);
                for (int sessions = dice.nextInt(20); sessions > 0; sessions--) {
                    long id = ids.allocate();
                    assertThat(given.add(id)).as("0x%x in life %d", id, life).isTrue();
                    zxid++;
                    open.add(id);
                }
                zxid = dice.nextBoolean() ? zxid : ((zxid >>> 32) + 1) << 32;
            }
            open.removeIf(_ -> dice.nextBoolean());
        }
    }

    @Test
    void toBeginAgainMovesNothingBackAndLeavesNoGaps() {
        SessionIds ids = new SessionIds(1, 5_000);
        ids.begin(10);
        long first = ids.allocate();
        ids.used(first);
        ids.begin(10);

        assertThat(ids.allocate()).isEqualTo(first + 1);
    }

    @Test
    void theIdsOfAnotherMemberAreNoneOfOurs() {
        SessionIds ids = new SessionIds(1, 1000);
        SessionIds untouched = new SessionIds(1, 1000);

        ids.used((2L << 56) | 0xffffffL);

        assertThat(ids.allocate()).isEqualTo(untouched.allocate());
    }
}
