package io.quorate.conformance.raw;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads the primitive encodings of the protocol. A value that is cut off or has an impossible length raises
 * {@link BufferUnderflowException}.
 */
public final class BytesIn {
    private final ByteBuffer in;

    public BytesIn(byte[] bytes) {
        in = ByteBuffer.wrap(bytes);
    }

    /** Reads from the given offset on. */
    public BytesIn(byte[] bytes, int offset) {
        in = ByteBuffer.wrap(bytes, offset, bytes.length - offset);
    }

    public int int8() {
        return in.get();
    }

    public int int32() {
        return in.getInt();
    }

    public long int64() {
        return in.getLong();
    }

    public byte @Nullable [] buffer() {
        int length = in.getInt();
        if (length == -1) {
            return null;
        }
        if (length < 0 || length > in.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }

    public @Nullable String string() {
        byte[] bytes = buffer();
        return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
    }

    /** A vector; null stays null. */
    public <T> @Nullable List<T> list(Function<BytesIn, T> element) {
        int count = in.getInt();
        if (count == -1) {
            return null;
        }
        List<T> elements = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            elements.add(element.apply(this));
        }
        return elements;
    }

    public int remaining() {
        return in.remaining();
    }

    /** All that has not been read. */
    public byte[] rest() {
        byte[] bytes = new byte[in.remaining()];
        in.get(bytes);
        return bytes;
    }
}
