package io.quorate.simulator;

import io.quorate.data.ErrorCode;
import io.quorate.data.Stat;
import io.quorate.message.ReadRequest;
import io.quorate.message.Request;
import io.quorate.message.Response;
import io.quorate.message.SessionRequest;
import io.quorate.message.WriteRequest;
import io.quorate.simulator.checker.Entry;
import io.quorate.simulator.checker.History;
import io.quorate.simulator.checker.History.Settled;
import io.quorate.simulator.checker.Promise;
import io.quorate.tree.txn.Txn;
import io.quorate.tree.txn.TxnHeader;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A change to a true history that makes it false.
 *
 * @param what what is changed
 * @param broken the promise that is then broken
 * @param forgery makes the change, or says that this history offers no occasion
 */
record Lie(String what, Promise broken, Predicate<History> forgery) {
    private static final long HOUR = 3_600_000_000_000L;

    @Override
    public String toString() {
        return broken + ": " + what;
    }

    /** All lies that are to be found out. */
    static List<Lie> all() {
        return List.of(
                new Lie("a reply is missing", Promise.C1, Lie::dropReply),
                new Lie("two replies change places", Promise.C1, Lie::swapReplies),
                new Lie("a reply comes twice", Promise.C1, Lie::doubleReply),
                new Lie("a write is said to be elsewhere", Promise.C2, Lie::moveWrite),
                new Lie("a session goes back in time", Promise.C3, history -> rewindLastRead(history)),
                new Lie("a read does not see an earlier write", Promise.C4, Lie::rewindReadAfterWrite),
                new Lie("a read is from the future", Promise.C5, Lie::advanceRead),
                new Lie("a read shows something else", Promise.C5, Lie::changeData),
                new Lie("a sync is stale", Promise.C6, Lie::rewindSync),
                new Lie("a recovered znode is missing", Promise.C7, Lie::loseZnode),
                new Lie("the last txn is gone", Promise.C7, Lie::loseLastTxn),
                new Lie("a write takes effect twice", Promise.C8, Lie::repeatTxn),
                new Lie("a multi answers something else", Promise.C9, Lie::changeMulti),
                new Lie("a version goes back", Promise.C10, Lie::changeVersion),
                new Lie("a sequence number comes again", Promise.C11, Lie::changeSequence),
                new Lie("an ephemeral belongs to nobody", Promise.C12, Lie::changeOwner),
                new Lie("a session id comes again", Promise.C13, Lie::repeatSession),
                new Lie("a session expires early", Promise.C13, history -> moveExpiry(history, -HOUR)),
                new Lie("a wrong password is good enough", Promise.C13, Lie::acceptPassword),
                new Lie("an old connection still speaks", Promise.C14, Lie::speakThroughOldConnection),
                new Lie("what was denied is done", Promise.C15, Lie::allowDenied),
                new Lie("a session is only for reading", Promise.C16, Lie::makeReadOnly),
                new Lie("what was damaged at rest is gone", Promise.C7, Lie::loseByRot),
                new Lie("what was damaged at rest is changed", Promise.C7, Lie::changeByRot),
                new Lie("a refusal names no file", Promise.L5, Lie::refuseWithoutReason),
                new Lie("a client waits in vain", Promise.L2, Lie::waitInVain),
                new Lie("another member has another history", Promise.Z3, Lie::disagree),
                new Lie("an event follows the reply", Promise.W1, Lie::delayEvent),
                new Lie("two events change places", Promise.W2, Lie::swapEvents),
                new Lie("an event comes twice", Promise.W3, Lie::doubleEvent),
                new Lie("an event is missing", Promise.W4, Lie::dropEvent),
                new Lie("a missed change is not announced", Promise.W5, Lie::dropReplayed),
                new Lie("a watch is denied that is there", Promise.W6, Lie::denyWatch),
                new Lie("a watch outlives its connection", Promise.W7, Lie::leaveWatch),
                new Lie("a session expires late", Promise.L7, history -> moveExpiry(history, HOUR)),
                new Lie("two txns change places", Promise.Z4, Lie::swapTxns),
                new Lie("the digest is another", Promise.Z18, Lie::changeDigest));
    }

