package io.quorate.simulator.member;

import io.quorate.replica.Input;
import io.quorate.replica.port.Snapshots;
import io.quorate.simulator.world.Dice;
import io.quorate.simulator.world.Mark;
import io.quorate.simulator.world.Task;
import io.quorate.simulator.world.World;
import io.quorate.storage.Storage;
import io.quorate.storage.disk.StorageException;
import io.quorate.storage.snapshot.SnapshotWriter;
import java.util.ArrayDeque;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The snapshot thread of a member, as events: one piece of work at a time, in order, each with its delay. */
final class SnapshotThread implements Snapshots {
    private static final int RETAINED = 3;

    private final Member member;
    private final World world;
    private final Storage storage;
    private final Dice dice;
    private final long meanWork;
    private final ArrayDeque<Work> queue = new ArrayDeque<>();
    private @Nullable SnapshotWriter writer;
    private Runnable purged = () -> {};
    private long zxid;
    private long bytes;
    private long backlog;
    private boolean busy;
    private boolean failed;

    /** What there is to do. */
    private sealed interface Work {
        record Begin(long zxid) implements Work {}

        record Write(byte[] bytes) implements Work {}

        record End() implements Work {}

        record Abandon() implements Work {}
    }

    SnapshotThread(Member member, Storage storage, Dice dice, long meanWork) {
        this.member = member;
        this.world = member.world();
        this.storage = storage;
        this.dice = dice;
        this.meanWork = meanWork;
    }

    /** Who is told that old files may be gone. */
    void tells(Runnable newPurged) {
        purged = newPurged;
    }

    @Override
    public void begin(long ofZxid) {
        add(new Work.Begin(ofZxid));
    }

    @Override
    public void write(byte[] source, int offset, int length) {
        backlog += length;
        add(new Work.Write(Arrays.copyOfRange(source, offset, offset + length)));
    }

    @Override
    public long backlogBytes() {
        return backlog;
    }

    @Override
    public void end() {
        add(new Work.End());
    }

    @Override
    public void abandon() {
        add(new Work.Abandon());
    }

    private void add(Work work) {
        member.effects().next();
        queue.add(work);
        if (!busy) {
            busy = true;
            member.in(Task.SNAPSHOT, dice.delay(meanWork), this::work);
        }
    }

    private void work() {
        try {
            work(queue.remove());
        } catch (StorageException failure) {
            failed = true;
            SnapshotWriter broken = writer;
            writer = null;
            if (broken != null) {
                broken.abandon();
            }
            world.note(member.id(), Mark.SNAP, zxid, 0, () -> "failed: " + failure.getMessage());
            member.post(new Input.SnapshotFailed(zxid, String.valueOf(failure.getMessage())));
        }
        busy = !queue.isEmpty();
        if (busy) {
            member.in(Task.SNAPSHOT, dice.delay(meanWork), this::work);
        }
    }

    private void work(Work work) {
        switch (work) {
            case Work.Begin(long ofZxid) -> {
                failed = false;
                zxid = ofZxid;
                bytes = 0;
                world.note(member.id(), Mark.SNAP, zxid, 0, () -> "begun");
                writer = storage.beginSnapshot(ofZxid);
            }
            case Work.Write(byte[] chunk) -> {
                backlog -= chunk.length;
                if (writer != null) {
                    writer.write(chunk, 0, chunk.length);
                    bytes += chunk.length;
                    member.post(new Input.SnapshotRoom());
                }
            }
            case Work.End() -> commit();
            case Work.Abandon() -> {
                if (writer != null) {
                    writer.abandon();
                    writer = null;
                }
            }
        }
    }

    private void commit() {
        SnapshotWriter whole = writer;
        if (whole == null || failed) {
            return;
        }
        member.effects().delicate();
        whole.commit();
        member.effects().delicate();
        writer = null;
        world.note(member.id(), Mark.SNAP, zxid, bytes, () -> "done");
        member.post(new Input.SnapshotTaken(zxid, bytes));
        try {
            storage.purge(RETAINED);
            purged.run();
        } catch (StorageException failure) {
            world.note(member.id(), Mark.SNAP, zxid, 0, () -> "not purged: " + failure.getMessage());
        }
    }
}
