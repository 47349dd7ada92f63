package io.quorate.storage;

import io.quorate.storage.disk.Disk;
import io.quorate.storage.disk.FileName;
import io.quorate.storage.disk.StorageListener;
import io.quorate.storage.epoch.EpochFiles;
import io.quorate.storage.log.LogDirectory;
import io.quorate.storage.snapshot.SnapshotStore;
import java.util.ArrayList;
import java.util.List;

/** Carries out {@link Replacement}s, and completes the one that a crash has cut short. Owned by one thread. */
final class Replacing {
    private final Disk disk;
    private final Directories directories;
    private final SnapshotStore snapshots;
    private final LogDirectory logs;
    private final EpochFiles epochs;
    private final StorageListener listener;

    Replacing(
            Disk disk,
            Directories directories,
            SnapshotStore snapshots,
            LogDirectory logs,
            EpochFiles epochs,
            StorageListener listener) {
        this.disk = disk;
        this.directories = directories;
        this.snapshots = snapshots;
        this.logs = logs;
        this.epochs = epochs;
        this.listener = listener;
    }

    /** History ends with {@code zxid} from now on. */
    void cut(long zxid, long base) {
        replace(new Replacement(zxid, promised(), "", "", snapshots.namesAfter(zxid), logs.cutAfter(zxid, base)));
    }

    /** A snapshot that was kept aside is all of history from now on. */
    void install(long zxid, String aside) {
        String installed = String.valueOf(snapshots.file(zxid).getFileName());
        List<String> others = new ArrayList<>(snapshots.namesAfter(-1));
        others.remove(installed);
        replace(new Replacement(zxid, promised(), aside, installed, others, logs.cutAll()));
    }

    /** At start, before anything is read. */
    void complete() {
        Replacement decided = Replacement.load(disk, directories.snapshots());
        if (decided == null) {
            return;
        }
        Replacement whole = decided.alsoDeleting(returned(decided));
        if (isCurrent(whole)) {
            listener.noted("the replacement of history that the last process had decided is completed");
            // Once more: the sync may have failed that was to make the decision durable.
            replace(whole);
        } else {
            listener.warned(directories.snapshots().resolve(Replacement.NAME)
                    + " is left over from a replacement of history that was not completed, and another server has"
                    + " written here since: what is there now counts, the file is deleted");
            Replacement.forget(disk, directories.snapshots());
        }
    }

    private void replace(Replacement replacement) {
        replacement.decide(disk, directories.snapshots());
        carryOut(replacement);
    }

    private void carryOut(Replacement replacement) {
        if (replacement.installs()) {
            snapshots.install(replacement.aside(), replacement.installed());
        }
        snapshots.delete(replacement.snapshots());
        logs.carryOut(replacement.logs(), replacement.zxid());
        Replacement.forget(disk, directories.snapshots());
        listener.noted("history now ends with 0x" + Long.toHexString(replacement.zxid())
                + (replacement.installs() ? ", in a snapshot that was received" : ", where it was cut off"));
    }

    /**
     * Whoever has run here in the meantime has promised to follow a later leader, or begun another log, or written a
     * snapshot.
     */
    private boolean isCurrent(Replacement decided) {
        return promised() == decided.promised()
                && unknown(decided).isEmpty()
                && logs.isAllKnown(decided.logs(), kept(decided))
                && isThere(decided);
    }

    /** Snapshots that the decision knew nothing of, newest first. */
    private List<String> unknown(Replacement decided) {
        List<String> names = new ArrayList<>(snapshots.namesAfter(kept(decided)));
        names.removeAll(decided.snapshots());
        names.remove(decided.installed());
        return names;
    }

    private static long kept(Replacement decided) {
        return decided.installs() ? -1 : decided.zxid();
    }

    /**
     * Of these, the ones that are older than one that the decision knew: they had been purged before, and where the
     * sync of that had failed a power cut brings them back (faults D6). Who runs here later writes newer ones.
     */
    private List<String> returned(Replacement decided) {
        long newest =
                decided.snapshots().stream().mapToLong(Replacing::zxidOf).max().orElse(-1);
        return unknown(decided).stream().filter(name -> zxidOf(name) < newest).toList();
    }

    private static long zxidOf(String snapshot) {
        FileName name = FileName.parse(SnapshotStore.NAME, snapshot);
        return name == null ? -1 : name.zxid();
    }

    /** Either name will do: it may have been given its second one already. */
    private boolean isThere(Replacement decided) {
        return !decided.installs()
                || disk.exists(directories.snapshots().resolve(decided.aside()))
                || disk.exists(directories.snapshots().resolve(decided.installed()));
    }

    private long promised() {
        return epochs.accepted().orElse(-1);
    }
}
