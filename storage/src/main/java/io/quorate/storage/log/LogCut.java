package io.quorate.storage.log;

import java.util.List;

/**
 * What has to happen to log files for history to end earlier.
 *
 * @param doomed files to be deleted, oldest first
 * @param shortened files to be cut off behind a record
 */
public record LogCut(List<Doomed> doomed, List<Shortened> shortened) {

    public LogCut {
        doomed = List.copyOf(doomed);
        shortened = List.copyOf(shortened);
    }

    /**
     * A file to be deleted.
     *
     * @param firstChecksum checksum of its first record, by which it is known again; −1 if it has none
     */
    public record Doomed(String name, long firstChecksum) {}

    /**
     * A file to be cut.
     *
     * @param length how many bytes of it are left
     */
    public record Shortened(String name, long length) {}
}
