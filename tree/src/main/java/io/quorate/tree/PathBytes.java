package io.quorate.tree;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The UTF-8 bytes of one path at a time, in an array that is used again for the next. The root's path is empty. Owned
 * by one thread.
 */
final class PathBytes {
    private static final int INITIAL_CAPACITY = 256;
    private static final int LONGEST_CHARACTER = 3;

    private byte[] array = new byte[INITIAL_CAPACITY];
    private int length;

    byte[] array() {
        return array;
    }

    int length() {
        return length;
    }

    /** Where the last slash is; −1 if there is none. */
    int lastSlash() {
        int at = length - 1;
        while (at >= 0 && array[at] != '/') {
            at--;
        }
        return at;
    }

    /** Takes the bytes of a text. */
    void set(String path) {
        int chars = path.length();
        if (chars == 1 && path.charAt(0) == '/') {
            length = 0;
            return;
        }
        reserve(chars);
        int at = 0;
        while (at < chars) {
            char c = path.charAt(at);
            if (c >= 0x80) {
                setAny(path);
                return;
            }
            array[at++] = (byte) c;
        }
        length = at;
    }

    /** Takes the path of a slot. */
    void set(Slot slot) {
        length = lengthOf(slot);
        reserve(length);
        int end = length;
        Slot at = slot;
        for (Slot above = at.parent; above != null; above = at.parent) {
            int start = end - at.name.length;
            System.arraycopy(at.name, 0, array, start, at.name.length);
            array[start - 1] = '/';
            end = start - 1;
            at = above;
        }
    }

    /** The path as text; "/" for the root. */
    String text() {
        return length == 0 ? "/" : new String(array, 0, length, StandardCharsets.UTF_8);
    }

    /** How many bytes the path of a slot has. */
    static int lengthOf(Slot slot) {
        int bytes = 0;
        Slot at = slot;
        for (Slot above = at.parent; above != null; above = at.parent) {
            bytes += at.name.length + 1;
            at = above;
        }
        return bytes;
    }

    /** A half of a surrogate pair alone becomes three bytes that no znode's name has. */
    private void setAny(String path) {
        reserve(Math.multiplyExact(path.length(), LONGEST_CHARACTER));
        int to = 0;
        for (int i = 0; i < path.length(); i++) {
            int c = path.codePointAt(i);
            if (c < 0x80) {
                array[to++] = (byte) c;
                continue;
            }
            if (c < 0x800) {
                array[to++] = (byte) (0xc0 | (c >> 6));
            } else {
                if (c < 0x10000) {
                    array[to++] = (byte) (0xe0 | (c >> 12));
                } else {
                    array[to++] = (byte) (0xf0 | (c >> 18));
                    array[to++] = (byte) (0x80 | ((c >> 12) & 0x3f));
                    i++;
                }
                array[to++] = (byte) (0x80 | ((c >> 6) & 0x3f));
            }
            array[to++] = (byte) (0x80 | (c & 0x3f));
        }
        length = to;
    }

    private void reserve(int bytes) {
        if (array.length < bytes) {
            array = Arrays.copyOf(array, Math.max(bytes, 2 * array.length));
        }
    }
}