    private static Map<String, Request> questions(History history) {
        Map<String, Request> questions = new HashMap<>();
        for (Entry entry : history.entries()) {
            if (entry instanceof Entry.Asked asked) {
                questions.put(asked.connection() + "/" + asked.xid(), asked.request());
            }
        }
        return questions;
    }

    private static @Nullable Request question(Map<String, Request> questions, Entry.Answered answered) {
        return questions.get(answered.connection() + "/" + answered.xid());
    }

    /** Replaces the first reply that the change has something to do with. */
    private static boolean replaceReply(History history, Change change) {
        Map<String, Request> questions = questions(history);
        for (int i = 0; i < history.entries().size(); i++) {
            if (history.entries().get(i) instanceof Entry.Answered answered) {
                Request request = question(questions, answered);
                Entry.Answered changed = request == null ? null : change.of(request, answered);
                if (changed != null) {
                    history.entries().set(i, changed);
                    return true;
                }
            }
        }
        return false;
    }

    private interface Change {
        Entry.@Nullable Answered of(Request request, Entry.Answered answered);
    }

    private static Entry.Answered withZxid(Entry.Answered answered, long zxid) {
        return new Entry.Answered(
                answered.at(),
                answered.connection(),
                answered.session(),
                answered.xid(),
                zxid,
                answered.error(),
                answered.body());
    }

    private static Entry.Answered withBody(Entry.Answered answered, int error, Response body) {
        return new Entry.Answered(
                answered.at(), answered.connection(), answered.session(), answered.xid(), answered.zxid(), error, body);
    }

    /** Two entries of the same connection that stand beside each other there, as it pleases {@code wanted}. */
    private static int @Nullable [] neighbours(History history, Pair wanted) {
        Map<Integer, Integer> last = new HashMap<>();
        for (int i = 0; i < history.entries().size(); i++) {
            Entry entry = history.entries().get(i);
            int connection = switch (entry) {
                case Entry.Answered answered -> answered.connection();
                case Entry.Announced announced -> announced.connection();
                default -> -1;
            };
            Integer before = connection < 0 ? null : last.put(connection, i);
            if (before != null && wanted.pleases(history.entries().get(before), entry)) {
                return new int[] {before, i};
            }
        }
        return null;
    }

    private interface Pair {
        boolean pleases(Entry first, Entry second);
    }

    private static boolean swapNeighbours(History history, Pair wanted) {
        int[] pair = neighbours(history, wanted);
        if (pair != null) {
            Collections.swap(history.entries(), pair[0], pair[1]);
        }
        return pair != null;
    }

    private static boolean isDifferentReplies(Entry first, Entry second) {
        return first instanceof Entry.Answered one
                && second instanceof Entry.Answered other
                && one.xid() != other.xid();
    }

    private static boolean dropReply(History history) {
        int[] pair = neighbours(history, Lie::isDifferentReplies);
        if (pair != null) {
            history.entries().remove(pair[0]);
        }
        return pair != null;
    }

    private static boolean swapReplies(History history) {
        return swapNeighbours(history, Lie::isDifferentReplies);
    }

    private static boolean doubleReply(History history) {
        int[] pair = neighbours(history, Lie::isDifferentReplies);
        if (pair != null) {
            history.entries().add(pair[1], history.entries().get(pair[0]));
        }
        return pair != null;
    }

    private static boolean moveWrite(History history) {
        return replaceReply(
                history,
                (request, answered) ->
                        request instanceof WriteRequest ? withZxid(answered, answered.zxid() - 1) : null);
    }

    private static boolean rewindLastRead(History history) {
        return replaceReply(
                history,
                (request, answered) ->
                        request instanceof ReadRequest && answered.zxid() > 20 ? withZxid(answered, 1) : null);
    }

    private static boolean rewindReadAfterWrite(History history) {
        int[] pair = neighbours(
                history,
                (first, second) -> first instanceof Entry.Answered one
                        && second instanceof Entry.Answered other
                        && one.zxid() > 1
                        && question(questions(history), one) instanceof WriteRequest
                        && question(questions(history), other) instanceof ReadRequest);
        if (pair != null && history.entries().get(pair[1]) instanceof Entry.Answered answered) {
            history.entries().set(pair[1], withZxid(answered, answered.zxid() - 1));
        }
        return pair != null;
    }

