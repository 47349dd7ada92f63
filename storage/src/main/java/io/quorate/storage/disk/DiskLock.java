package io.quorate.storage.disk;

import java.io.IOException;

/** An exclusive lock; gone when closed or when the process ends, however it ends. */
public interface DiskLock extends AutoCloseable {
    @Override
    void close() throws IOException;
}
