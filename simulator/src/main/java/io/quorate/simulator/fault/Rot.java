package io.quorate.simulator.fault;

import io.quorate.replica.driver.RecoveryException;
import io.quorate.simulator.checker.Entry;
import io.quorate.simulator.checker.History;
import io.quorate.simulator.checker.TreeImage;
import io.quorate.simulator.member.Member;
import io.quorate.simulator.world.Dice;
import io.quorate.simulator.world.Mark;
import io.quorate.simulator.world.World;
import io.quorate.storage.disk.StorageException;
import io.quorate.storage.disk.sim.SimulatedDisk;
import io.quorate.storage.disk.sim.Survival;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What rests on a disk goes bad while the member is down. Starts are tried on copies: first a sound one, after which
 * all that it shows is known to be durable, then copies of that with one file damaged each, so that the run itself goes
 * on unharmed and many damages can be tried. One damage can also be left for good, where the budget allows it: not in
 * the newest log, for what is above the durable mark there cannot be told from a torn tail after a power cut, nor in
 * the epoch files, whose format has nothing by which damage could be seen.
 */
final class Rot {
    private static final int LOG_HEADER_BYTES = 16;

    private final World world;
    private final Member member;
    private final History history;
    private final Dice dice;
    private final TreeMap<Path, byte[]> older = new TreeMap<>();

    Rot(World world, Member member, History history, Dice dice) {
        this.world = world;
        this.member = member;
        this.history = history;
        this.dice = dice;
    }

    /** Tries so many damages. */
    void tryOut(int trials) {
        SimulatedDisk sound = copyOf(member.disk());
        boolean tidily = dice.coin();
        TreeImage whole;
        try {
            whole = member.rehearse(sound, tidily);
        } catch (StorageException | RecoveryException refused) {
            world.note(member.id(), Mark.TRIAL, -1, 0, () -> "without damage: " + refused.getMessage());
            return;
        }
        if (tidily) {
            sound.killProcess();
        } else {
            sound.powerCut(Survival.NOTHING);
        }
        for (int i = 0; i < trials; i++) {
            tryOne(copyOf(sound), whole);
        }
        older.clear();
        sound.files().forEach(file -> older.put(file, sound.bytes(file)));
    }

    private void tryOne(SimulatedDisk copy, TreeImage whole) {
        List<Path> files = copy.files();
        Path file = files.get(dice.below(files.size()));
        Decay decay = dice.oneOf(Decay.values());
        String damage = decay + " of " + file;
        decay.to(copy, file, older, dice);
        @Nullable String refusal = null;
        @Nullable String difference = null;
        long zxid = -1;
        try {
            TreeImage image = member.rehearse(copy, false);
            zxid = image.zxid();
            difference = zxid == whole.zxid() ? image.differenceFrom(whole) : null;
        } catch (StorageException | RecoveryException refused) {
            refusal = String.valueOf(refused.getMessage());
        }
        String why = refusal;
        world.note(member.id(), Mark.TRIAL, zxid, whole.zxid(), () -> damage + (why == null ? "" : ": " + why));
        history.add(new Entry.Rehearsed(world.now(), member.id(), damage, refusal, zxid, difference));
    }

    /** Damages one file that is not the newest log, for good. */
    void damageForGood() {
        List<Path> files = new ArrayList<>(member.disk().files());
        files.removeIf(file -> name(file).endsWith("Epoch"));
        files.stream()
                .filter(file -> name(file).startsWith("log.") && holdsSomething(file))
                .max(Comparator.comparingLong(Rot::zxid))
                .ifPresent(files::remove);
        if (files.isEmpty()) {
            return;
        }
        Path file = files.get(dice.below(files.size()));
        int length = member.disk().bytes(file).length;
        if (length > 0) {
            int offset = dice.below(length);
            member.disk().damage(file, offset, 1 << dice.below(Byte.SIZE));
            String damage = "a bit of byte " + offset + " of " + file;
            world.note(member.id(), Mark.FAULT, offset, 0, () -> damage);
            history.add(new Entry.Damaged(world.now(), member.id(), damage));
        }
    }

    /** A log that was begun and never got a record is not the newest one that matters. */
    private boolean holdsSomething(Path log) {
        byte[] bytes = member.disk().bytes(log);
        for (int i = LOG_HEADER_BYTES; i < bytes.length; i++) {
            if (bytes[i] != 0) {
                return true;
            }
        }
        return false;
    }

    /** Leaves a file that is none of the member's. */
    void leaveStray() {
        List<Path> files = member.disk().files();
        if (!files.isEmpty()) {
            Path known = files.get(dice.below(files.size()));
            Path stray = known.resolveSibling(strayBeside(name(known)));
            if (!member.disk().exists(stray)) {
                byte[] bytes = member.disk().bytes(known);
                member.disk().put(stray, dice.coin() ? new byte[0] : bytes);
                world.note(member.id(), Mark.FAULT, bytes.length, 0, () -> "a stray file " + stray);
            }
        }
    }

    /** Logs among snapshots, or the other way round, are refused on purpose. */
    private String strayBeside(String known) {
        if (known.startsWith("log.")) {
            return dice.oneOf("log.tmp", "log.xyz", "core");
        }
        return known.startsWith("snapshot.") ? dice.oneOf("snapshot.tmp", "snapshot.", "notes.txt") : "core";
    }

    private SimulatedDisk copyOf(SimulatedDisk disk) {
        return disk.copy(Dice.of(dice.nextLong(), "copy"));
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }

    private static long zxid(Path log) {
        try {
            return Long.parseUnsignedLong(name(log).substring("log.".length()), 16);
        } catch (NumberFormatException _) {
            return -1;
        }
    }
}
