package io.quorate.conformance.raw;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes the primitive encodings of the protocol (client protocol 1.2), well formed or not. */
public final class Bytes {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /** The bytes that a text of hexadecimal digits stands for; blanks and line ends are skipped. */
    public static byte[] ofHex(String hex) {
        return HexFormat.of().parseHex(hex.replaceAll("\\s", ""));
    }

    public Bytes int8(int value) {
        out.write(value);
        return this;
    }

    public Bytes bool(boolean value) {
        return int8(value ? 1 : 0);
    }

    public Bytes int32(int value) {
        return int8(value >>> 24).int8(value >>> 16).int8(value >>> 8).int8(value);
    }

    public Bytes int64(long value) {
        return int32((int) (value >>> 32)).int32((int) value);
    }

    public Bytes raw(byte[] bytes) {
        out.write(bytes, 0, bytes.length);
        return this;
    }

    /** A length and the bytes; length −1 for null. */
    public Bytes buffer(byte @Nullable [] bytes) {
        return bytes == null ? int32(-1) : int32(bytes.length).raw(bytes);
    }

    /** A length and the UTF-8 bytes; length −1 for null. */
    public Bytes string(@Nullable String text) {
        return buffer(text == null ? null : text.getBytes(StandardCharsets.UTF_8));
    }

    /** A count and the texts; count −1 for null. */
    public Bytes strings(@Nullable List<String> texts) {
        if (texts == null) {
            return int32(-1);
        }
        int32(texts.size());
        texts.forEach(this::string);
        return this;
    }

    /** A count and the entries; count −1 for null. */
    public Bytes acl(@Nullable List<AclEntry> entries) {
        if (entries == null) {
            return int32(-1);
        }
        int32(entries.size());
        for (AclEntry entry : entries) {
            int32(entry.perms()).string(entry.scheme()).string(entry.id());
        }
        return this;
    }

    public byte[] toArray() {
        return out.toByteArray();
    }
}
