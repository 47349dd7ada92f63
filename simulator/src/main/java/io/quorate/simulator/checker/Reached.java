package io.quorate.simulator.checker;

import io.quorate.data.ErrorCode;
import io.quorate.message.Response;
import io.quorate.message.WriteRequest;
import io.quorate.simulator.checker.History.Settled;
import io.quorate.tree.txn.Txn;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Situations that runs must get into now and then, or the simulator has lost its edge without anybody noticing. */
public enum Reached {
    POWER_CUT_BETWEEN_EFFECTS,
    POWER_CUT_IN_A_DISK_OPERATION,
    KILLED,
    ENDED_BY_A_DISK_ERROR,
    RECOVERED_FROM_A_LATER_SNAPSHOT,
    RECOVERED_BY_REPLAY,
    SESSION_RESUMED,
    SESSION_REFUSED,
    SESSION_EXPIRED,
    SESSION_EXPIRED_WITH_EPHEMERALS,
    SESSION_ENDED_WITHOUT_ITS_CLIENT_KNOWING,
    WRITE_DONE_WITHOUT_ITS_CLIENT_KNOWING,
    WRITE_LOST_WITHOUT_ITS_CLIENT_KNOWING,
    MULTI_DONE,
    MULTI_FAILED,
    CONTAINER_OR_TTL_REAPED,
    EVENT_AFTER_A_RECONNECT,
    ASKED_BEFORE_THE_HANDSHAKE_WAS_ANSWERED,
    PAUSED,
    DAMAGE_SURVIVED,
    DAMAGE_REFUSED,
    LASTING_DAMAGE_REFUSED,
    LEADER_ESTABLISHED,
    BROUGHT_UP_TO_DATE_BY_HISTORY,
    BROUGHT_UP_TO_DATE_AFTER_A_CUT,
    BROUGHT_UP_TO_DATE_BY_SNAPSHOT,
    HISTORY_CUT,
    CUT_REFUSED,
    SNAPSHOT_INSTALLED,
    EPOCH_RAISED_TO_THE_HISTORY,
    DISK_WIPED,
    TRUSTED_AGAIN,
    CLIENT_TURNED_AWAY_FOR_IT_KNOWS_MORE,
    SESSION_TAKEN_UP_ELSEWHERE,
    WRITE_REFUSED_FOR_THE_SESSION_HAD_MOVED;

    /** Those that a lone member cannot get into. */
    public static Set<Reached> amongPeers() {
        return EnumSet.range(LEADER_ESTABLISHED, WRITE_REFUSED_FOR_THE_SESSION_HAD_MOVED);
    }

    /** How often a run got into each of them. */
    public static Map<Reached, Long> in(History history) {
        Map<Reached, Long> times = new EnumMap<>(Reached.class);
        Set<Long> attached = new HashSet<>();
        Map<String, Entry.Asked> open = new HashMap<>();
        Set<Integer> early = new HashSet<>();
        Map<Integer, Integer> members = new HashMap<>();
        Map<Long, Integer> lived = new HashMap<>();
        for (Entry entry : history.entries()) {
            switch (entry) {
                case Entry.Stopped stopped -> count(times, end(stopped.reason()));
                case Entry.Recovered recovered -> {
                    if (recovered.image().zxid() > 0) {
                        count(
                                times,
                                recovered.snapshotZxid() > 0 ? RECOVERED_FROM_A_LATER_SNAPSHOT : RECOVERED_BY_REPLAY);
                    }
                }
                case Entry.Attached again -> {
                    int member = members.getOrDefault(again.connection(), 0);
                    Integer before = lived.put(again.session(), member);
                    if (!attached.add(again.session())) {
                        count(times, SESSION_RESUMED);
                    }
                    if (before != null && before != member) {
                        count(times, SESSION_TAKEN_UP_ELSEWHERE);
                    }
                }
                case Entry.Refused _ -> count(times, SESSION_REFUSED);
                case Entry.Expired _ -> count(times, SESSION_EXPIRED);
                case Entry.Asked asked -> {
                    open.put(asked.session() + "/" + asked.xid(), asked);
                    if (asked.session() == 0) {
                        early.add(asked.connection());
                    }
                }
                case Entry.Answered answered -> {
                    open.remove(answered.session() + "/" + answered.xid());
                    multi(answered, times);
                }
                case Entry.Announced announced -> {
                    if (announced.zxid() < 0) {
                        count(times, EVENT_AFTER_A_RECONNECT);
                    }
                }
                case Entry.Paused _ -> count(times, PAUSED);
                case Entry.Rehearsed rehearsed ->
                    count(times, rehearsed.refusal() == null ? DAMAGE_SURVIVED : DAMAGE_REFUSED);
                case Entry.Unrecoverable _ -> count(times, LASTING_DAMAGE_REFUSED);
                case Entry.Knocked knocked -> members.put(knocked.connection(), knocked.member());
                case Entry.Reigns _ -> count(times, LEADER_ESTABLISHED);
                case Entry.Passed passed -> count(times, passed.what());
                case Entry.Bound bound -> early(bound.connection(), early, times);
                default -> {
                    // Happens in every run.
                }
            }
        }
        settled(history, open, times);
        return times;
    }

    private static void early(int connection, Set<Integer> early, Map<Reached, Long> times) {
        if (early.contains(connection)) {
            count(times, ASKED_BEFORE_THE_HANDSHAKE_WAS_ANSWERED);
        }
    }

    private static Reached end(String reason) {
        if (reason.startsWith("cut off")) {
            return POWER_CUT_BETWEEN_EFFECTS;
        }
        if (reason.startsWith("the process")) {
            return POWER_CUT_IN_A_DISK_OPERATION;
        }
        return reason.equals("killed") || reason.equals("the last power cut") ? KILLED : ENDED_BY_A_DISK_ERROR;
    }

    private static void multi(Entry.Answered answered, Map<Reached, Long> times) {
        if (answered.body() instanceof Response.Results(List<Response.Result> results)) {
            boolean failed = results.stream().anyMatch(Response.Result.Failed.class::isInstance);
            count(times, failed ? MULTI_FAILED : MULTI_DONE);
        }
    }

    private static void settled(History history, Map<String, Entry.Asked> open, Map<Reached, Long> times) {
        for (Settled settled : history.ledger()) {
            String name = settled.header().sessionId() + "/" + settled.header().cxid();
            boolean unknown = open.remove(name) != null;
            switch (settled.txn()) {
                case Txn.DeleteContainer _ -> count(times, CONTAINER_OR_TTL_REAPED);
                case Txn.Error(int code)
                when code == ErrorCode.SESSION_MOVED.number() -> count(times, WRITE_REFUSED_FOR_THE_SESSION_HAD_MOVED);
                case Txn.CloseSession(List<String> ephemerals) -> {
                    if (unknown) {
                        count(times, SESSION_ENDED_WITHOUT_ITS_CLIENT_KNOWING);
                    } else if (settled.header().cxid() == 0 && ephemerals != null && !ephemerals.isEmpty()) {
                        count(times, SESSION_EXPIRED_WITH_EPHEMERALS);
                    }
                }
                default -> {
                    if (unknown) {
                        count(times, WRITE_DONE_WITHOUT_ITS_CLIENT_KNOWING);
                    }
                }
            }
        }
        for (Entry.Asked lost : open.values()) {
            if (lost.request() instanceof WriteRequest) {
                count(times, WRITE_LOST_WITHOUT_ITS_CLIENT_KNOWING);
            }
        }
    }

    private static void count(Map<Reached, Long> times, Reached what) {
        times.merge(what, 1L, Long::sum);
    }
}
