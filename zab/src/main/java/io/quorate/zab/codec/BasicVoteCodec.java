package io.quorate.zab.codec;

import io.quorate.zab.ElectionMessage.Vote;
import io.quorate.zab.ElectionMessage.VoteReply;
import io.quorate.zab.ElectionMessage.VoteRequest;
import io.quorate.zab.ServerId;
import java.nio.ByteBuffer;

/**
 * The datagrams of the basic election (quorum protocol 2.11): a request is its number; a reply repeats it and tells
 * responder, candidate and the candidate's zxid. Round and epoch of the vote follow, which the historic form has not.
 */
public final class BasicVoteCodec {
    private static final int REPLY_BYTES = Integer.BYTES + 5 * Long.BYTES;

    private BasicVoteCodec() {}

    /** A reply and who gave it. */
    public record Reply(ServerId responder, VoteReply message) {}

    public static void encode(VoteRequest request, Writer out) {
        out.putInt(request.xid());
    }

    public static void encode(Reply reply, Writer out) {
        Vote vote = reply.message().vote();
        out.putInt(reply.message().xid());
        out.putLong(reply.responder().value());
        out.putLong(vote.leader().value());
        out.putLong(vote.zxid());
        out.putLong(vote.round());
        out.putLong(vote.peerEpoch());
    }

    /** @throws MalformedException if the datagram is no request */
    public static VoteRequest decodeRequest(ByteBuffer datagram) {
        MalformedException.unless(
                datagram.remaining() == Integer.BYTES,
                "no request for a vote has that many bytes",
                datagram.remaining());
        return new VoteRequest(datagram.getInt());
    }

    /** @throws MalformedException if the datagram is no reply */
    public static Reply decodeReply(ByteBuffer datagram) {
        MalformedException.unless(
                datagram.remaining() == REPLY_BYTES, "no vote has that many bytes", datagram.remaining());
        Reader reader = new Reader(datagram, 0);
        int xid = reader.readInt();
        ServerId responder = new ServerId(reader.readLong());
        ServerId leader = new ServerId(reader.readLong());
        long zxid = reader.readLong();
        long round = reader.readLong();
        return new Reply(responder, new VoteReply(xid, new Vote(leader, zxid, round, reader.readLong())));
    }
}