    private static boolean advanceRead(History history) {
        return replaceReply(
                history,
                (request, answered) ->
                        request instanceof ReadRequest ? withZxid(answered, answered.zxid() + 1_000_000) : null);
    }

    private static boolean changeData(History history) {
        return replaceReply(
                history,
                (_, answered) -> answered.body() instanceof Response.Data(byte[] _, Stat stat)
                        ? withBody(answered, 0, new Response.Data(new byte[] {99, 99}, stat))
                        : null);
    }

    private static boolean rewindSync(History history) {
        return replaceReply(
                history,
                (request, answered) ->
                        request instanceof SessionRequest.Sync && answered.zxid() > 20 ? withZxid(answered, 1) : null);
    }

    private static boolean loseZnode(History history) {
        for (Entry entry : history.entries()) {
            if (entry instanceof Entry.Recovered recovered
                    && recovered.image().nodes().size() > 4) {
                recovered.image().nodes().pollLastEntry();
                return true;
            }
        }
        return false;
    }

    private static boolean loseLastTxn(History history) {
        history.ledger().removeLast();
        return true;
    }

    private static boolean repeatTxn(History history) {
        for (Settled settled : history.ledger()) {
            if (settled.header().cxid() > 0 && settled.txn() instanceof Txn.SetData) {
                history.ledger().add(at(settled, history.ledger().size() + 1L));
                return true;
            }
        }
        return false;
    }

    private static Settled at(Settled settled, long zxid) {
        TxnHeader header = settled.header();
        return with(settled, new TxnHeader(header.sessionId(), header.cxid(), zxid, header.time()), settled.txn());
    }

    private static Settled with(Settled settled, TxnHeader header, Txn txn) {
        return new Settled(settled.at(), header, txn, settled.hasDigest(), settled.digest(), settled.recordHash());
    }

    private static boolean changeMulti(History history) {
        return replaceReply(
                history,
                (request, answered) -> request instanceof WriteRequest.Multi
                                && answered.body() instanceof Response.Results(List<Response.Result> results)
                                && !results.isEmpty()
                        ? withBody(answered, 0, new Response.Results(results.subList(1, results.size())))
                        : null);
    }

    /** A znode of which a later version has been shown before is shown with version 0 again. */
    private static boolean changeVersion(History history) {
        Map<Long, Integer> versions = new HashMap<>();
        return replaceReply(
                history,
                (request, answered) -> request instanceof WriteRequest.SetData
                                && answered.body() instanceof Response.StatOnly(Stat stat)
                                && versions.merge(stat.czxid(), 1, Integer::sum) > 1
                                && stat.version() > 1
                        ? withBody(answered, 0, new Response.StatOnly(edited(stat, 0, stat.ephemeralOwner())))
                        : null);
    }

    private static Stat edited(Stat stat, int version, long owner) {
        return new Stat(
                stat.czxid(),
                stat.mzxid(),
                stat.ctime(),
                stat.mtime(),
                version,
                stat.cversion(),
                stat.aversion(),
                owner,
                stat.dataLength(),
                stat.numChildren(),
                stat.pzxid());
    }

    private static boolean replaceTxn(History history, UnaryOperator<@Nullable Settled> change) {
        for (int i = 0; i < history.ledger().size(); i++) {
            Settled changed = change.apply(history.ledger().get(i));
            if (changed != null) {
                history.ledger().set(i, changed);
                return true;
            }
        }
        return false;
    }

    private static boolean changeSequence(History history) {
        return replaceTxn(
                history,
                settled ->
                        settled != null && settled.txn() instanceof Txn.Create create && create.parentCreateCount() > 2
                                ? with(
                                        settled,
                                        settled.header(),
                                        new Txn.Create(
                                                create.form(),
                                                create.path(),
                                                create.data(),
                                                create.acl(),
                                                create.ephemeral(),
                                                create.parentCreateCount() - 1))
                                : null);
    }

