package io.quorate.replica.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.replica.RecordingLink;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SessionTrackerTest {
    private static final int TICK = 1000;

    private final SessionTracker sessions = new SessionTracker(TICK);

    @Test
    void aSilentSessionExpiresBetweenItsTimeoutAndOneTickLater() {
        sessions.track(7, 4000, 10_250);

        assertThat(expired(14_249)).isEmpty();
        assertThat(expired(15_000)).containsExactly(7L);
    }

    @Test
    void aSessionThatSpeaksIsMovedOnWithoutBeingTouched() {
        RecordingLink link = new RecordingLink();
        sessions.track(7, 4000, 10_000);
        sessions.attach(7, link);
        link.heardAt(14_500);

        assertThat(expired(15_000)).isEmpty();
        assertThat(expired(18_999)).isEmpty();
        assertThat(expired(19_000)).containsExactly(7L);
    }

    @Test
    void theLastWordOfAConnectionThatIsGoneStillCounts() {
        RecordingLink link = new RecordingLink();
        sessions.track(7, 4000, 10_000);
        sessions.attach(7, link);
        link.heardAt(13_000);

        sessions.detach(7, link);

        assertThat(expired(17_000)).isEmpty();
        assertThat(expired(18_000)).containsExactly(7L);
    }

    @Test
    void aConnectionThatWasReplacedDoesNotDetachItsSuccessor() {
        RecordingLink old = new RecordingLink();
        RecordingLink successor = new RecordingLink();
        sessions.track(7, 4000, 10_000);
        sessions.attach(7, old);
        sessions.attach(7, successor);
        successor.heardAt(20_000);

        sessions.detach(7, old);

        assertThat(expired(20_000)).isEmpty();
        assertThat(expired(25_000)).containsExactly(7L);
    }

    @Test
    void aShorterTimeoutTakesEffectAtOnce() {
        sessions.track(7, 30_000, 10_000);
        sessions.track(7, 2_000, 10_000);

        assertThat(expired(13_000)).containsExactly(7L);
        assertThat(expired(50_000)).isEmpty();
    }

    @Test
    void anExpiredSessionIsDeadUntilItIsForgotten() {
        sessions.track(7, 2_000, 10_000);
        assertThat(expired(13_000)).containsExactly(7L);

        assertThat(sessions.isAlive(7)).isFalse();
        sessions.forget(7);
        sessions.track(7, 2_000, 20_000);
        assertThat(sessions.isAlive(7)).isTrue();
    }

    @Test
    void aSessionOnItsWayOutIsNamedByNoBucket() {
        sessions.track(7, 2_000, 10_000);

        sessions.closing(7);

        assertThat(sessions.isAlive(7)).isFalse();
        assertThat(expired(60_000)).isEmpty();
    }

    @Test
    void expiriesAreToldSoonestFirst() {
        sessions.track(1, 9_000, 10_000);
        sessions.track(2, 4_000, 10_000);
        List<String> told = new ArrayList<>();

        sessions.forEachExpiry(10_000, (dueInMs, id) -> told.add(id + " in " + dueInMs));

        assertThat(told).containsExactly("2 in 5000", "1 in 10000");
    }

    private List<Long> expired(long nowMs) {
        List<Long> ids = new ArrayList<>();
        sessions.expire(nowMs, ids::add);
        return ids;
    }
}
