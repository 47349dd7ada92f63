package io.quorate.simulator.checker;

import io.quorate.data.Stat;
import io.quorate.message.ReadRequest;
import io.quorate.message.Response;
import io.quorate.message.WriteRequest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * C10, from the answers alone: all Stats ever shown of one znode agree with each other. Knows neither the log nor the
 * model, so it would notice even if both were wrong in the same way.
 */
final class Versions implements Checker {
    /** A Stat, and the zxid it was shown at. */
    private record Shown(long zxid, long at, Stat stat) {}

    @Override
    public void check(Evidence evidence, Findings findings) {
        Map<String, List<Shown>> znodes = new HashMap<>();
        for (Op op : evidence.ops()) {
            Entry.Answered answered = op.answered;
            String path = answered == null ? null : pathOf(op);
            Stat stat = answered == null ? null : statOf(answered.body());
            if (answered != null && path != null && stat != null) {
                znodes.computeIfAbsent(path + "@" + stat.czxid(), _ -> new ArrayList<>())
                        .add(new Shown(answered.zxid(), answered.at(), stat));
            }
        }
        znodes.forEach((znode, shown) -> judge(znode, shown, findings));
    }

    private static void judge(String znode, List<Shown> shown, Findings findings) {
        shown.sort(Comparator.comparingLong(Shown::zxid));
        for (int i = 0; i < shown.size(); i++) {
            Stat stat = shown.get(i).stat();
            long zxid = shown.get(i).zxid();
            boolean inOrder = stat.czxid() <= stat.mzxid()
                    && stat.mzxid() <= zxid
                    && stat.czxid() <= stat.pzxid()
                    && stat.pzxid() <= zxid;
            findings.require(inOrder, Promise.C10, shown.get(i).at(), () -> znode + " at zxid " + zxid + " is " + stat);
            if (i > 0) {
                Stat before = shown.get(i - 1).stat();
                findings.require(
                        follows(before, stat),
                        Promise.C10,
                        shown.get(i).at(),
                        () -> znode + " was " + before + " and became " + stat);
            }
        }
    }

    private static boolean follows(Stat before, Stat after) {
        boolean sameData = before.version() == after.version();
        boolean dataAgrees = sameData
                ? before.mzxid() == after.mzxid()
                        && before.mtime() == after.mtime()
                        && before.dataLength() == after.dataLength()
                : before.version() < after.version() && before.mzxid() < after.mzxid();
        boolean sameChildren = before.cversion() == after.cversion();
        boolean childrenAgree = sameChildren
                ? before.pzxid() == after.pzxid() && before.numChildren() == after.numChildren()
                : before.cversion() < after.cversion() && before.pzxid() < after.pzxid();
        return dataAgrees
                && childrenAgree
                && before.aversion() <= after.aversion()
                && before.ctime() == after.ctime()
                && before.ephemeralOwner() == after.ephemeralOwner();
    }

    static @Nullable String pathOf(Op op) {
        Entry.Answered answered = op.answered;
        return switch (op.request()) {
            case ReadRequest.Exists(String path, boolean _) -> path;
            case ReadRequest.GetData(String path, boolean _) -> path;
            case ReadRequest.GetAcl(String path) -> path;
            case ReadRequest.GetChildren(String path, boolean _, boolean _) -> path;
            case WriteRequest.SetData(String path, byte[] _, int _) -> path;
            case WriteRequest.SetAcl set -> set.path();
            case WriteRequest.Create _ ->
                answered != null && answered.body() instanceof Response.Created(String path, Stat _) ? path : null;
            default -> null;
        };
    }

    static @Nullable Stat statOf(Response body) {
        return switch (body) {
            case Response.StatOnly(Stat stat) -> stat;
            case Response.Data(byte[] _, Stat stat) -> stat;
            case Response.AclAndStat(var _, Stat stat) -> stat;
            case Response.Names(var _, Stat stat) -> stat;
            case Response.Created(String _, Stat stat) -> stat;
            default -> null;
        };
    }
}
