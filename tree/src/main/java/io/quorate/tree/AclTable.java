package io.quorate.tree;

import io.quorate.data.Acl;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Every ACL list once, however many znodes have it (storage format 6.2). Znodes know a list by its index here, which is
 * used again after the last of them has gone; snapshots know it by its id, which is not. Changed by the driver's thread
 * only; other threads may read lists under a {@link ChangeSequence}.
 */
final class AclTable {
    /** Index of the open list, for znodes that were never given one. */
    static final int NEVER_GIVEN = 0;
    /** The id that snapshots give it. */
    static final long NEVER_GIVEN_ID = -1;

    private static final int MOST = 1 << 26;
    private static final int INITIAL_CAPACITY = 8;

    private final Map<List<Acl>, Entry> byList = new HashMap<>();
    private @Nullable Entry[] byIndex = new Entry[INITIAL_CAPACITY];
    private int used;
    private int size;
    private @Nullable Entry free;
    private long largestId;
    private Entry latest;

    AclTable() {
        latest = add(NEVER_GIVEN_ID, Acl.OPEN);
        size = 0;
    }

    /** Counts one more znode with this list. */
    int acquire(List<Acl> list) {
        Entry entry = latest;
        if (entry.index == NEVER_GIVEN || !entry.list.equals(list)) {
            entry = byList.get(list);
            if (entry == null) {
                entry = add(++largestId, List.copyOf(list));
                byList.put(entry.list, entry);
            }
            latest = entry;
        }
        entry.count++;
        return entry.index;
    }

    /** Counts one more znode with the list at this index. */
    void acquire(int index) {
        entry(index).count++;
    }

    /** Counts one less, and forgets the list after the last. */
    void release(int index) {
        Entry entry = entry(index);
        entry.count--;
        dropIfUnused(entry);
    }

    List<Acl> list(int index) {
        return entry(index).list;
    }

    long id(int index) {
        return entry(index).id;
    }

    /** How many lists with ids there are. */
    int size() {
        return size;
    }

    /** The lists with ids, smallest id first. */
    List<Entry> inOrder() {
        List<Entry> entries = new ArrayList<>();
        for (int i = NEVER_GIVEN + 1; i < used; i++) {
            Entry entry = byIndex[i];
            if (entry != null) {
                entries.add(entry);
            }
        }
        entries.sort(Comparator.comparingLong(Entry::id));
        return entries;
    }

    /** Adds a list that a snapshot has under this id; no znode counts yet. */
    int load(long id, List<Acl> list) {
        largestId = Math.max(largestId, id);
        Entry entry = add(id, List.copyOf(list));
        byList.putIfAbsent(entry.list, entry);
        return entry.index;
    }

    /** Forgets the lists that no znode has. */
    void dropUnused() {
        for (Entry entry : inOrder()) {
            dropIfUnused(entry);
        }
    }

    private void dropIfUnused(Entry entry) {
        if (entry.count == 0 && entry.index != NEVER_GIVEN) {
            byList.remove(entry.list, entry);
            byIndex[entry.index] = null;
            size--;
            entry.nextFree = free;
            free = entry;
            if (latest == entry) {
                latest = entry(NEVER_GIVEN);
            }
        }
    }

    private Entry add(long id, List<Acl> list) {
        Entry reused = free;
        int index = reused == null ? used++ : reused.index;
        free = reused == null ? null : reused.nextFree;
        if (index == MOST) {
            throw new IllegalStateException("there are " + MOST + " different ACLs, more than the tree has room for");
        }
        if (index == byIndex.length) {
            @Nullable Entry[] larger = new Entry[2 * index];
            System.arraycopy(byIndex, 0, larger, 0, index);
            byIndex = larger;
        }
        Entry entry = new Entry(id, index, list);
        byIndex[index] = entry;
        size++;
        return entry;
    }

    private Entry entry(int index) {
        Entry entry = byIndex[index];
        if (entry == null) {
            throw new IllegalStateException("there is no ACL at index " + index);
        }
        return entry;
    }

    /** A list, its id in snapshots, and how many znodes have it. */
    static final class Entry {
        final long id;
        final int index;
        final List<Acl> list;
        private int count;
        private @Nullable Entry nextFree;

        private Entry(long id, int index, List<Acl> list) {
            this.id = id;
            this.index = index;
            this.list = list;
        }

        long id() {
            return id;
        }
    }
}
