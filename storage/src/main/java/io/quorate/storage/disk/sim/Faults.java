package io.quorate.storage.disk.sim;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The faults a simulated disk is told to have. Operations that change something are counted from 1, whatever file they
 * are on; so are reads. The counts begin anew at every {@link #reset()}. Owned by the disk's one thread.
 */
public final class Faults {
    private static final long NEVER = Long.MAX_VALUE;

    private long operations;
    private long reads;
    private long crashAt;
    private long failAt;
    private boolean failsForGood;
    private String message = "";
    private long shortAt;
    private int shortBytes;
    private long failReadAt;
    private long capacityBytes;
    private boolean syncsLie;

    Faults() {
        reset();
    }

    /** No faults, and counting starts at 1. */
    public void reset() {
        operations = 0;
        reads = 0;
        crashAt = NEVER;
        failAt = NEVER;
        failsForGood = false;
        shortAt = NEVER;
        failReadAt = NEVER;
        capacityBytes = NEVER;
        syncsLie = false;
    }

    /** Operations so far. */
    public long operations() {
        return operations;
    }

    /** Reads so far. */
    public long reads() {
        return reads;
    }

    /** The process dies in the middle of that operation: a write may survive, a sync has not happened. */
    public void crashAt(long operation) {
        crashAt = operation;
    }

    /**
     * That operation fails with {@code why}, and works again later. A sync that failed has lost what it was for (D6).
     */
    public void failAt(long operation, String why) {
        failAt = operation;
        failsForGood = false;
        message = why;
    }

    /** That operation and all after it fail: a disk that is gone, full or read-only. */
    public void failFrom(long operation, String why) {
        failAt = operation;
        failsForGood = true;
        message = why;
    }

    /** That operation, if a write, takes only so many bytes. */
    public void shortWriteAt(long operation, int bytes) {
        shortAt = operation;
        shortBytes = bytes;
    }

    /** That read fails. */
    public void failReadAt(long read) {
        failReadAt = read;
    }

    /** All files together may hold so many bytes. */
    public void capacity(long bytes) {
        capacityBytes = bytes;
    }

    /** From now on a sync reports success and does nothing (D13). */
    public void syncsLie(boolean lie) {
        syncsLie = lie;
    }

    boolean syncsLie() {
        return syncsLie;
    }

    boolean isCapacityLimited() {
        return capacityBytes != NEVER;
    }

    long capacity() {
        return capacityBytes;
    }

    /** Counts an operation; throws if it is to fail, says whether the process dies in it. */
    boolean countOperation(Path path) throws IOException {
        operations++;
        if (operations == failAt || (failsForGood && operations > failAt)) {
            throw failure(path, message);
        }
        return operations == crashAt;
    }

    /** How many of the bytes the write that was just counted takes. */
    int taken(int offered) {
        return operations == shortAt ? Math.min(shortBytes, offered) : offered;
    }

    void countRead(Path path) throws IOException {
        reads++;
        if (reads == failReadAt) {
            throw failure(path, "Input/output error");
        }
    }

    static IOException failure(Path path, @Nullable String why) {
        return new FileSystemException(path.toString(), null, why);
    }
}
