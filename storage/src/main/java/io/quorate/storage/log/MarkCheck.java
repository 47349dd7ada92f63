package io.quorate.storage.log;

import io.quorate.storage.disk.FileName;
import io.quorate.storage.disk.StorageException;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Holds what is read against the durable mark, once it is clear that the mark still speaks of these files (decision
 * 0005). ZooKeeper knows nothing of it: after it ran here, the marked file may be purged, cut or followed by others,
 * and then the mark means nothing and is set aside. What ZooKeeper leaves is told from damage by these signs: it never
 * appends to a file, so newer records are in newer files; and a file it has cut ends exactly behind a record, without
 * padding. It cuts only as a member of an ensemble, on a leader's word, and such a member has epoch files: where there
 * are none, nothing has been cut, and what looks like it is a file that was lost.
 */
final class MarkCheck {
    private final Consumer<String> setAside;
    private final long fromZxid;
    private final boolean inEnsemble;
    private @Nullable DurableMark mark;
    private boolean fileIsMissing;

    /**
     * A check against a mark, or against none.
     *
     * @param setAside told why, when the mark turns out to be stale
     * @param fromZxid where the replay begins
     * @param inEnsemble whether this directory has ever belonged to a member of an ensemble
     */
    MarkCheck(@Nullable DurableMark mark, long fromZxid, boolean inEnsemble, Consumer<String> setAside) {
        this.mark = mark;
        this.fromZxid = fromZxid;
        this.inEnsemble = inEnsemble;
        this.setAside = setAside;
    }

    /** Looks for signs that the mark is stale, before anything is read. */
    void begin(List<FileName> files, FirstRecords firstRecords) {
        DurableMark current = mark;
        if (current == null) {
            return;
        }
        for (FileName file : files) {
            if (file.zxid() > current.fileZxid() && firstRecords.namesItself(file)) {
                stale(file.text() + " has been written by another server after " + current.fileName());
                return;
            }
        }
        FileName marked = find(files, current.fileZxid());
        if (marked != null) {
            long first = firstRecords.checksum(marked);
            if (current.firstChecksum() != DurableMark.NO_RECORD
                    && first != DurableMark.NO_RECORD
                    && first != current.firstChecksum()) {
                stale(marked.text() + " has been replaced: it begins with another record");
            }
        } else if (current.offset() > LogFormat.HEADER_BYTES) {
            fileIsMissing = current.zxid() >= fromZxid;
            if (!fileIsMissing) {
                stale(current.fileName() + " is gone, and a snapshot holds what was in it");
            }
        }
    }

    /** A file's first record has been read, and this was the last zxid before it. */
    void firstRecord(FileName file, long historyZxid) {
        if (mark != null
                && mark.fileZxid() == file.zxid()
                && mark.precedingZxid() >= fromZxid
                && mark.precedingZxid() != historyZxid) {
            throw damaged(file.text() + " follows record " + LogFormat.hex(mark.precedingZxid())
                    + ", but the logs before it end with " + LogFormat.hex(historyZxid));
        }
    }

    /** A file that holds nothing at all is about to be removed. */
    void removing(FileName file) {
        if (mark != null && mark.fileZxid() == file.zxid() && mark.offset() > LogFormat.HEADER_BYTES) {
            throw damaged(file.text() + " holds nothing, but records up to " + LogFormat.hex(mark.zxid())
                    + " were durable in it up to offset " + mark.offset());
        }
    }

    /** Reading a file has stopped. */
    void stopped(FileName file, LogFileReader reader, boolean newest) {
        DurableMark current = mark;
        if (current == null) {
            return;
        }
        boolean cut = inEnsemble && reader.stop() == LogFileReader.Stop.END;
        if (current.fileZxid() == file.zxid() && reader.offset() < current.offset()) {
            if (!cut) {
                throw damaged(file.text() + " cannot be read beyond offset " + reader.offset() + ", but records up to "
                        + LogFormat.hex(current.zxid()) + " were durable in it up to offset " + current.offset());
            }
            stale(file.text() + " has been cut behind a record by another server");
        } else if (newest && fileIsMissing && cut) {
            stale(current.fileName() + " is gone, and " + file.text()
                    + " has been cut behind a record by another server");
        }
    }

    /** All has been read. */
    void finish(long historyZxid) {
        if (mark != null && (fileIsMissing || historyZxid < mark.zxid())) {
            throw damaged((fileIsMissing ? mark.fileName() + " is missing: " : "") + "records up to "
                    + LogFormat.hex(mark.zxid()) + " were durable, but only those up to " + LogFormat.hex(historyZxid)
                    + " are there");
        }
    }

    /** Whether a file is known to end at an offset, whatever is behind it. */
    boolean isEnd(FileName file, long offset) {
        return mark != null && mark.complete() && mark.fileZxid() == file.zxid() && mark.offset() == offset;
    }

    /** The mark, unless it has turned out to be stale. */
    @Nullable
    DurableMark mark() {
        return mark;
    }

    /** End of what is known to be durable in a file, 0 if nothing is. */
    long durableIn(FileName file) {
        return mark != null && mark.fileZxid() == file.zxid() ? mark.offset() : 0;
    }

    private void stale(String why) {
        mark = null;
        fileIsMissing = false;
        setAside.accept(why);
    }

    private static @Nullable FileName find(List<FileName> files, long zxid) {
        return files.stream().filter(file -> file.zxid() == zxid).findFirst().orElse(null);
    }

    private static StorageException damaged(String what) {
        return new StorageException(
                StorageException.Kind.DAMAGED,
                what + " (" + DurableMarkFile.NAME
                        + " says so). Restore the file, or let this member start with an empty"
                        + " directory and copy from the others; to accept the loss remove " + DurableMarkFile.NAME);
    }
}