    private static boolean changeOwner(History history) {
        return replaceReply(
                history,
                (_, answered) -> answered.body() instanceof Response.StatOnly(Stat stat) && stat.ephemeralOwner() != 0
                        ? withBody(answered, 0, new Response.StatOnly(edited(stat, stat.version(), 7)))
                        : null);
    }

    private static boolean repeatSession(History history) {
        long[] first = {0};
        return replaceTxn(history, settled -> {
            if (settled == null || !(settled.txn() instanceof Txn.CreateSession)) {
                return null;
            }
            TxnHeader header = settled.header();
            boolean again = first[0] != 0;
            first[0] = again ? first[0] : header.sessionId();
            return again
                    ? with(settled, new TxnHeader(first[0], header.cxid(), header.zxid(), header.time()), settled.txn())
                    : null;
        });
    }

    private static boolean moveExpiry(History history, long by) {
        for (int i = 0; i < history.entries().size(); i++) {
            if (history.entries().get(i) instanceof Entry.Expired(long at, int member, long session, int timeoutMs)) {
                history.entries().set(i, new Entry.Expired(at + by, member, session, timeoutMs));
                return true;
            }
        }
        return false;
    }

    private static boolean acceptPassword(History history) {
        for (int i = 0; i < history.entries().size(); i++) {
            if (history.entries().get(i) instanceof Entry.Attached attached) {
                history.entries()
                        .set(
                                i,
                                new Entry.Attached(
                                        attached.at(),
                                        attached.connection(),
                                        attached.session(),
                                        attached.timeoutMs(),
                                        false,
                                        false));
                return true;
            }
        }
        return false;
    }

    /** Says of a session's last write that it was asked on the connection of its first. */
    private static boolean speakThroughOldConnection(History history) {
        Map<Long, Integer> first = new HashMap<>();
        Map<Long, Integer> turns = new HashMap<>();
        Map<String, Integer> connections = new HashMap<>();
        for (Entry entry : history.entries()) {
            if (entry instanceof Entry.Asked asked && asked.request() instanceof WriteRequest) {
                connections.put(asked.session() + "/" + asked.xid(), asked.connection());
            }
        }
        for (Settled settled : history.ledger()) {
            long session = settled.header().sessionId();
            Integer connection =
                    connections.get(session + "/" + settled.header().cxid());
            if (connection != null && settled.header().cxid() > 0) {
                int start = first.computeIfAbsent(session, _ -> connection);
                int turn = start == connection ? 0 : turns.merge(session, 1, Integer::sum);
                if (turn == 2) {
                    move(history, session, settled.header().cxid(), start);
                    return true;
                }
            }
        }
        return false;
    }

    private static void move(History history, long session, int xid, int connection) {
        history.entries().replaceAll(entry -> switch (entry) {
            case Entry.Asked asked
            when asked.session() == session && asked.xid() == xid ->
                new Entry.Asked(asked.at(), connection, session, xid, asked.request());
            case Entry.Arrived arrived
            when arrived.session() == session && arrived.xid() == xid ->
                new Entry.Arrived(arrived.at(), arrived.member(), connection, session, xid, arrived.who());
            default -> entry;
        });
    }

    private static boolean allowDenied(History history) {
        return replaceReply(
                history,
                (_, answered) -> answered.error() == ErrorCode.NO_AUTH.number()
                        ? withBody(answered, 0, Response.Empty.INSTANCE)
                        : null);
    }

    private static boolean isEvent(Entry entry) {
        return entry instanceof Entry.Announced announced && announced.zxid() > 0;
    }

    private static boolean delayEvent(History history) {
        return swapNeighbours(
                history,
                (first, second) -> first instanceof Entry.Announced event
                        && event.zxid() > 0
                        && second instanceof Entry.Answered answered
                        && answered.zxid() >= event.zxid());
    }

    private static boolean swapEvents(History history) {
        return swapNeighbours(history, (first, second) -> isEvent(first) && isEvent(second) && !first.equals(second));
    }

    private static boolean doubleEvent(History history) {
        int[] pair = neighbours(history, (first, second) -> isEvent(first) && second instanceof Entry.Answered);
        if (pair != null) {
            history.entries().add(pair[1], history.entries().get(pair[0]));
        }
        return pair != null;
    }

