package io.quorate.storage.disk;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What storage asks of a file system. Nothing is durable before {@link DiskFile#sync()} (contents) and
 * {@link #syncDirectory} (names) have returned. {@link IOException}s of missing files are
 * {@link java.nio.file.NoSuchFileException}. Calls on different files may come from different threads.
 */
public interface Disk {

    /** Whether there is a directory of that name. */
    boolean isDirectory(Path path);

    /** Whether there is anything of that name. */
    boolean exists(Path path);

    /** Makes a directory; its parent must be there. */
    void createDirectory(Path path) throws IOException;

    /** Names in a directory, sorted. */
    List<String> list(Path directory) throws IOException;

    /** Creates a file for reading and writing; one of that name must not be there. */
    DiskFile create(Path path) throws IOException;

    /** Opens an existing file for reading. */
    DiskFile openForReading(Path path) throws IOException;

    /** Opens an existing file for reading and writing in place. */
    DiskFile openForWriting(Path path) throws IOException;

    /** Length in bytes of a file. */
    long length(Path path) throws IOException;

    /** When a file was last written, in milliseconds since 1970. */
    long modifiedMs(Path path) throws IOException;

    /** Gives a file another name; a file that had that name is replaced in the same step. */
    void rename(Path from, Path to) throws IOException;

    /** Removes a file. */
    void delete(Path path) throws IOException;

    /**
     * Removes a file that may be gone already, in a way that the next sync of the directory is about. Where a process
     * before us saw that sync fail, the name can be gone from the cache and still be on disk, and nobody knows any more
     * (faults D6): a name that is made and removed again is one the disk is told about.
     */
    default void deleteForCertain(Path path) throws IOException {
        if (!exists(path)) {
            create(path).close();
        }
        delete(path);
    }

    /** Makes the names in a directory durable. */
    void syncDirectory(Path directory) throws IOException;

    /**
     * Takes the exclusive lock that a file stands for, creating the file if need be.
     *
     * @return the lock, or null if somebody else has it
     */
    @Nullable
    DiskLock tryLock(Path path) throws IOException;

    /** Whether this process may create files in a directory. */
    boolean isWritable(Path directory);

    /** Who owns a file or directory and who we are, for messages, such as {@code owned by root, we are zookeeper}. */
    String ownership(Path path);
}
