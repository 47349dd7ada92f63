package io.quorate.simulator.fault;

import io.quorate.simulator.world.Dice;
import io.quorate.storage.disk.sim.SimulatedDisk;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Ways in which a file goes bad while nobody looks (faults D10 to D12). */
enum Decay {
    A_BIT {
        @Override
        byte @Nullable [] of(byte[] bytes, byte @Nullable [] older, Dice dice) {
            return changed(bytes, dice.below(bytes.length), 1, 1 << dice.below(Byte.SIZE));
        }
    },
    A_BYTE {
        @Override
        byte @Nullable [] of(byte[] bytes, byte @Nullable [] older, Dice dice) {
            return changed(bytes, dice.below(bytes.length), 1, dice.between(1, BYTE_MASK));
        }
    },
    A_SECTOR {
        @Override
        byte @Nullable [] of(byte[] bytes, byte @Nullable [] older, Dice dice) {
            return changed(bytes, SECTOR * dice.below(sectors(bytes)), SECTOR, dice.between(1, BYTE_MASK));
        }
    },
    A_BLOCK {
        @Override
        byte @Nullable [] of(byte[] bytes, byte @Nullable [] older, Dice dice) {
            return changed(bytes, BLOCK * dice.below(Math.ceilDiv(bytes.length, BLOCK)), BLOCK, 1);
        }
    },
    ZEROED_SECTOR {
        @Override
        byte @Nullable [] of(byte[] bytes, byte @Nullable [] older, Dice dice) {
            byte[] copy = bytes.clone();
            int at = SECTOR * dice.below(sectors(bytes));
            Arrays.fill(copy, at, Math.min(at + SECTOR, copy.length), (byte) 0);
            return copy;
        }
    },
    MISDIRECTED_SECTOR {
        @Override
        byte @Nullable [] of(byte[] bytes, byte @Nullable [] older, Dice dice) {
            byte[] copy = bytes.clone();
            int from = SECTOR * dice.below(sectors(bytes));
            int to = SECTOR * dice.below(sectors(bytes));
            System.arraycopy(bytes, from, copy, to, Math.min(SECTOR, bytes.length - Math.max(from, to)));
            return copy;
        }
    },
    EMPTY {
        @Override
        byte @Nullable [] of(byte[] bytes, byte @Nullable [] older, Dice dice) {
            return new byte[0];
        }
    },
    MISSING {
        @Override
        byte @Nullable [] of(byte[] bytes, byte @Nullable [] older, Dice dice) {
            return null;
        }
    },
    CUT_SHORT {
        @Override
        byte @Nullable [] of(byte[] bytes, byte @Nullable [] older, Dice dice) {
            return Arrays.copyOf(bytes, dice.below(bytes.length));
        }
    },
    OLDER_VERSION {
        @Override
        byte @Nullable [] of(byte[] bytes, byte @Nullable [] older, Dice dice) {
            return older == null ? bytes : older;
        }
    };

    private static final int SECTOR = 512;
    private static final int BLOCK = 4096;
    private static final int BYTE_MASK = 0xff;

    /**
     * What becomes of a file.
     *
     * @param bytes what is in it, at least one
     * @param older what was in it some time ago, if that is known
     * @return what is in it then, or null if it is gone
     */
    abstract byte @Nullable [] of(byte[] bytes, byte @Nullable [] older, Dice dice);

    /** Does it to a file of a disk. */
    void to(SimulatedDisk disk, Path file, Map<Path, byte[]> olderFiles, Dice dice) {
        byte[] bytes = disk.bytes(file);
        if (bytes.length == 0) {
            return;
        }
        byte[] decayed = of(bytes, olderFiles.get(file), dice);
        disk.remove(file);
        if (decayed != null) {
            disk.put(file, decayed);
        }
    }

    private static byte[] changed(byte[] bytes, int at, int count, int mask) {
        byte[] copy = bytes.clone();
        for (int i = at; i < Math.min(at + count, copy.length); i++) {
            copy[i] ^= (byte) mask;
        }
        return copy;
    }

    private static int sectors(byte[] bytes) {
        return Math.ceilDiv(bytes.length, SECTOR);
    }
}
