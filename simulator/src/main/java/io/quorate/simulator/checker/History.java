package io.quorate.simulator.checker;

import io.quorate.tree.txn.Txn;
import io.quorate.tree.txn.TxnHeader;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of a run: what happened, in order, and for each member the txns in its log. A txn counts if it was
 * in the log when the member last recovered.
 */
public final class History {
    private final List<Entry> entries = new ArrayList<>();
    private final TreeMap<Integer, MemberLog> logs = new TreeMap<>();
    private final Map<Promise, Long> tested = new EnumMap<>(Promise.class);

    /**
     * A txn in the log.
     *
     * @param at when it was appended, virtual nanoseconds
     * @param digest digest of the tree after it, if {@code hasDigest}
     * @param recordHash hash of the bytes of its record
     */
    public record Settled(long at, TxnHeader header, Txn txn, boolean hasDigest, long digest, long recordHash) {
        /** Its place in the order. */
        public long zxid() {
            return header.zxid();
        }
    }

    private @Nullable MemberLog decided;

    /** Several members write this: what counts is what they decide together, not what one of them has in its log. */
    public MemberLog amongPeers() {
        MemberLog order = new MemberLog();
        decided = order;
        return order;
    }

    /** Whether there are several members. */
    public boolean isAmongPeers() {
        return decided != null;
    }

    /** Adds what happened last. */
    public void add(Entry entry) {
        entries.add(entry);
    }

    /** A promise is put to the test at the moment at which it would be broken. */
    public void test(boolean holds, Promise promise, long at, Supplier<String> what) {
        tested.merge(promise, 1L, Long::sum);
        if (!holds) {
            entries.add(new Entry.Alarmed(at, promise, what.get()));
        }
    }

    /** How often each promise was tested on the spot. */
    Map<Promise, Long> tested() {
        return tested;
    }

    /** The log of a member. */
    public MemberLog log(int member) {
        return logs.computeIfAbsent(member, _ -> new MemberLog());
    }

    /** The logs by member. */
    public SortedMap<Integer, MemberLog> logs() {
        return logs;
    }

    /**
     * The order of all txns: what was decided, or what a lone member has in its log. That the logs of several members
     * are beginnings of it is a promise of its own (Z3).
     */
    public MemberLog order() {
        MemberLog longest = decided;
        if (longest != null) {
            return longest;
        }
        for (MemberLog log : logs.values()) {
            if (longest == null || log.txns().size() > longest.txns().size()) {
                longest = log;
            }
        }
        return longest == null ? new MemberLog() : longest;
    }

    /** The txn with this zxid in the order, or null. */
    public @Nullable Settled settled(long zxid) {
        return order().settled(zxid);
    }

    /** What happened, in order. Live: tests that check the checkers change it. */
    public List<Entry> entries() {
        return entries;
    }

    /** The txns in their order. Live as well. */
    public List<Settled> ledger() {
        return order().txns();
    }
}