    private static boolean dropEvent(History history) {
        int[] pair = neighbours(history, (first, second) -> isEvent(first) && second instanceof Entry.Answered);
        if (pair != null) {
            history.entries().remove(pair[0]);
        }
        return pair != null;
    }

    private static boolean dropReplayed(History history) {
        int[] pair = neighbours(
                history,
                (first, second) ->
                        first instanceof Entry.Announced event && event.zxid() < 0 && second instanceof Entry.Answered);
        if (pair != null) {
            history.entries().remove(pair[0]);
        }
        return pair != null;
    }

    private static boolean denyWatch(History history) {
        return replaceReply(
                history,
                (request, answered) -> request instanceof ReadRequest.CheckWatches && answered.error() == 0
                        ? withBody(answered, ErrorCode.NO_WATCHER.number(), Response.Empty.INSTANCE)
                        : null);
    }

    private static boolean leaveWatch(History history) {
        for (int i = 0; i < history.entries().size(); i++) {
            if (history.entries().get(i) instanceof Entry.Quiet quiet) {
                history.entries().set(i, new Entry.Quiet(quiet.at(), quiet.member(), 1, 0));
                return true;
            }
        }
        return false;
    }

    private static boolean swapTxns(History history) {
        Collections.swap(history.ledger(), 3, 4);
        return true;
    }

    private static boolean changeDigest(History history) {
        List<Settled> ledger = history.ledger();
        Settled last = ledger.getLast();
        ledger.set(
                ledger.size() - 1,
                new Settled(
                        last.at(), last.header(), last.txn(), last.hasDigest(), last.digest() + 1, last.recordHash()));
        return last.hasDigest();
    }

    private static boolean replaceFirst(History history, UnaryOperator<@Nullable Entry> change) {
        for (int i = 0; i < history.entries().size(); i++) {
            Entry changed = change.apply(history.entries().get(i));
            if (changed != null) {
                history.entries().set(i, changed);
                return true;
            }
        }
        return false;
    }

    private static boolean makeReadOnly(History history) {
        return replaceFirst(
                history,
                entry -> entry instanceof Entry.Attached attached
                        ? new Entry.Attached(
                                attached.at(),
                                attached.connection(),
                                attached.session(),
                                attached.timeoutMs(),
                                attached.rightful(),
                                true)
                        : null);
    }

    private static boolean loseByRot(History history) {
        long shown = 0;
        for (int i = 0; i < history.entries().size(); i++) {
            Entry entry = history.entries().get(i);
            if (entry instanceof Entry.Answered answered) {
                shown = Math.max(shown, answered.zxid());
            } else if (shown > 0 && entry instanceof Entry.Rehearsed tried && tried.refusal() == null) {
                history.entries()
                        .set(i, new Entry.Rehearsed(tried.at(), tried.member(), tried.damage(), null, shown - 1, null));
                return true;
            }
        }
        return false;
    }

    private static boolean changeByRot(History history) {
        return replaceFirst(
                history,
                entry -> entry instanceof Entry.Rehearsed tried && tried.refusal() == null
                        ? new Entry.Rehearsed(
                                tried.at(), tried.member(), tried.damage(), null, tried.zxid(), "/r0 is gone")
                        : null);
    }

    private static boolean refuseWithoutReason(History history) {
        return replaceFirst(
                history,
                entry -> entry instanceof Entry.Rehearsed tried
                        ? new Entry.Rehearsed(tried.at(), tried.member(), tried.damage(), "no", -1, null)
                        : null);
    }

    /** A client has waited for an hour since all faults ended. */
    private static boolean waitInVain(History history) {
        for (int i = 0; i < history.entries().size(); i++) {
            if (history.entries().get(i) instanceof Entry.Rested rested) {
                long since = rested.at() + HOUR;
                history.entries().add(i + 1, new Entry.GaveUp(since + HOUR, 1, since));
                return true;
            }
        }
        return false;
    }

    private static boolean disagree(History history) {
        Settled first = history.ledger().getFirst();
        history.log(2)
                .append(new Settled(
                        first.at(),
                        first.header(),
                        first.txn(),
                        first.hasDigest(),
                        first.digest(),
                        first.recordHash() + 1));
        return true;
    }
}
