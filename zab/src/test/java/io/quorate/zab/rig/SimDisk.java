package io.quorate.zab.rig;

import io.quorate.zab.Proposal;
import io.quorate.zab.Recovered;
import io.quorate.zab.Recovered.LogExtent;
import io.quorate.zab.Zxid;
import java.util.ArrayList;
import java.util.List;

/** What one member has on its disk for certain: two epochs, a snapshot, and a log that goes on from it. */
final class SimDisk {
    private long acceptedEpoch;
    private long currentEpoch;
    private List<Proposal> snapshot = new ArrayList<>();
    private long snapshotZxid;
    private List<Proposal> log = new ArrayList<>();
    private boolean trusted = true;
    private final List<Proposal> lost = new ArrayList<>();

    void saveAccepted(long epoch) {
        acceptedEpoch = epoch;
    }

    /** Whatever it has now belongs to a whole epoch. */
    void saveCurrent(long epoch) {
        currentEpoch = epoch;
        trusted = true;
    }

    void append(Proposal proposal) {
        log.add(proposal);
    }

    boolean canTruncate(long zxid) {
        return zxid == snapshotZxid || log.stream().anyMatch(each -> each.zxid() == zxid);
    }

    void truncate(long zxid) {
        log.removeIf(each -> each.zxid() > zxid);
    }

    void install(List<Proposal> state, long zxid) {
        snapshot = new ArrayList<>(state);
        snapshotZxid = zxid;
        log = new ArrayList<>();
    }

    /** A snapshot of everything up to {@code zxid}; the log before it is purged. */
    void compact(long zxid) {
        while (!log.isEmpty() && log.getFirst().zxid() <= zxid) {
            snapshot.add(log.removeFirst());
            snapshotZxid = snapshot.getLast().zxid();
        }
    }

    /** The directory is deleted; whoever starts on it knows that its data may be missing. */
    void wipe(boolean honest) {
        lost.addAll(history());
        acceptedEpoch = 0;
        currentEpoch = 0;
        install(List.of(), 0);
        trusted = !honest;
    }

    /** Everything, from the first txn ever. */
    List<Proposal> history() {
        List<Proposal> all = new ArrayList<>(snapshot);
        all.addAll(log);
        return all;
    }

    /** Whether it holds it, or did until chance, not the member, destroyed it. */
    boolean held(Proposal proposal) {
        return holds(proposal) || lost.contains(proposal);
    }

    private boolean holds(Proposal proposal) {
        return log.contains(proposal) || snapshot.contains(proposal);
    }

    long lastZxid() {
        return log.isEmpty() ? snapshotZxid : log.getLast().zxid();
    }

    long snapshotZxid() {
        return snapshotZxid;
    }

    long acceptedEpoch() {
        return acceptedEpoch;
    }

    long currentEpoch() {
        return currentEpoch;
    }

    boolean isTrusted() {
        return trusted;
    }

    Recovered recover() {
        List<LogExtent> runs = new ArrayList<>();
        for (Proposal each : log) {
            boolean goesOn = !runs.isEmpty() && Zxid.epoch(runs.getLast().last()) == Zxid.epoch(each.zxid());
            long first = goesOn ? runs.removeLast().first() : each.zxid();
            runs.add(new LogExtent(first, each.zxid()));
        }
        return new Recovered(acceptedEpoch, currentEpoch, lastZxid(), runs, snapshotZxid, trusted);
    }
}
