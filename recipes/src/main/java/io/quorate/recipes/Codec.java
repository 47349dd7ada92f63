package io.quorate.recipes;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * How a value becomes the data of a znode, and back. Must be pure.
 *
 * @param <T> what is stored
 */
public interface Codec<T> {
    /** Text in UTF-8. */
    Codec<String> TEXT = new Codec<>() {
        @Override
        public byte[] encode(String value) {
            return value.getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public String decode(byte[] data) {
            return new String(data, StandardCharsets.UTF_8);
        }
    };

    /** Eight bytes, the highest first, as Curator's counters have them. */
    Codec<Long> LONG = new Codec<>() {
        @Override
        public byte[] encode(Long value) {
            return ByteBuffer.allocate(Long.BYTES).putLong(value).array();
        }

        @Override
        public Long decode(byte[] data) {
            if (data.length != Long.BYTES) {
                throw new IllegalArgumentException(data.length + " bytes are no number of " + Long.BYTES + " bytes");
            }
            return ByteBuffer.wrap(data).getLong();
        }
    };

    /** Bytes as they are. */
    Codec<byte[]> BYTES = new Codec<>() {
        @Override
        public byte[] encode(byte[] value) {
            return value.clone();
        }

        @Override
        public byte[] decode(byte[] data) {
            return data.clone();
        }
    };

    /**
     * {@return the data for a value}
     *
     * @param value to be written down
     */
    byte[] encode(T value);

    /**
     * {@return the value in the data}
     *
     * @param data as {@link #encode} made them
     * @throws IllegalArgumentException when there is none; the message says what is wrong
     */
    T decode(byte[] data);
}
