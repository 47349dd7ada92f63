package io.quorate.storage;

import io.quorate.storage.disk.sim.Personality;
import io.quorate.storage.disk.sim.SimulatedDisk;
import io.quorate.storage.log.TxnLog;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** A data directory on a simulated disk into which tests put files, and what a storage opened there makes of them. */
public final class Site {
    private static final Path ROOT = Path.of("/data");
    private static final Path VERSION = ROOT.resolve("version-2");

    private final SimulatedDisk disk = new SimulatedDisk(Personality.WEAK, new SplittableRandom(1));
    private final StorageConfig config;
    private final Heard heard = new Heard();

    private Site(StorageConfig config) throws IOException {
        this.config = config;
        disk.createDirectory(ROOT);
        disk.createDirectory(VERSION);
        disk.syncDirectory(Path.of("/"));
        disk.syncDirectory(ROOT);
    }

    /** A site without files. */
    public static Site empty() throws IOException {
        return new Site(Member.config("/data", "/data", 4096));
    }

    /** A site without files, with a configuration of its own for {@code /data}. */
    public static Site with(StorageConfig config) throws IOException {
        return new Site(config);
    }

    /** Puts a file into {@code version-2}. */
    public Site put(String name, byte[] bytes) {
        disk.put(VERSION.resolve(name), bytes);
        return this;
    }

    /** Puts a plain snapshot there that only looks whole. */
    public Site putSnapshot(long zxid) {
        return put("snapshot." + Long.toHexString(zxid), new byte[] {'Z', 'K', 'S', 'N', 0, 0, 0, 0, 1, '/'});
    }

    public SimulatedDisk disk() {
        return disk;
    }

    public Heard heard() {
        return heard;
    }

    public Path path(String name) {
        return VERSION.resolve(name);
    }

    /** Names in {@code version-2}, those of the lock left out. */
    public List<String> names() throws IOException {
        return disk.list(VERSION).stream()
                .filter(name -> !name.equals("quorate.lock"))
                .toList();
    }

    public Storage open() {
        return Storage.open(config, disk, heard, () -> disk.faults().operations());
    }

    /** Opens, reads the zxids of the log from one on, and closes. */
    public List<Long> replay(long fromZxid) {
        List<Long> zxids = new ArrayList<>();
        try (Storage storage = open()) {
            storage.replay(fromZxid, (zxid, _, _, _) -> zxids.add(zxid));
        }
        return zxids;
    }

    /** A whole life: reads from 1, appends records of 100 bytes in one batch up to {@code lastZxid}, stops cleanly. */
    public Site liveUpTo(long lastZxid) {
        try (Storage storage = open()) {
            append(storage, storage.replay(1, (_, _, _, _) -> {}), lastZxid);
        }
        return this;
    }

    /** The same, after a snapshot has led to another zxid than the log's last. */
    public Site liveFrom(long snapshotZxid, long lastZxid) {
        try (Storage storage = open()) {
            storage.replay(1, (_, _, _, _) -> {});
            append(storage, snapshotZxid, lastZxid);
        }
        return this;
    }

    private static void append(Storage storage, long after, long lastZxid) {
        try (TxnLog log = storage.startLog(after)) {
            for (long zxid = after + 1; zxid <= lastZxid; zxid++) {
                byte[] payload = Payloads.of(zxid);
                log.append(zxid, payload, 0, payload.length);
            }
            log.sync();
        }
    }
}
