package io.quorate.server.engine;

import io.quorate.replica.port.Time;
import java.util.concurrent.TimeUnit;

/** The clocks of the machine. */
public record Clock() implements Time {
    @Override
    public long monotonicMs() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    }

    @Override
    public long wallMs() {
        return System.currentTimeMillis();
    }
}
