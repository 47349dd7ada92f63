package io.quorate.shell.render;

import io.quorate.data.Stat;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A Stat for people. */
public final class StatText {
    private static final DateTimeFormatter JAVA_DATE =
            DateTimeFormatter.ofPattern("EEE MMM dd HH:mm:ss zzz yyyy", Locale.ROOT);
    private static final int EPOCH_BITS = 32;
    private static final long COUNTER_MASK = 0xffff_ffffL;
    private static final int MINUTE_S = 60;
    private static final int HOUR_S = 3600;
    private static final int DAY_S = 86_400;

    private StatText() {}

    /**
     * {@return line by line as ZooKeeper's shell has it (operations 6.2)}
     *
     * @param stat of a znode
     * @param zone for times
     */
    public static List<String> lines(Stat stat, ZoneId zone) {
        return List.of(
                "cZxid = " + hex(stat.czxid()),
                "ctime = " + date(stat.ctime(), zone),
                "mZxid = " + hex(stat.mzxid()),
                "mtime = " + date(stat.mtime(), zone),
                "pZxid = " + hex(stat.pzxid()),
                "cversion = " + stat.cversion(),
                "dataVersion = " + stat.version(),
                "aclVersion = " + stat.aversion(),
                "ephemeralOwner = " + hex(stat.ephemeralOwner()),
                "dataLength = " + stat.dataLength(),
                "numChildren = " + stat.numChildren());
    }

    /**
     * {@return what each of it means}
     *
     * @param stat of a znode
     * @param nowMs milliseconds since 1970
     */
    public static List<String> explained(Stat stat, long nowMs) {
        List<String> lines = new ArrayList<>();
        lines.add("created " + ago(stat.ctime(), nowMs) + " by " + txn(stat.czxid())
                + ", which is also its fencing token");
        lines.add(
                stat.version() == 0
                        ? "its data was never changed since (dataVersion 0)"
                        : "its data was set " + times(stat.version()) + ", last " + ago(stat.mtime(), nowMs) + " by "
                                + txn(stat.mzxid()) + " (dataVersion " + stat.version()
                                + ": what set -v and delete -v compare)");
        lines.add(
                stat.pzxid() == stat.czxid()
                        ? "no child was ever created or deleted"
                        : "children were created or deleted " + times(stat.cversion()) + ", last by "
                                + txn(stat.pzxid()) + " (cversion)");
        lines.add(
                stat.aversion() == 0
                        ? "its ACL was never changed (aclVersion 0)"
                        : "its ACL was set " + times(stat.aversion()) + " (aclVersion)");
        lines.add(
                stat.ephemeralOwner() == 0
                        ? "it stays when its creator goes: persistent, container or TTL, which no Stat tells apart"
                        : "ephemeral: it goes with session " + hex(stat.ephemeralOwner()));
        lines.add("it holds " + stat.dataLength() + " bytes and " + stat.numChildren() + " children");
        return lines;
    }

    /**
     * {@return as ZooKeeper writes zxids and sessions}
     *
     * @param number any
     */
    public static String hex(long number) {
        return "0x" + Long.toHexString(number);
    }

    private static String date(long ms, ZoneId zone) {
        return JAVA_DATE.format(Instant.ofEpochMilli(ms).atZone(zone));
    }

    private static String txn(long zxid) {
        return "txn " + hex(zxid) + " (epoch " + (zxid >>> EPOCH_BITS) + ", number " + (zxid & COUNTER_MASK) + ")";
    }

    private static String times(int count) {
        return count == 1 ? "once" : count + " times";
    }

    private static String ago(long thenMs, long nowMs) {
        long seconds = Duration.ofMillis(nowMs - thenMs).toSeconds();
        if (seconds < 0) {
            return "in the future, by this machine's clock,";
        }
        if (seconds < MINUTE_S) {
            return seconds + " s ago";
        }
        if (seconds < HOUR_S) {
            return seconds / MINUTE_S + " min ago";
        }
        return seconds < DAY_S ? seconds / HOUR_S + " h ago" : seconds / DAY_S + " days ago";
    }
}
