package io.quorate.simulator.member;

import io.quorate.replica.port.Archive;
import io.quorate.replica.port.Stored;
import io.quorate.storage.OtherHistory;
import io.quorate.storage.Storage;
import io.quorate.storage.disk.StorageException;
import io.quorate.storage.snapshot.Incoming;
import io.quorate.storage.snapshot.SnapshotFile;
import io.quorate.wire.ByteSource;
import java.util.ArrayList;
import java.util.List;

/** What recovery reads, out of the member's storage, now or as it could be. Remembers where the log ended. */
final class StoredFiles implements Stored, Archive {
    private final Storage storage;
    private long lastZxid;

    StoredFiles(Storage storage) {
        this.storage = storage;
    }

    /** The last zxid of history, once {@link #replay} is through. */
    long lastZxid() {
        return lastZxid;
    }

    @Override
    public List<Snapshot> snapshots() {
        return snapshots(storage.snapshots());
    }

    private static List<Snapshot> snapshots(List<SnapshotFile> files) {
        List<Snapshot> snapshots = new ArrayList<>();
        for (SnapshotFile file : files) {
            snapshots.add(new StoredSnapshot(file));
        }
        return snapshots;
    }

    @Override
    public Alternative endingAt(long zxid) {
        return new Other(storage.endingAt(zxid));
    }

    /** The history that a received snapshot would be. */
    Alternative received(Incoming incoming) {
        return new Other(storage.received(incoming));
    }

    private static UnreadableException unreadable(StorageException failure) {
        return new UnreadableException(String.valueOf(failure.getMessage()), failure);
    }

    /** A history that could be, in the port's words. */
    private record Other(OtherHistory history) implements Alternative {
        @Override
        public long lastZxid() {
            return history.lastZxid();
        }

        @Override
        public List<Snapshot> snapshots() {
            return StoredFiles.snapshots(history.snapshots());
        }

        @Override
        public void replay(long fromZxid, RecordVisitor visitor) {
            try {
                history.replay(fromZxid, visitor::record);
            } catch (StorageException failure) {
                throw unreadable(failure);
            }
        }

        @Override
        public boolean adopt() {
            return history.adopt();
        }
    }

    @Override
    public void replay(long fromZxid, RecordVisitor visitor) {
        lastZxid = storage.replay(fromZxid, visitor::record);
    }

    private record StoredSnapshot(SnapshotFile file) implements Snapshot {
        @Override
        public long zxid() {
            return file.zxid();
        }

        @Override
        public String name() {
            return file.name();
        }

        @Override
        public ByteSource open() {
            try {
                return new Reporting(file.open());
            } catch (StorageException failure) {
                throw unreadable(failure);
            }
        }

        @Override
        public void close() {
            file.close();
        }
    }

    /** Says in the port's words that bytes cannot be had. */
    private record Reporting(ByteSource source) implements ByteSource {
        @Override
        public int read(byte[] target, int offset, int length) {
            try {
                return source.read(target, offset, length);
            } catch (StorageException failure) {
                throw unreadable(failure);
            }
        }
    }
}
