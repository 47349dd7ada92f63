package io.quorate.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SparingTest {
    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
    private final Sparing sparing = new Sparing(now::get);

    @Test
    void oneIsToldAndTheRestIsCountedUntilTheNext() {
        assertThat(sparing.heldBack()).isZero();
        assertThat(sparing.heldBack()).isNegative();
        now.addAndGet(TimeUnit.SECONDS.toNanos(9));
        assertThat(sparing.heldBack()).isNegative();
        now.addAndGet(TimeUnit.SECONDS.toNanos(1));
        assertThat(sparing.heldBack()).isEqualTo(2);
        assertThat(sparing.heldBack()).isNegative();
    }
}
