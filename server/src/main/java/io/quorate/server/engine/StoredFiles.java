package io.quorate.server.engine;

import io.quorate.replica.port.Archive;
import io.quorate.replica.port.Stored;
import io.quorate.storage.OtherHistory;
import io.quorate.storage.Storage;
import io.quorate.storage.disk.StorageException;
import io.quorate.storage.snapshot.Incoming;
import io.quorate.storage.snapshot.SnapshotFile;
import io.quorate.wire.ByteSource;
import java.util.List;

/** The files of a data directory as recovery wants to see them, and what else they could hold. */
public record StoredFiles(Storage storage) implements Stored, Archive {

    @Override
    public List<Snapshot> snapshots() {
        return seen(storage.snapshots());
    }

    @Override
    public void replay(long fromZxid, RecordVisitor visitor) {
        storage.replay(fromZxid, visitor::record);
    }

    @Override
    public Alternative endingAt(long zxid) {
        return new StoredHistory(storage.endingAt(zxid));
    }

    /** A snapshot that was received, in place of everything. */
    Alternative received(Incoming incoming) {
        return new StoredHistory(storage.received(incoming));
    }

    private static List<Snapshot> seen(List<SnapshotFile> files) {
        return files.stream().<Snapshot>map(StoredSnapshot::new).toList();
    }

    private static UnreadableException unreadable(StorageException cause) {
        return new UnreadableException(String.valueOf(cause.getMessage()), cause);
    }

    /** Another history. That it cannot be read is no fault of the disk: then it is not adopted. */
    private record StoredHistory(OtherHistory history) implements Alternative {
        @Override
        public long lastZxid() {
            return history.lastZxid();
        }

        @Override
        public List<Snapshot> snapshots() {
            return seen(history.snapshots());
        }

        @Override
        public void replay(long fromZxid, RecordVisitor visitor) {
            try {
                history.replay(fromZxid, visitor::record);
            } catch (StorageException unreadable) {
                throw unreadable(unreadable);
            }
        }

        @Override
        public boolean adopt() {
            return history.adopt();
        }
    }

    /** One file. */
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
                ByteSource source = file.open();
                return (target, offset, length) -> read(source, target, offset, length);
            } catch (StorageException unreadable) {
                throw unreadable(unreadable);
            }
        }

        @Override
        public void close() {
            file.close();
        }

        private static int read(ByteSource source, byte[] target, int offset, int length) {
            try {
                return source.read(target, offset, length);
            } catch (StorageException unreadable) {
                throw unreadable(unreadable);
            }
        }
    }
}
