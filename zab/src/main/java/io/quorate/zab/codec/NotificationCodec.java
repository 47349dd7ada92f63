package io.quorate.zab.codec;

import io.quorate.zab.ElectionMessage.Notification;
import io.quorate.zab.ElectionMessage.State;
import io.quorate.zab.ElectionMessage.Vote;
import io.quorate.zab.ServerId;
import io.quorate.zab.Zxid;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Notifications as the bodies of the election port's frames (quorum protocol 1.4 and 2.1), of all versions. */
public final class NotificationCodec {
    /** The longest body of a frame on the election port; the shortest is one byte. */
    public static final int MAX_BYTES = 524_288;

    private static final int WITHOUT_EPOCH = 28;
    private static final int WITH_EPOCH = 40;
    private static final int WITH_VERSION = 44;
    private static final int FIRST_WITH_CONFIGURATION = 2;

    private NotificationCodec() {}

    /** Appends the body of a frame, without its length. */
    public static void encode(Notification notification, Writer out) {
        Vote vote = notification.vote();
        out.putInt(code(notification.state()));
        out.putLong(vote.leader().value());
        out.putLong(vote.zxid());
        out.putLong(vote.round());
        out.putLong(vote.peerEpoch());
        out.putInt(Notification.VERSION);
        out.putString(notification.configuration());
    }

    private static int code(State state) {
        return switch (state) {
            case LOOKING -> 0;
            case FOLLOWING -> 1;
            case LEADING -> 2;
            case OBSERVING -> 3;
        };
    }

    /**
     * The notification in one whole body.
     *
     * @throws MalformedException if it is none, or of one of the versions between 3.4.0 and 3.4.5
     */
    public static Notification decode(ByteBuffer body) {
        int length = body.remaining();
        boolean known = length == WITHOUT_EPOCH || length >= WITH_EPOCH;
        MalformedException.unless(known && length <= MAX_BYTES, "no notification has that many bytes", length);
        Reader reader = new Reader(body, MAX_BYTES);
        State state = state(reader.readInt());
        ServerId leader = new ServerId(reader.readLong());
        long zxid = reader.readLong();
        long round = reader.readLong();
        long peerEpoch = length == WITHOUT_EPOCH ? Zxid.epoch(zxid) : reader.readLong();
        int version = length >= WITH_VERSION ? reader.readInt() : 0;
        String configuration = version >= FIRST_WITH_CONFIGURATION ? configuration(reader) : "";
        return new Notification(state, new Vote(leader, zxid, round, peerEpoch), version, configuration);
    }

    private static String configuration(Reader reader) {
        int length = reader.readInt();
        MalformedException.unless(
                length >= 0 && length <= reader.remaining(), "a configuration of so many bytes", length);
        return new String(reader.readRaw(length), StandardCharsets.UTF_8);
    }

    private static State state(int code) {
        return switch (code) {
            case 0 -> State.LOOKING;
            case 1 -> State.FOLLOWING;
            case 2 -> State.LEADING;
            case 3 -> State.OBSERVING;
            default -> throw new MalformedException("no member is in state " + code);
        };
    }
}
