package io.quorate.simulator.peer;

import io.quorate.zab.ElectionMessage;
import io.quorate.zab.ElectionMessage.Notification;
import io.quorate.zab.ElectionMessage.Vote;
import io.quorate.zab.ElectionMessage.VoteReply;
import io.quorate.zab.ElectionMessage.VoteRequest;
import io.quorate.zab.ServerId;
import io.quorate.zab.ZabConfig.Rule;
import io.quorate.zab.Zxid;
import io.quorate.zab.codec.BasicVoteCodec;
import io.quorate.zab.codec.NotificationCodec;
import io.quorate.zab.codec.Writer;
import java.nio.ByteBuffer;

/** Words on the election port as bytes, in the form of the rule by which the ensemble elects. */
final class ElectionWords {
    private final Rule rule;
    private final ServerId self;
    private final Writer writer = new Writer();

    ElectionWords(Rule rule, ServerId self) {
        this.rule = rule;
        this.self = self;
    }

    byte[] encode(ElectionMessage message) {
        writer.clear();
        switch (message) {
            case Notification notification -> NotificationCodec.encode(notification, writer);
            case VoteRequest request -> BasicVoteCodec.encode(request, writer);
            case VoteReply reply -> BasicVoteCodec.encode(new BasicVoteCodec.Reply(self, reply), writer);
        }
        return writer.copy();
    }

    ElectionMessage decode(byte[] body) {
        ByteBuffer bytes = ByteBuffer.wrap(body);
        return switch (rule) {
            case FAST -> NotificationCodec.decode(bytes);
            case BASIC ->
                body.length == Integer.BYTES
                        ? BasicVoteCodec.decodeRequest(bytes)
                        : BasicVoteCodec.decodeReply(bytes).message();
        };
    }

    /** The round of the vote in it, or the number of the question. */
    static long round(ElectionMessage message) {
        return switch (message) {
            case Notification notification -> notification.vote().round();
            case VoteRequest request -> request.xid();
            case VoteReply reply -> reply.vote().round();
        };
    }

    /** For people. */
    static String text(ElectionMessage message) {
        return switch (message) {
            case Notification notification -> notification.state() + " votes for " + text(notification.vote());
            case VoteRequest _ -> "asks for a vote";
            case VoteReply reply -> "votes for " + text(reply.vote());
        };
    }

    private static String text(Vote vote) {
        return vote.leader() + " zxid " + Zxid.text(vote.zxid()) + " epoch " + vote.peerEpoch();
    }
}
