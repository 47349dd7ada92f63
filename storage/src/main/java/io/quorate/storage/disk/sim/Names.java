package io.quorate.storage.disk.sim;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The names of a simulated disk, as the process sees them and as a power cut would leave them. A directory is a name
 * without contents; one that is lost takes everything beneath it along.
 */
final class Names {
    private final TreeMap<Path, Entry> cached = new TreeMap<>();
    private final TreeMap<Path, Entry> durable = new TreeMap<>();
    private final List<Change> pending = new ArrayList<>();

    /** What a name stands for: a file's contents, or a directory. */
    record Entry(@Nullable Contents contents) {
        boolean isDirectory() {
            return contents == null;
        }
    }

    /** A change of names: {@code removed} goes if it still stands for {@code entry}, {@code added} appears. */
    private record Change(@Nullable Path removed, @Nullable Path added, Entry entry) {
        void applyTo(TreeMap<Path, Entry> names) {
            if (removed != null && entry.equals(names.get(removed))) {
                names.remove(removed);
            }
            if (added != null) {
                names.put(added, entry);
            }
        }

        boolean isIn(Path directory) {
            return (removed != null && directory.equals(removed.getParent()))
                    || (added != null && directory.equals(added.getParent()));
        }
    }

    Names(Path root) {
        Entry directory = new Entry(null);
        cached.put(root, directory);
        durable.put(root, directory);
    }

    @Nullable
    Entry find(Path path) {
        return cached.get(path);
    }

    List<Path> in(Path directory) {
        return cached.keySet().stream()
                .filter(path -> directory.equals(path.getParent()))
                .toList();
    }

    Iterable<Entry> all() {
        return List.copyOf(cached.values());
    }

    /** Gives another all names, durably, with contents of their own. */
    void copyTo(Names other) {
        cached.forEach((path, entry) -> {
            Contents contents = entry.contents();
            Entry copy = new Entry(contents == null ? null : contents.asSeen());
            other.cached.put(path, copy);
            other.durable.put(path, copy);
        });
    }

    /** The files, by path. */
    List<Path> files() {
        return cached.entrySet().stream()
                .filter(name -> !name.getValue().isDirectory())
                .map(Map.Entry::getKey)
                .toList();
    }

    void add(Path path, Entry entry) {
        change(new Change(null, path, entry));
    }

    void remove(Path path, Entry entry) {
        change(new Change(path, null, entry));
    }

    void rename(Path from, Path to, Entry entry) {
        change(new Change(from, to, entry));
    }

    void syncDirectory(Path directory) {
        Iterator<Change> changes = pending.iterator();
        while (changes.hasNext()) {
            Change change = changes.next();
            if (change.isIn(directory)) {
                change.applyTo(durable);
                changes.remove();
            }
        }
    }

    void syncAll() {
        pending.forEach(change -> change.applyTo(durable));
        pending.clear();
    }

    void forgetPending(Path directory) {
        pending.removeIf(change -> change.isIn(directory));
    }

    void powerCut(Survival survival, Personality personality, RandomGenerator dice) {
        int prefix = personality == Personality.ORDERED ? dice.nextInt(pending.size() + 1) : 0;
        for (int i = 0; i < pending.size(); i++) {
            boolean survives = switch (survival) {
                case NOTHING -> false;
                case EVERYTHING -> true;
                case SOME -> personality == Personality.ORDERED ? i < prefix : dice.nextBoolean();
            };
            if (survives) {
                pending.get(i).applyTo(durable);
            }
        }
        pending.clear();
        removeOrphans();
        cached.clear();
        cached.putAll(durable);
    }

    private void change(Change change) {
        change.applyTo(cached);
        pending.add(change);
    }

    private void removeOrphans() {
        Iterator<Map.Entry<Path, Entry>> names = durable.entrySet().iterator();
        while (names.hasNext()) {
            Path parent = names.next().getKey().getParent();
            if (parent != null && !durable.containsKey(parent)) {
                names.remove();
            }
        }
    }
}
