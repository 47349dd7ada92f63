package io.quorate.zab.ensemble;

import io.quorate.zab.ServerId;

/**
 * One configured member.
 *
 * @param address what stands behind {@code server.N=}, for example {@code host:2888:3888:participant}; carried, never
 *     read here
 */
public record Member(ServerId id, Kind kind, String address) {

    /** Whether a member has a say. */
    public enum Kind {
        /** Votes, and its acks count. */
        VOTER,
        /** Learns what was decided. */
        OBSERVER
    }
}
