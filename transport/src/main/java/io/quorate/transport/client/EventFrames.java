package io.quorate.transport.client;

import io.quorate.data.EventType;
import io.quorate.wire.JuteWriter;
import io.quorate.wire.ResponseCodec;
import org.jspecify.annotations.Nullable;

/**
 * Notifications as frames. They are the same for every watcher, and the replica tells all watchers of a change one
 * after the other, so remembering the last one encodes each only once. Owned by whoever drives the replica.
 */
final class EventFrames {
    private static final int FIRST_BYTES = 256;
    private static final byte[] NONE = {};

    private final JuteWriter writer = new JuteWriter(FIRST_BYTES);
    private long zxid;
    private @Nullable EventType type;
    private String path = "";
    private byte[] frame = NONE;

    byte[] of(long newZxid, EventType newType, String newPath) {
        if (newZxid != zxid || newType != type || !newPath.equals(path)) {
            writer.clear();
            ResponseCodec.writeEventFrame(writer, newZxid, newType, newPath);
            frame = writer.toByteArray();
            zxid = newZxid;
            type = newType;
            path = newPath;
        }
        return frame;
    }
}
