package io.quorate.replica;

import io.quorate.data.EventType;

/** Plain counters of one replica. Owned by the driver's thread; read by inspection. */
public final class Tally {
    /** Requests answered from the applied state on the driver's thread. */
    public long reads;
    /** Txns proposed. */
    public long proposals;
    /** Txns applied. */
    public long applied;
    /** Those among them that were decided while this member led an ensemble. */
    public long decidedAsLeader;
    /** Sessions ended because nothing was heard of them. */
    public long sessionsExpired;
    /** Handshakes seen. */
    public long connects;
    /** Handshakes that took up an existing session. */
    public long resumes;
    /** Batches handed to the log. */
    public long submits;
    /** Bytes of the txn logged last, −1 before the first. */
    public long lastProposalBytes = -1;
    /** Bytes of the smallest, −1 before the first. */
    public long minProposalBytes = -1;
    /** Bytes of the largest, −1 before the first. */
    public long maxProposalBytes = -1;

    private final Fired created = new Fired();
    private final Fired deleted = new Fired();
    private final Fired changed = new Fired();
    private final Fired children = new Fired();

    /** A txn was logged. */
    public void logged(int bytes) {
        lastProposalBytes = bytes;
        minProposalBytes = minProposalBytes < 0 ? bytes : Math.min(minProposalBytes, bytes);
        maxProposalBytes = Math.max(maxProposalBytes, bytes);
    }

    /** Counts how many watchers one change was told to. */
    public void fired(EventType type, int watchers) {
        fired(type).add(watchers);
    }

    /** The figures for one type of event. */
    public Fired fired(EventType type) {
        return switch (type) {
            case NODE_CREATED -> created;
            case NODE_DELETED -> deleted;
            case NODE_DATA_CHANGED -> changed;
            case NODE_CHILDREN_CHANGED -> children;
        };
    }

    /** How many watchers were told at a time. */
    public static final class Fired {
        /** Changes that were told to somebody. */
        public long count;
        /** Watchers told in all. */
        public long sum;
        /** Fewest at a time. */
        public long min = Long.MAX_VALUE;
        /** Most at a time. */
        public long max = Long.MIN_VALUE;

        private void add(int watchers) {
            count++;
            sum += watchers;
            min = Math.min(min, watchers);
            max = Math.max(max, watchers);
        }
    }
}
