package io.quorate.tree;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Finds the {@link Slot} of a full path with one hash. It stores neither paths nor entry objects: six bytes for a slot,
 * a reference and sixteen bits of the hash. Whether a slot is the right one is decided by comparing names upwards.
 *
 * <p>The slots are spread over many small segments that grow by themselves, so that no insertion ever moves more than
 * one of them; moving needs no look at the slots, since the stored bits of the hash give the new place. Within a
 * segment: open addressing, the next free place, and removal that closes the gap.
 *
 * <p>Changed by the driver's thread only. Other threads may look up; while it changes they may be told anything, but
 * the answer comes after a bounded number of steps (or an exception does), see {@link ChangeSequence}.
 */
final class PathIndex {
    private static final int SEGMENT_BITS = 12;
    private static final int SMALLEST = 8;

    private final @Nullable Segment[] segments = new Segment[1 << SEGMENT_BITS];

    /** The slot of the path whose bytes hash to {@code hash}, or null. Never the root. */
    @Nullable
    Slot find(byte[] path, int from, int to, long hash) {
        Segment segment = segments[segmentOf(hash)];
        return segment == null ? null : segment.find(path, from, to, tagOf(hash));
    }

    /** Adds a slot whose path hashes to {@code hash} and is not there yet. */
    void add(Slot slot, long hash) {
        int at = segmentOf(hash);
        Segment segment = segments[at];
        if (segment == null) {
            segment = new Segment(SMALLEST);
            segments[at] = segment;
        } else if (segment.isCrowded()) {
            segment = segment.resized(segment.capacity() + segment.capacity() / 4 + 4);
            segments[at] = segment;
        }
        segment.add(slot, tagOf(hash));
    }

    /** Removes a slot that is there. */
    void remove(Slot slot, long hash) {
        int at = segmentOf(hash);
        Segment segment = segments[at];
        if (segment == null) {
            throw new IllegalStateException("a znode to be removed is not in the index");
        }
        segment.remove(slot, tagOf(hash));
        if (segment.isDeserted()) {
            segments[at] = segment.resized(segment.capacity() / 2);
        }
    }

    private static int segmentOf(long hash) {
        return (int) (hash >>> (Long.SIZE - SEGMENT_BITS));
    }

    /** Sixteen other bits; zero means a free place, so it is not given. */
    private static short tagOf(long hash) {
        short tag = (short) hash;
        return tag == 0 ? 1 : tag;
    }

    /** Whether the path is made of the names of this slot and its ancestors. Each step consumes some of the path. */
    static boolean matches(Slot slot, byte[] path, int from, int to) {
        Slot at = slot;
        int end = to;
        for (Slot above = at.parent; above != null; above = at.parent) {
            byte[] name = at.name;
            int start = end - name.length;
            if (start <= from || path[start - 1] != '/' || !Arrays.equals(name, 0, name.length, path, start, end)) {
                return false;
            }
            end = start - 1;
            at = above;
        }
        return end == from;
    }

    /** One part of the index. The arrays never change their size, so a reader that has the segment has both. */
    private static final class Segment {
        private final short[] tags;
        private final @Nullable Slot[] slots;
        private int count;

        Segment(int capacity) {
            tags = new short[capacity];
            slots = new Slot[capacity];
        }

        int capacity() {
            return tags.length;
        }

        boolean isCrowded() {
            return (count + 1) * 5L > tags.length * 4L;
        }

        boolean isDeserted() {
            return tags.length > 2 * SMALLEST && count * 4L < tags.length;
        }

        @Nullable
        Slot find(byte[] path, int from, int to, short tag) {
            int capacity = tags.length;
            int at = home(tag);
            for (int steps = 0; steps < capacity && tags[at] != 0; steps++) {
                if (tags[at] == tag) {
                    Slot slot = slots[at];
                    if (slot != null && matches(slot, path, from, to)) {
                        return slot;
                    }
                }
                at = after(at);
            }
            return null;
        }

        void add(Slot slot, short tag) {
            int at = home(tag);
            while (tags[at] != 0) {
                at = after(at);
            }
            slots[at] = slot;
            tags[at] = tag;
            count++;
        }

        void remove(Slot slot, short tag) {
            int hole = home(tag);
            while (slots[hole] != slot) {
                if (tags[hole] == 0) {
                    throw new IllegalStateException("a znode to be removed is not in the index");
                }
                hole = after(hole);
            }
            for (int at = after(hole); tags[at] != 0; at = after(at)) {
                if (distance(home(tags[at]), at) >= distance(hole, at)) {
                    tags[hole] = tags[at];
                    slots[hole] = slots[at];
                    hole = at;
                }
            }
            tags[hole] = 0;
            slots[hole] = null;
            count--;
        }

        Segment resized(int newCapacity) {
            Segment larger = new Segment(newCapacity);
            for (int at = 0; at < tags.length; at++) {
                Slot slot = slots[at];
                if (slot != null) {
                    larger.add(slot, tags[at]);
                }
            }
            return larger;
        }

        /** Grows with the tag, so that segments of any size spread their slots evenly. */
        private int home(short tag) {
            return (int) (((tag & 0xffffL) * tags.length) >>> Short.SIZE);
        }

        private int after(int at) {
            int next = at + 1;
            return next == tags.length ? 0 : next;
        }

        private int distance(int start, int end) {
            return end >= start ? end - start : end - start + tags.length;
        }
    }
}
