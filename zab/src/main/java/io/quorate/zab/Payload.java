package io.quorate.zab;

import java.util.Arrays;

/**
 * Bytes that Zab carries and never reads. Immutable: whoever makes one gives the array away.
 *
 * @param bytes not to be changed
 */
public record Payload(byte[] bytes) {
    /** Nothing, which is not the same as null on the wire. */
    public static final Payload EMPTY = new Payload(new byte[0]);

    public int size() {
        return bytes.length;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Payload(byte[] others) && Arrays.equals(bytes, others);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return bytes.length + " bytes";
    }
}
