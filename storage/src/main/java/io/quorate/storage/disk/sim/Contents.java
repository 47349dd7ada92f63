package io.quorate.storage.disk.sim;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * What is in one file, twice: as the process sees it, and as it would be after a power cut; between them the sector
 * images nobody has synced. Absent sectors are zeros. An image never changes, so that all may share it.
 */
final class Contents {
    static final int SECTOR = 512;

    private static final byte[] ZEROS = new byte[SECTOR];

    private NavigableMap<Long, byte[]> cached = new TreeMap<>();
    private long cachedLength;
    private NavigableMap<Long, byte[]> durable = new TreeMap<>();
    private long durableLength;
    private final List<Pending> pending = new ArrayList<>();
    private long modified;

    /** What happened to the file since the last sync; {@code length} is the file's after it. */
    private sealed interface Pending {
        /** A write: the images of the sectors it touched. */
        record Written(long firstSector, List<byte[]> images, long length) implements Pending {}

        record Truncated(long length) implements Pending {}
    }

    /** The same as the process sees it, all of it durable. */
    Contents asSeen() {
        Contents copy = new Contents();
        copy.cached = copy(cached);
        copy.cachedLength = cachedLength;
        copy.durable = copy(cached);
        copy.durableLength = cachedLength;
        copy.modified = modified;
        return copy;
    }

    long length() {
        return cachedLength;
    }

    long modified() {
        return modified;
    }

    long allocatedBytes() {
        return (long) cached.size() * SECTOR;
    }

    /** Sectors a write would newly take, in bytes. */
    long newlyAllocated(long offset, int length) {
        long bytes = 0;
        for (long sector = offset / SECTOR; sector * SECTOR < offset + length; sector++) {
            bytes += cached.containsKey(sector) ? 0 : SECTOR;
        }
        return bytes;
    }

    int read(ByteBuffer target, long offset) {
        if (offset >= cachedLength) {
            return -1;
        }
        int wanted = (int) Math.min(target.remaining(), cachedLength - offset);
        int done = 0;
        while (done < wanted) {
            long at = offset + done;
            int from = (int) (at % SECTOR);
            int count = Math.min(wanted - done, SECTOR - from);
            byte[] sector = cached.get(at / SECTOR);
            target.put(sector == null ? ZEROS : sector, from, count);
            done += count;
        }
        return done;
    }

    void write(ByteBuffer source, int count, long offset, long now) {
        long first = offset / SECTOR;
        List<byte[]> images = new ArrayList<>();
        int done = 0;
        while (done < count) {
            long at = offset + done;
            int from = (int) (at % SECTOR);
            int piece = Math.min(count - done, SECTOR - from);
            byte[] image = piece == SECTOR
                    ? new byte[SECTOR]
                    : cached.getOrDefault(at / SECTOR, ZEROS).clone();
            source.get(image, from, piece);
            byte[] shared = piece == SECTOR && Arrays.equals(image, ZEROS) ? ZEROS : image;
            cached.put(at / SECTOR, shared);
            images.add(shared);
            done += piece;
        }
        cachedLength = Math.max(cachedLength, offset + count);
        modified = now;
        pending.add(new Pending.Written(first, images, cachedLength));
    }

    void truncate(long length, long now) {
        if (length < cachedLength) {
            cachedLength = length;
            cut(cached, length);
            modified = now;
            pending.add(new Pending.Truncated(length));
        }
    }

    void sync() {
        for (Pending change : pending) {
            switch (change) {
                case Pending.Written written -> {
                    for (int i = 0; i < written.images().size(); i++) {
                        durable.put(written.firstSector() + i, written.images().get(i));
                    }
                    durableLength = Math.max(durableLength, written.length());
                }
                case Pending.Truncated truncated -> {
                    durableLength = truncated.length();
                    cut(durable, durableLength);
                }
            }
        }
        pending.clear();
    }

    /** A sync has failed: what was waiting counts as clean, stays readable, and never gets to the disk (D6). */
    void forgetPending() {
        pending.clear();
    }

    /** Keeps of the pending changes what the dice say, then forgets the cache. */
    void powerCut(Survival survival, Personality personality, RandomGenerator dice, List<byte[]> stale) {
        switch (survival) {
            case NOTHING -> {}
            case EVERYTHING -> sync();
            case SOME -> surviveSome(personality, dice, stale);
        }
        pending.clear();
        cached = copy(durable);
        cachedLength = durableLength;
    }

    /** A fault at rest: changes a byte on disk and in the cache. */
    void damage(long offset, int mask) {
        for (NavigableMap<Long, byte[]> sectors : List.of(cached, durable)) {
            byte[] image = sectors.computeIfAbsent(offset / SECTOR, _ -> new byte[SECTOR])
                    .clone();
            image[(int) (offset % SECTOR)] ^= (byte) mask;
            sectors.put(offset / SECTOR, image);
        }
    }

    void collectSectors(List<byte[]> into) {
        into.addAll(durable.values());
    }

    private void surviveSome(Personality personality, RandomGenerator dice, List<byte[]> stale) {
        for (Pending change : pending) {
            switch (change) {
                case Pending.Written written
                when personality == Personality.STRICT -> {
                    if (dice.nextBoolean()) {
                        surviveSectors(written, Long.MAX_VALUE);
                        durableLength = Math.max(durableLength, written.length());
                    }
                }
                case Pending.Written written -> {
                    surviveSectors(written, dice.nextLong());
                    if (dice.nextBoolean()) {
                        durableLength = Math.max(durableLength, written.length());
                        fillWithStale(written, dice, stale);
                    }
                }
                case Pending.Truncated truncated -> {
                    if (dice.nextBoolean()) {
                        durableLength = truncated.length();
                        cut(durable, durableLength);
                    }
                }
            }
        }
    }

    /** Bit {@code i mod 63} of {@code chosen} decides about sector {@code i} of the write. */
    private void surviveSectors(Pending.Written written, long chosen) {
        for (int i = 0; i < written.images().size(); i++) {
            if ((chosen >>> (i % 63) & 1) != 0) {
                long sector = written.firstSector() + i;
                durable.put(sector, written.images().get(i));
                durableLength = Math.max(durableLength, Math.min((sector + 1) * SECTOR, written.length()));
            }
        }
    }

    /** Sectors the length covers although they were never written hold what some older file left there (D5). */
    private void fillWithStale(Pending.Written written, RandomGenerator dice, List<byte[]> stale) {
        for (int i = 0; i < written.images().size() && !stale.isEmpty(); i++) {
            durable.putIfAbsent(
                    written.firstSector() + i,
                    stale.get(dice.nextInt(stale.size())).clone());
        }
    }

    private static void cut(NavigableMap<Long, byte[]> sectors, long length) {
        sectors.tailMap(Math.ceilDiv(length, SECTOR), true).clear();
        byte[] last = sectors.get(length / SECTOR);
        if (last != null) {
            byte[] image = last.clone();
            Arrays.fill(image, (int) (length % SECTOR), SECTOR, (byte) 0);
            sectors.put(length / SECTOR, image);
        }
    }

    private static NavigableMap<Long, byte[]> copy(NavigableMap<Long, byte[]> sectors) {
        return new TreeMap<>(sectors);
    }
}
