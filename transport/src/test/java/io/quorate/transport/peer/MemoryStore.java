package io.quorate.transport.peer;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;

/** A log and a place for snapshots, in memory. */
final class MemoryStore implements PeerStore {
    final TreeMap<Long, byte[]> log = new TreeMap<>();
    final List<byte[]> complete = new ArrayList<>();
    /** Counted down by each snapshot that was given up. */
    final CountDownLatch abandoned = new CountDownLatch(1);

    private final Runnable onComplete;

    MemoryStore(Runnable onComplete) {
        this.onComplete = onComplete;
    }

    @Override
    public void history(long after, long through, TxnVisitor visitor) {
        if (!log.containsKey(through)) {
            throw new IllegalStateException("the log has no txn " + through);
        }
        log.subMap(after, false, through, true).forEach(visitor::txn);
    }

    @Override
    public Reception receive(long zxid) {
        ByteArrayOutputStream kept = new ByteArrayOutputStream();
        return new Reception() {
            @Override
            public void write(byte[] bytes, int offset, int length) {
                kept.write(bytes, offset, length);
            }

            @Override
            public void complete() {
                synchronized (complete) {
                    complete.add(kept.toByteArray());
                }
                onComplete.run();
            }

            @Override
            public void abandon() {
                abandoned.countDown();
            }
        };
    }
}
