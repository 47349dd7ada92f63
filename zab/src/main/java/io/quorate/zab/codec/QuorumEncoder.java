package io.quorate.zab.codec;

import io.quorate.zab.Identity;
import io.quorate.zab.Payload;
import io.quorate.zab.Proposal;
import io.quorate.zab.ServerId;
import io.quorate.zab.ZabMessage;
import io.quorate.zab.Zxid;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Messages on the quorum port as packets: type, zxid, data, identities (quorum protocol 4.1). A {@link ZabMessage.Snap}
 * is only the packet; the state follows it on the stream without any frame.
 */
public final class QuorumEncoder {
    static final int PROTOCOL = 0x10000;
    private static final long NO_ZXID = -1;

    private QuorumEncoder() {}

    /** Appends one packet. */
    public static void encode(ZabMessage message, Writer out) {
        switch (message) {
            case ZabMessage.FollowerInfo(long accepted, ServerId id, long version) ->
                info(PacketType.FOLLOWER_INFO, accepted, id, version, out);
            case ZabMessage.ObserverInfo(long accepted, ServerId id, long version) ->
                info(PacketType.OBSERVER_INFO, accepted, id, version, out);
            case ZabMessage.LeaderInfo(long epoch) ->
                number(PacketType.LEADER_INFO, Zxid.beginning(epoch), PROTOCOL, out);
            case ZabMessage.AckEpoch(long lastZxid, long currentEpoch) ->
                number(PacketType.ACK_EPOCH, lastZxid, (int) currentEpoch, out);
            case ZabMessage.Diff(long zxid) -> bare(PacketType.DIFF, zxid, out);
            case ZabMessage.Trunc(long zxid) -> bare(PacketType.TRUNC, zxid, out);
            case ZabMessage.Snap(long zxid) -> bare(PacketType.SNAP, zxid, out);
            case ZabMessage.NewLeader(long epoch, String configuration) -> {
                begin(PacketType.NEW_LEADER, Zxid.beginning(epoch), out);
                out.putBuffer(configuration.getBytes(StandardCharsets.UTF_8));
                out.putNull();
            }
            case ZabMessage.UpToDate _ -> bare(PacketType.UP_TO_DATE, NO_ZXID, out);
            case ZabMessage.Propose(Proposal proposal) -> proposal(PacketType.PROPOSAL, proposal, out);
            case ZabMessage.Inform(Proposal proposal) -> proposal(PacketType.INFORM, proposal, out);
            case ZabMessage.Ack(long zxid) -> bare(PacketType.ACK, zxid, out);
            case ZabMessage.Commit(long zxid) -> bare(PacketType.COMMIT, zxid, out);
            case ZabMessage.CommitAndActivate(long zxid, ServerId designated) -> {
                begin(PacketType.COMMIT_AND_ACTIVATE, zxid, out);
                out.putInt(Long.BYTES);
                out.putLong(designated.value());
                out.putNull();
            }
            case ZabMessage.InformAndActivate(Proposal proposal, ServerId designated) -> {
                begin(PacketType.INFORM_AND_ACTIVATE, proposal.zxid(), out);
                out.putInt(Long.BYTES + proposal.payload().size());
                out.putLong(designated.value());
                out.putRaw(proposal.payload().bytes());
                out.putNull();
            }
            case ZabMessage.Ping(long zxid) -> bare(PacketType.PING, zxid, out);
            case ZabMessage.Pong(long zxid, Payload touches) -> data(PacketType.PING, zxid, touches, out);
            case ZabMessage.Revalidate(Payload body) -> data(PacketType.REVALIDATE, NO_ZXID, body, out);
            case ZabMessage.Sync _ -> bare(PacketType.SYNC, 0, out);
            case ZabMessage.Request(Payload body, boolean identified, List<Identity> identities) -> {
                begin(PacketType.REQUEST, NO_ZXID, out);
                out.putBuffer(body.bytes());
                identities(identified, identities, out);
            }
            case ZabMessage.Unknown(int type) -> throw new IllegalArgumentException("nobody knows type " + type);
        }
    }

    private static void begin(int type, long zxid, Writer out) {
        out.putInt(type);
        out.putLong(zxid);
    }

    private static void bare(int type, long zxid, Writer out) {
        begin(type, zxid, out);
        out.putNull();
        out.putNull();
    }

    private static void data(int type, long zxid, Payload data, Writer out) {
        begin(type, zxid, out);
        out.putBuffer(data.bytes());
        out.putNull();
    }

    private static void number(int type, long zxid, int value, Writer out) {
        begin(type, zxid, out);
        out.putInt(Integer.BYTES);
        out.putInt(value);
        out.putNull();
    }

    private static void proposal(int type, Proposal proposal, Writer out) {
        data(type, proposal.zxid(), proposal.payload(), out);
    }

    private static void info(int type, long acceptedEpoch, ServerId id, long version, Writer out) {
        begin(type, Zxid.beginning(acceptedEpoch), out);
        out.putInt(Long.BYTES + Integer.BYTES + Long.BYTES);
        out.putLong(id.value());
        out.putInt(PROTOCOL);
        out.putLong(version);
        out.putNull();
    }

    private static void identities(boolean identified, List<Identity> identities, Writer out) {
        if (!identified) {
            out.putNull();
            return;
        }
        out.putInt(identities.size());
        for (Identity identity : identities) {
            out.putString(identity.scheme());
            out.putString(identity.id());
        }
    }
}
