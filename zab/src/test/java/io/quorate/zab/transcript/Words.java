package io.quorate.zab.transcript;

import io.quorate.zab.Effect;
import io.quorate.zab.ElectionMessage;
import io.quorate.zab.ElectionMessage.Notification;
import io.quorate.zab.ElectionMessage.Vote;
import io.quorate.zab.ElectionMessage.VoteReply;
import io.quorate.zab.ElectionMessage.VoteRequest;
import io.quorate.zab.Fact;
import io.quorate.zab.Link;
import io.quorate.zab.Phase;
import io.quorate.zab.Role;
import io.quorate.zab.ServerId;
import io.quorate.zab.ZabMessage;
import io.quorate.zab.Zxid;
import java.util.Locale;

/** Effects as lines of a transcript. */
final class Words {
    private Words() {}

    static String of(Effect effect) {
        return switch (effect) {
            case Effect.Tell(ServerId to, ElectionMessage message) -> "tells " + to + ": " + of(message);
            case Effect.OpenLink(Link link, ServerId to) -> "opens " + link + " to " + to;
            case Effect.CloseLink(Link link, String reason) -> "closes " + link + ": " + reason;
            case Effect.Send(Link link, ZabMessage message) -> "sends on " + link + ": " + of(message);
            case Effect.SendHistory(Link link, long after, long through) ->
                "sends on " + link + ": history after " + Zxid.text(after) + " through " + Zxid.text(through);
            case Effect.SendSnapshot(Link link, long zxid) -> "sends on " + link + ": snapshot of " + Zxid.text(zxid);
            case Effect.AnswerPing(Link link, long zxid) -> "sends on " + link + ": PONG " + Zxid.text(zxid);
            case Effect.SaveAcceptedEpoch(long epoch) -> "saves accepted epoch " + epoch;
            case Effect.SaveCurrentEpoch(long epoch) -> "saves current epoch " + epoch;
            case Effect.Append(var proposal) -> "appends " + proposal;
            case Effect.Truncate(long zxid) -> "truncates to " + Zxid.text(zxid);
            case Effect.ReceiveSnapshot(Link link, long zxid) ->
                "receives on " + link + " a snapshot of " + Zxid.text(zxid);
            case Effect.InstallSnapshot(long zxid) -> "installs the snapshot of " + Zxid.text(zxid);
            case Effect.AbandonSnapshot _ -> "abandons the snapshot";
            case Effect.Adopt(var proposal) -> "adopts " + proposal;
            case Effect.Deliver(var proposal) -> "delivers " + proposal;
            case Effect.FromLearner(Link link, ServerId id, var message) ->
                "hears from learner " + id + " on " + link + ": " + of(message);
            case Effect.FromLeader(var message) -> "hears from its leader: " + of(message);
            case Effect.BarrierPassed(long token) -> "lets sync " + token + " pass";
            case Effect.RoleChanged(Role role) -> "is " + of(role);
            case Effect.Told(Fact fact) ->
                fact instanceof Fact.Synchronizing(var learner, String plan)
                        ? "brings " + learner + " up to date: " + plan
                        : "";
        };
    }

    private static String of(ElectionMessage message) {
        return switch (message) {
            case Notification(var state, Vote vote, int _, String _) -> state + ", " + of(vote);
            case VoteRequest(int xid) -> "vote? " + xid;
            case VoteReply(int xid, Vote vote) -> "vote " + xid + ", " + of(vote);
        };
    }

    private static String of(Vote vote) {
        return "for " + vote.leader() + " with " + Zxid.text(vote.zxid()) + " of epoch " + vote.peerEpoch()
                + " in round " + vote.round();
    }

    private static String of(ZabMessage message) {
        return switch (message) {
            case ZabMessage.FollowerInfo(long epoch, ServerId id, long _) ->
                "FOLLOWERINFO of " + id + ", accepted epoch " + epoch;
            case ZabMessage.ObserverInfo(long epoch, ServerId id, long _) ->
                "OBSERVERINFO of " + id + ", accepted epoch " + epoch;
            case ZabMessage.LeaderInfo(long epoch) -> "LEADERINFO epoch " + epoch;
            case ZabMessage.AckEpoch(long last, long current) ->
                "ACKEPOCH " + Zxid.text(last) + ", current epoch " + current;
            case ZabMessage.Diff(long zxid) -> "DIFF " + Zxid.text(zxid);
            case ZabMessage.Trunc(long zxid) -> "TRUNC " + Zxid.text(zxid);
            case ZabMessage.Snap(long zxid) -> "SNAP " + Zxid.text(zxid);
            case ZabMessage.NewLeader(long epoch, String _) -> "NEWLEADER epoch " + epoch;
            case ZabMessage.UpToDate _ -> "UPTODATE";
            case ZabMessage.Propose(var proposal) -> "PROPOSAL " + proposal;
            case ZabMessage.Ack(long zxid) -> "ACK " + Zxid.text(zxid);
            case ZabMessage.Commit(long zxid) -> "COMMIT " + Zxid.text(zxid);
            case ZabMessage.Inform(var proposal) -> "INFORM " + proposal;
            case ZabMessage.CommitAndActivate(long zxid, var _) -> "COMMITANDACTIVATE " + Zxid.text(zxid);
            case ZabMessage.InformAndActivate(var proposal, var _) -> "INFORMANDACTIVATE " + proposal;
            case ZabMessage.Ping(long zxid) -> "PING " + Zxid.text(zxid);
            case ZabMessage.Pong(long zxid, var _) -> "PONG " + Zxid.text(zxid);
            case ZabMessage.Request _ -> "REQUEST";
            case ZabMessage.Revalidate _ -> "REVALIDATE";
            case ZabMessage.Sync _ -> "SYNC";
            case ZabMessage.Unknown(int type) -> "type " + type;
        };
    }

    private static String of(Role role) {
        return switch (role) {
            case Role.Looking _ -> "looking";
            case Role.Leading(long epoch, Phase phase) -> "leading, epoch " + epoch + ", " + of(phase);
            case Role.Following(ServerId leader, long epoch, Phase phase) ->
                "following " + leader + ", epoch " + epoch + ", " + of(phase);
            case Role.Observing(ServerId leader, long epoch, Phase phase) ->
                "observing " + leader + ", epoch " + epoch + ", " + of(phase);
            case Role.Retired _ -> "retired";
        };
    }

    private static String of(Phase phase) {
        return phase.name().toLowerCase(Locale.ROOT);
    }
}
