package io.quorate.simulator.checker.agreement;

import io.quorate.simulator.checker.History.Settled;
import io.quorate.zab.ElectionMessage;
import io.quorate.zab.Role;
import io.quorate.zab.ZabMessage;
import java.util.List;

/** One thing that the ghost sees, before it changes what the ghost knows. */
public sealed interface Sight {
    /** The number of the member it is about. */
    int member();

    /** A member begins with that on its disk. */
    record Booted(int member, long lastZxid, long acceptedEpoch, long currentEpoch, boolean trusted) implements Sight {}

    /** A member is no more. */
    record Stopped(int member) implements Sight {}

    /** A member hands a txn to its log. */
    record Appended(int member, Settled txn) implements Sight {}

    /** A member's log is durable up to here. */
    record Persisted(int member, long zxid) implements Sight {}

    /** A member has made durable up to which epoch it follows nobody else. */
    record AcceptedSaved(int member, long epoch) implements Sight {}

    /** A member has made durable which epoch's history it has. */
    record CurrentSaved(int member, long epoch) implements Sight {}

    /** A member's history has been cut, durably. */
    record Cut(int member, long zxid) implements Sight {}

    /** A member's history has been replaced by another, durably. */
    record Replaced(int member, List<Settled> history) implements Sight {}

    /** A member's disk was emptied. */
    record Wiped(int member) implements Sight {}

    /** A member is something else now. */
    record Became(int member, Role role) implements Sight {}

    /** A member knows that a quorum has its history. */
    record Established(int member, long epoch) implements Sight {}

    /** A leader has decided the next txn. */
    record Decided(int member, Settled txn) implements Sight {}

    /** A member has applied the next txn of its log. */
    record Applied(int member, Settled txn) implements Sight {}

    /** A member's state after a batch. */
    record State(int member, long zxid, long digest) implements Sight {}

    /** A member says something to a peer. */
    record Said(int member, int to, int connection, ZabMessage message) implements Sight {}

    /** A member tells a peer a piece of its log. */
    record SaidHistory(int member, int to, int connection, long after, long through) implements Sight {}

    /** A member has heard something from a peer. */
    record Heard(int member, int from, int connection, ZabMessage message) implements Sight {}

    /** A member says something on the election port. */
    record Voted(int member, int to, ElectionMessage message) implements Sight {}
}
