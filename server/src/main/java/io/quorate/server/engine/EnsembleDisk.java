package io.quorate.server.engine;

import io.quorate.replica.Input;
import io.quorate.replica.driver.Restoration;
import io.quorate.storage.Storage;
import io.quorate.zab.Input.AcceptedEpochSaved;
import io.quorate.zab.Input.CurrentEpochSaved;
import io.quorate.zab.Input.SnapshotDropped;

/** Carries out orders on the disk; each is durable when its answer is given. Log thread. */
record EnsembleDisk(Storage storage, Restoration restoration, MemberStore received) {

    Input carryOut(DiskOrder order) {
        return switch (order) {
            case DiskOrder.SaveAccepted(long epoch) -> {
                storage.epochs().saveAccepted(epoch);
                yield new Input.ForZab(new AcceptedEpochSaved(epoch));
            }
            case DiskOrder.SaveCurrent(long epoch) -> {
                storage.epochs().saveCurrent(epoch);
                storage.trust();
                yield new Input.ForZab(new CurrentEpochSaved(epoch));
            }
            case DiskOrder.Truncate(long zxid) -> restoration.truncate(zxid);
            case DiskOrder.Install(long zxid) -> restoration.install(received.take(zxid));
            case DiskOrder.Drop(Runnable removal) -> {
                removal.run();
                yield new Input.ForZab(new SnapshotDropped());
            }
        };
    }
}
