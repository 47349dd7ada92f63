package io.quorate.simulator.peer;

import io.quorate.zab.ZabMessage;
import io.quorate.zab.Zxid;

/** What members say over their links, for people. */
final class PeerWords {
    private PeerWords() {}

    static String zxid(long zxid) {
        return Zxid.text(zxid);
    }

    static String of(ZabMessage message) {
        return switch (message) {
            case ZabMessage.AckEpoch(long last, long current) -> "ACKEPOCH last " + zxid(last) + " current " + current;
            case ZabMessage.Diff(long zxid) -> "DIFF " + zxid(zxid);
            case ZabMessage.Trunc(long zxid) -> "TRUNC " + zxid(zxid);
            case ZabMessage.Snap(long zxid) -> "SNAP " + zxid(zxid);
            case ZabMessage.NewLeader(long epoch, String _) -> "NEWLEADER epoch " + epoch;
            case ZabMessage.Propose propose -> "PROPOSE " + propose.proposal();
            case ZabMessage.Inform inform -> "INFORM " + inform.proposal();
            case ZabMessage.Ack(long zxid) -> "ACK " + zxid(zxid);
            case ZabMessage.Commit(long zxid) -> "COMMIT " + zxid(zxid);
            case ZabMessage.Ping(long zxid) -> "PING " + zxid(zxid);
            case ZabMessage.Pong(long zxid, var touches) -> "PONG " + zxid(zxid) + ", touches " + touches;
            default -> message.toString();
        };
    }
}
