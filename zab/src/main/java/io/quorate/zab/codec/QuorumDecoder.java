package io.quorate.zab.codec;

import io.quorate.zab.Identity;
import io.quorate.zab.Payload;
import io.quorate.zab.Proposal;
import io.quorate.zab.ServerId;
import io.quorate.zab.ZabMessage;
import io.quorate.zab.Zxid;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Packets of the quorum port as messages. Packets have no length in front, so {@link #measure} says first whether one
 * is there as a whole. Immutable.
 */
public final class QuorumDecoder {
    /** What {@link #measure} says while a packet is not there as a whole. */
    public static final int INCOMPLETE = -1;

    /** ZooKeeper's default for one field: twice {@code jute.maxbuffer} (quorum protocol 0.1). */
    public static final int DEFAULT_MAX_BYTES = 2_097_150;

    /** More identities has no client. */
    private static final int MOST_IDENTITIES = 1024;

    private static final int LEARNER_INFO_WITHOUT_VERSION = Long.BYTES + Integer.BYTES;
    private static final long NO_VERSION = Long.MIN_VALUE;
    private static final int TYPE_AND_ZXID = Integer.BYTES + Long.BYTES;

    private final int maxBytes;

    /** @param maxBytes the longest field */
    public QuorumDecoder(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    /**
     * How long the packet is that begins at the buffer's position, which does not move; {@link #INCOMPLETE} while its
     * end is not there. An excessive length is told as soon as it can be seen.
     */
    public int measure(ByteBuffer in) {
        int start = in.position();
        int at = skip(in, start + TYPE_AND_ZXID);
        if (at == INCOMPLETE || in.limit() - at < Integer.BYTES) {
            return INCOMPLETE;
        }
        int identities = checkedCount(in.getInt(at));
        at += Integer.BYTES;
        for (int i = 0; i < 2 * identities; i++) {
            at = skip(in, at);
            if (at == INCOMPLETE) {
                return INCOMPLETE;
            }
        }
        return at - start;
    }

    /** Where a buffer that begins at {@code at} ends. */
    private int skip(ByteBuffer in, int at) {
        if (in.limit() - at < Integer.BYTES) {
            return INCOMPLETE;
        }
        int length = in.getInt(at);
        MalformedException.unless(length >= Reader.NULL, "a length below nothing", length);
        MalformedException.unless(length <= maxBytes, "a length beyond the limit of " + maxBytes + " bytes", length);
        int end = at + Integer.BYTES + Math.max(0, length);
        return end > in.limit() ? INCOMPLETE : end;
    }

    private static int checkedCount(int count) {
        MalformedException.unless(count >= Reader.NULL && count <= MOST_IDENTITIES, "identities", count);
        return count;
    }

    /**
     * The message of one whole packet; the buffer's position moves behind it.
     *
     * @throws MalformedException if it is none
     */
    public ZabMessage decode(ByteBuffer in) {
        Reader reader = new Reader(in, maxBytes);
        int type = reader.readInt();
        long zxid = reader.readLong();
        int length = reader.readLength();
        byte[] data = reader.readRaw(Math.max(0, length));
        int count = checkedCount(reader.readInt());
        List<Identity> identities = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            identities.add(new Identity(reader.readString(), reader.readString()));
        }
        return switch (type) {
            case PacketType.REQUEST ->
                new ZabMessage.Request(new Payload(data), count != Reader.NULL, List.copyOf(identities));
            case PacketType.PING ->
                length == Reader.NULL ? new ZabMessage.Ping(zxid) : new ZabMessage.Pong(zxid, new Payload(data));
            default -> message(type, zxid, data);
        };
    }

    private ZabMessage message(int type, long zxid, byte[] data) {
        return switch (type) {
            case PacketType.PROPOSAL -> new ZabMessage.Propose(proposal(zxid, data));
            case PacketType.ACK -> new ZabMessage.Ack(zxid);
            case PacketType.COMMIT -> new ZabMessage.Commit(zxid);
            case PacketType.REVALIDATE -> new ZabMessage.Revalidate(new Payload(data));
            case PacketType.SYNC -> new ZabMessage.Sync();
            case PacketType.INFORM -> new ZabMessage.Inform(proposal(zxid, data));
            case PacketType.COMMIT_AND_ACTIVATE ->
                new ZabMessage.CommitAndActivate(zxid, new ServerId(inside(data).readLong()));
            case PacketType.NEW_LEADER ->
                new ZabMessage.NewLeader(Zxid.epoch(zxid), new String(data, StandardCharsets.UTF_8));
            case PacketType.FOLLOWER_INFO -> {
                LearnerInfo info = learnerInfo(data);
                yield new ZabMessage.FollowerInfo(Zxid.epoch(zxid), info.id(), info.version());
            }
            case PacketType.OBSERVER_INFO -> {
                LearnerInfo info = learnerInfo(data);
                yield new ZabMessage.ObserverInfo(Zxid.epoch(zxid), info.id(), info.version());
            }
            case PacketType.UP_TO_DATE -> new ZabMessage.UpToDate();
            case PacketType.DIFF -> new ZabMessage.Diff(zxid);
            case PacketType.TRUNC -> new ZabMessage.Trunc(zxid);
            case PacketType.SNAP -> new ZabMessage.Snap(zxid);
            case PacketType.LEADER_INFO -> {
                protocol(inside(data).readInt());
                yield new ZabMessage.LeaderInfo(Zxid.epoch(zxid));
            }
            case PacketType.ACK_EPOCH ->
                new ZabMessage.AckEpoch(zxid, inside(data).readInt());
            case PacketType.INFORM_AND_ACTIVATE -> {
                Reader reader = inside(data);
                ServerId designated = new ServerId(reader.readLong());
                byte[] payload = reader.readRaw(reader.remaining());
                yield new ZabMessage.InformAndActivate(proposal(zxid, payload), designated);
            }
            default -> new ZabMessage.Unknown(type);
        };
    }

    private Reader inside(byte[] data) {
        return new Reader(ByteBuffer.wrap(data), maxBytes);
    }

    private static Proposal proposal(long zxid, byte[] payload) {
        MalformedException.unless(Zxid.namesTxn(zxid), "a proposal with counter 0, zxid", zxid);
        return new Proposal(zxid, new Payload(payload));
    }

    /** Who speaks an older protocol than that of 3.4 cannot be served. */
    private static void protocol(int version) {
        MalformedException.unless(
                version >= QuorumEncoder.PROTOCOL, "a peer with an older quorum protocol than 0x10000", version);
    }

    private record LearnerInfo(ServerId id, long version) {}

    private LearnerInfo learnerInfo(byte[] data) {
        MalformedException.unless(
                data.length >= LEARNER_INFO_WITHOUT_VERSION,
                "a learner that does not say who it is, bytes",
                data.length);
        Reader reader = inside(data);
        ServerId id = new ServerId(reader.readLong());
        protocol(reader.readInt());
        return new LearnerInfo(id, reader.remaining() >= Long.BYTES ? reader.readLong() : NO_VERSION);
    }
}
