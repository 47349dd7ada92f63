package io.quorate.storage.disk.sim;

import io.quorate.storage.disk.Disk;
import io.quorate.storage.disk.DiskFile;
import io.quorate.storage.disk.DiskLock;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A disk in memory. It keeps apart what the process sees and what a power cut would leave, and does the damage it is
 * told to do (faults 3.3). The same dice and the same calls give the same disk. The only directory at first is
 * {@code /}. Owned by one thread.
 */
public final class SimulatedDisk implements Disk {
    private final Personality personality;
    private final RandomGenerator dice;
    private final Faults faults = new Faults();
    private final Names names;
    private final TreeSet<Path> locked = new TreeSet<>();
    private boolean leavesStaleSectors;
    /** Grows when the process dies; files and locks opened before belong to the dead. */
    private int life;

    private boolean dead;

    /** An empty disk. */
    public SimulatedDisk(Personality personality, RandomGenerator dice) {
        this.personality = personality;
        this.dice = dice;
        this.names = new Names(Path.of("/"));
    }

    /** What it promises. */
    public Personality personality() {
        return personality;
    }

    /** The faults to come. */
    public Faults faults() {
        return faults;
    }

    /** Whether sectors that a file covers but were never written may hold what older files left there (faults D5). */
    public void leaveStaleSectors(boolean leave) {
        leavesStaleSectors = leave;
    }

    /**
     * The power fails and comes back: what was not synced survives as told, the process is gone, the faults are over.
     */
    public void powerCut(Survival survival) {
        names.powerCut(survival, personality, dice);
        List<byte[]> stale = new ArrayList<>();
        if (leavesStaleSectors) {
            forEachFile(contents -> contents.collectSectors(stale));
        }
        forEachFile(contents -> contents.powerCut(survival, personality, dice, stale));
        killProcess();
    }

    /** The process dies, the machine goes on: all that was written can be read, and is no more durable than before. */
    public void killProcess() {
        life++;
        dead = false;
        locked.clear();
        faults.reset();
    }

    /** A fault at rest: flips the bits of {@code mask} in a byte of a file (faults D10). */
    public void damage(Path path, long offset, int mask) {
        contentsNow(path).damage(offset, mask);
    }

    /** A disk of its own with the same files, as the process sees them, all durable and without faults. */
    public SimulatedDisk copy(RandomGenerator newDice) {
        SimulatedDisk copy = new SimulatedDisk(personality, newDice);
        names.copyTo(copy.names);
        return copy;
    }

    /** All files, as the process sees them, by path; looking is not counted. */
    public List<Path> files() {
        return names.files();
    }

