package io.quorate.server.engine;

import io.quorate.storage.Storage;
import io.quorate.storage.epoch.EpochFiles;
import io.quorate.zab.Recovered;
import io.quorate.zab.Zxid;
import java.util.List;

/** What the disk of a member of an ensemble remembers, in the words of the agreement (quorum protocol 3). */
public final class Recollection {
    private Recollection() {}

    /**
     * Reads it, once the log has been replayed and before it is begun anew. The epoch files are brought in line with
     * the history (3.2, 3.3) where the data can be believed; where it cannot, no epoch is claimed, so that the next one
     * is saved whichever it is, and with it that the member is trusted again.
     *
     * @param lastZxid where history ends
     * @param trusted what {@link Storage#isTrusted} has said before anything else was read
     * @param snapshotSizeFactor what sending a piece of the log may cost at most, as a part of the newest snapshot
     * @throws io.quorate.storage.disk.StorageException if the epochs contradict each other or the history
     */
    public static Recovered of(Storage storage, long lastZxid, boolean trusted, double snapshotSizeFactor) {
        EpochFiles epochs = storage.epochs();
        if (trusted) {
            epochs.reconcile(Zxid.epoch(lastZxid));
        }
        List<Recovered.LogExtent> log = storage.extents(snapshotSizeFactor).stream()
                .map(extent -> new Recovered.LogExtent(extent.first(), extent.last()))
                .toList();
        return new Recovered(
                epochs.accepted().orElse(0),
                trusted ? epochs.current().orElse(0) : 0,
                lastZxid,
                log,
                storage.logReaches(snapshotSizeFactor),
                trusted);
    }
}
