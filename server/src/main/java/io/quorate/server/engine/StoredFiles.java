package io.quorate.server.engine;

import io.quorate.replica.port.Stored;
import io.quorate.storage.Storage;
import io.quorate.storage.disk.StorageException;
import io.quorate.storage.snapshot.SnapshotFile;
import io.quorate.wire.ByteSource;
import java.util.List;

/** The files of a data directory as recovery wants to see them. */
public record StoredFiles(Storage storage) implements Stored {

    @Override
    public List<Snapshot> snapshots() {
        return storage.snapshots().stream().<Snapshot>map(StoredSnapshot::new).toList();
    }

    @Override
    public void replay(long fromZxid, RecordVisitor visitor) {
        storage.replay(fromZxid, visitor::record);
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

        private int read(ByteSource source, byte[] target, int offset, int length) {
            try {
                return source.read(target, offset, length);
            } catch (StorageException unreadable) {
                throw unreadable(unreadable);
            }
        }

        private static UnreadableException unreadable(StorageException cause) {
            return new UnreadableException(String.valueOf(cause.getMessage()), cause);
        }
    }
}
