package io.quorate.server.metrics;

import io.quorate.server.config.ServerConfig;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Notices when the JVM or the machine stood still, by sleeping and looking at how long it slept. */
public final class PauseMonitor implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PauseMonitor.class);

    private final ServerConfig.Pauses pauses;
    private final Recorder recorder;
    private final Thread thread;
    private volatile boolean closed;

    private PauseMonitor(ServerConfig.Pauses pauses, Recorder recorder) {
        this.pauses = pauses;
        this.recorder = recorder;
        thread = new Thread(this::watch, "JvmPauseMonitor");
        thread.setDaemon(true);
    }

    /** Watches from now until {@link #close()}. */
    public static PauseMonitor start(ServerConfig.Pauses pauses, Recorder recorder) {
        PauseMonitor monitor = new PauseMonitor(pauses, recorder);
        monitor.thread.start();
        return monitor;
    }

    private void watch() {
        long sleep = TimeUnit.MILLISECONDS.toNanos(pauses.everyMs());
        while (!closed) {
            long before = System.nanoTime();
            LockSupport.parkNanos(this, sleep);
            judge(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - before - sleep));
        }
    }

    void judge(long pausedMs) {
        if (pausedMs <= pauses.infoMs()) {
            return;
        }
        recorder.paused(pausedMs);
        String text = "Detected pause in JVM or host machine (eg GC): pause of approximately " + pausedMs + "ms";
        if (pausedMs > pauses.warnMs()) {
            LOG.warn(text);
        } else {
            LOG.info(text);
        }
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
    }
}
