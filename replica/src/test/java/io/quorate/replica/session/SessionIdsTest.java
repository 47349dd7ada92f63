package io.quorate.replica.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
        long ended = before.allocate();
        SessionIds after = new SessionIds(1, 4_000);
        after.used(alive);
        after.begin(103);
        long endedLater = after.allocate();
        SessionIds evenLater = new SessionIds(1, 4_000);
        evenLater.used(alive);
        evenLater.begin(105);

        assertThat(endedLater).isGreaterThan(ended);
        assertThat(evenLater.allocate()).isGreaterThan(endedLater);
    }

    @Test
    void idsThatHaveEndedDoNotComeBackWhenTheClockStandsStill() {
        SessionIds before = new SessionIds(1, 5_000);
        before.begin(0);
        long ended = before.allocate();
        SessionIds after = new SessionIds(1, 5_000);
        after.begin(2);

        assertThat(after.allocate()).isGreaterThan(ended);
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

        assertThat(after.allocate()).isGreaterThan(ended);
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
