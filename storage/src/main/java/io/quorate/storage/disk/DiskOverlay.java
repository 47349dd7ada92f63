package io.quorate.storage.disk;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A disk in front of another one: what it does not do in its own way the other does. As thread-safe as the two are.
 */
public interface DiskOverlay extends Disk {

    /** The disk behind this one. */
    Disk disk();

    @Override
    default boolean isDirectory(Path path) {
        return disk().isDirectory(path);
    }

    @Override
    default boolean exists(Path path) {
        return disk().exists(path);
    }

    @Override
    default void createDirectory(Path path) throws IOException {
        disk().createDirectory(path);
    }

    @Override
    default List<String> list(Path directory) throws IOException {
        return disk().list(directory);
    }

    @Override
    default DiskFile create(Path path) throws IOException {
        return disk().create(path);
    }

    @Override
    default DiskFile openForReading(Path path) throws IOException {
        return disk().openForReading(path);
    }

    @Override
    default DiskFile openForWriting(Path path) throws IOException {
        return disk().openForWriting(path);
    }

    @Override
    default long length(Path path) throws IOException {
        return disk().length(path);
    }

    @Override
    default long modifiedMs(Path path) throws IOException {
        return disk().modifiedMs(path);
    }

    @Override
    default void rename(Path from, Path to) throws IOException {
        disk().rename(from, to);
    }

    @Override
    default void delete(Path path) throws IOException {
        disk().delete(path);
    }

    @Override
    default void syncDirectory(Path directory) throws IOException {
        disk().syncDirectory(directory);
    }

    @Override
    default @Nullable DiskLock tryLock(Path path) throws IOException {
        return disk().tryLock(path);
    }

    @Override
    default boolean isWritable(Path directory) {
        return disk().isWritable(directory);
    }

    @Override
    default String ownership(Path path) {
        return disk().ownership(path);
    }
}
