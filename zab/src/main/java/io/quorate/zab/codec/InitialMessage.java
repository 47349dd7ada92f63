package io.quorate.zab.codec;

import io.quorate.zab.ServerId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * What a member says first on a connection to the election port (quorum protocol 1.2).
 *
 * @param addresses where it can be reached, each {@code host:port}; empty where an old member tells none
 */
public record InitialMessage(ServerId id, List<String> addresses) {
    private static final long VERSION_1 = -65_536;
    private static final long VERSION_2 = -65_535;
    private static final int MAX_ADDRESS_BYTES = 2048;
    private static final int HEAD_BYTES = 2 * Long.BYTES + Integer.BYTES;

    /** Appends it as every member since 3.5 understands it: with the first address only. To be sent in one piece. */
    public void encode(Writer out) {
        out.putLong(VERSION_1);
        out.putLong(id.value());
        out.putString(addresses.getFirst());
    }

    /**
     * Reads one, and moves the buffer's position behind it; nothing moves while its end is not there.
     *
     * @throws MalformedException if it is none
     */
    public static Optional<InitialMessage> decode(ByteBuffer in) {
        int start = in.position();
        if (in.remaining() < Long.BYTES) {
            return Optional.empty();
        }
        long version = in.getLong(start);
        if (version >= 0) {
            in.position(start + Long.BYTES);
            return Optional.of(new InitialMessage(new ServerId(version), List.of()));
        }
        MalformedException.unless(
                version == VERSION_1 || version == VERSION_2, "an unknown version of the election protocol", version);
        if (in.remaining() < HEAD_BYTES) {
            return Optional.empty();
        }
        int length = in.getInt(start + 2 * Long.BYTES);
        MalformedException.unless(length >= 1 && length <= MAX_ADDRESS_BYTES, "an address of so many bytes", length);
        if (in.remaining() < HEAD_BYTES + length) {
            return Optional.empty();
        }
        byte[] text = new byte[length];
        in.get(start + HEAD_BYTES, text);
        in.position(start + HEAD_BYTES + length);
        String addresses = new String(text, StandardCharsets.UTF_8);
        List<String> each = version == VERSION_1 ? List.of(addresses) : List.of(addresses.split("\\|"));
        return Optional.of(new InitialMessage(new ServerId(in.getLong(start + Long.BYTES)), each));
    }
}