    /** A whole file, as the process sees it. */
    public byte[] bytes(Path path) {
        Contents contents = contentsNow(path);
        ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(contents.length()));
        contents.read(bytes, 0);
        return bytes.array();
    }

    /** Puts a whole file there, durably and without counting it as an operation; its directory must exist. */
    public void put(Path path, byte[] bytes) {
        Contents contents = new Contents();
        contents.write(ByteBuffer.wrap(bytes), bytes.length, 0, faults.operations());
        contents.sync();
        names.add(path, new Names.Entry(contents));
        names.syncDirectory(parent(path));
    }

    /** Removes a file, durably and without counting it as an operation. */
    public void remove(Path path) {
        Names.Entry entry = names.find(path);
        if (entry != null) {
            names.remove(path, entry);
            names.syncDirectory(parent(path));
        }
    }

    @Override
    public boolean isDirectory(Path path) {
        Names.Entry entry = names.find(path);
        return entry != null && entry.isDirectory();
    }

    @Override
    public boolean exists(Path path) {
        return names.find(path) != null;
    }

    @Override
    public void createDirectory(Path path) throws IOException {
        addName(path, new Names.Entry(null));
    }

    @Override
    public List<String> list(Path directory) throws IOException {
        faults.countRead(directory);
        if (!isDirectory(directory)) {
            throw new NotDirectoryException(directory.toString());
        }
        return names.in(directory).stream()
                .map(path -> String.valueOf(path.getFileName()))
                .toList();
    }

    @Override
    public DiskFile create(Path path) throws IOException {
        Contents contents = new Contents();
        addName(path, new Names.Entry(contents));
        return new OpenFile(path, contents, life, true);
    }

    @Override
    public DiskFile openForReading(Path path) throws IOException {
        faults.countRead(path);
        return new OpenFile(path, contents(path), life, false);
    }

    @Override
    public DiskFile openForWriting(Path path) throws IOException {
        faults.countRead(path);
        return new OpenFile(path, contents(path), life, true);
    }

    @Override
    public long length(Path path) throws IOException {
        return contents(path).length();
    }

    /** There is no clock here: the number of the operation that wrote last. */
    @Override
    public long modifiedMs(Path path) throws IOException {
        return contents(path).modified();
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        Names.Entry entry = entry(from);
        boolean dies = count(from);
        names.rename(from, to, entry);
        dieIf(dies);
    }

    @Override
    public void delete(Path path) throws IOException {
        Names.Entry entry = entry(path);
        boolean dies = count(path);
        names.remove(path, entry);
        dieIf(dies);
    }

    @Override
    public void syncDirectory(Path directory) throws IOException {
        boolean dies;
        try {
            dies = count(directory);
        } catch (IOException failure) {
            names.forgetPending(directory);
            throw failure;
        }
        dieIf(dies);
        if (faults.syncsLie()) {
            return;
        }
        if (personality == Personality.ORDERED) {
            names.syncAll();
        } else {
            names.syncDirectory(directory);
        }
    }

    @Override
    public @Nullable DiskLock tryLock(Path path) throws IOException {
        if (!exists(path)) {
            addName(path, new Names.Entry(new Contents()));
        }
        if (!locked.add(path)) {
            return null;
        }
        int taken = life;
        return () -> {
            if (taken == life) {
                locked.remove(path);
            }
        };
    }

    @Override
    public boolean isWritable(Path directory) {
        return isDirectory(directory);
    }

    @Override
    public String ownership(Path path) {
        return "owned by the simulation, so are we";
    }

    private void addName(Path path, Names.Entry entry) throws IOException {
        if (!isDirectory(parent(path))) {
            throw new NoSuchFileException(path.toString());
        }
        if (exists(path)) {
            throw new FileAlreadyExistsException(path.toString());
        }
        boolean dies = count(path);
        names.add(path, entry);
        dieIf(dies);
    }

    private boolean count(Path path) throws IOException {
        if (dead) {
            throw new CrashedException("the process is dead, yet it works on " + path);
        }
        return faults.countOperation(path);
    }

    private void dieIf(boolean dies) {
        if (dies) {
            dead = true;
            throw new CrashedException("the process died at operation " + faults.operations());
        }
    }

    private Names.Entry entry(Path path) throws IOException {
        Names.Entry entry = names.find(path);
        if (entry == null) {
            throw new NoSuchFileException(path.toString());
        }
        return entry;
    }

    private Contents contents(Path path) throws IOException {
        Contents contents = entry(path).contents();
        if (contents == null) {
            throw Faults.failure(path, "Is a directory");
        }
        return contents;
    }

    private Contents contentsNow(Path path) {
        Names.Entry entry = names.find(path);
        if (entry == null || entry.contents() == null) {
            throw new IllegalArgumentException("there is no file " + path);
        }
        return entry.contents();
    }

    private void forEachFile(Consumer<Contents> action) {
        for (Names.Entry entry : names.all()) {
            if (entry.contents() != null) {
                action.accept(entry.contents());
            }
        }
    }

    private long allocatedBytes() {
        long[] total = {0};
        forEachFile(contents -> total[0] += contents.allocatedBytes());
        return total[0];
    }

    private static Path parent(Path path) {
        Path parent = path.getParent();
        if (parent == null) {
            throw new IllegalArgumentException(path + " is not within a directory");
        }
        return parent;
    }

    /** A file as a process has it open; of no use once that process is dead. */
    private final class OpenFile implements DiskFile {
        private final Path path;
        private final Contents contents;
        private final int openedIn;
        private final boolean writable;
        private boolean open = true;

        OpenFile(Path path, Contents contents, int openedIn, boolean writable) {
            this.path = path;
            this.contents = contents;
            this.openedIn = openedIn;
            this.writable = writable;
        }

        @Override
        public int read(ByteBuffer target, long offset) throws IOException {
            check(false);
            faults.countRead(path);
            return contents.read(target, offset);
        }

        @Override
        public int write(ByteBuffer source, long offset) throws IOException {
            check(true);
            boolean dies = count(path);
            int taken = faults.taken(source.remaining());
            if (faults.isCapacityLimited()
                    && allocatedBytes() + contents.newlyAllocated(offset, taken) > faults.capacity()) {
                throw Faults.failure(path, "No space left on device");
            }
            contents.write(source, taken, offset, faults.operations());
            dieIf(dies);
            return taken;
        }

        @Override
        public long length() throws IOException {
            check(false);
            return contents.length();
        }

        @Override
        public void truncate(long length) throws IOException {
            check(true);
            boolean dies = count(path);
            contents.truncate(length, faults.operations());
            dieIf(dies);
        }

        @Override
        public void sync() throws IOException {
            check(true);
            boolean dies;
            try {
                dies = count(path);
            } catch (IOException failure) {
                contents.forgetPending();
                throw failure;
            }
            dieIf(dies);
            if (faults.syncsLie()) {
                return;
            }
            contents.sync();
            if (personality == Personality.ORDERED) {
                names.syncAll();
            }
        }

        @Override
        public void close() {
            open = false;
        }

        private void check(boolean writes) throws IOException {
            if (dead || openedIn != life) {
                throw new CrashedException("the process that opened " + path + " is dead");
            }
            if (!open || (writes && !writable)) {
                throw Faults.failure(path, "Bad file descriptor");
            }
        }
    }
}
