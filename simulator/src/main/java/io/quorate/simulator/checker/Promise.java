package io.quorate.simulator.checker;

import java.util.EnumSet;
import java.util.Set;

/** What the service promises, by the numbers of faults 2. */
public enum Promise {
    C1("requests of a session take effect and are answered in the order of asking"),
    C2("writes take effect once, between asking and answer, and are answered as the model says"),
    C3("a session never sees an older state after a newer one"),
    C4("a read sees the session's own earlier writes"),
    C5("a read shows exactly the state of its zxid"),
    C6("a read after a sync sees everything answered to anybody before the sync"),
    C7("what was answered is in every later state"),
    C8("a write takes effect at most once, and never after the end of its session"),
    C9("a multi takes effect as a whole or not at all"),
    C10("versions and times of a znode grow as its Stat promises"),
    C11("sequence numbers under one parent never come again"),
    C12("ephemerals live exactly as long as their session"),
    C13("session ids are unique, passwords are checked, and nobody is expired early"),
    C14("a session speaks through one connection at a time"),
    C15("what the ACL denies is denied, what it allows is allowed"),
    C16("a member that can write says so, and refuses no write as read-only"),
    W1("an event comes before any reply that shows what it announces"),
    W2("events come in the order of the changes"),
    W3("nothing is announced that was not watched, or twice"),
    W4("no watched change is missed"),
    W5("what was missed while away is announced before the reply to SetWatches"),
    W6("persistent watches stay until removed, and removal says whether there was one"),
    W7("no watch outlives its connection"),
    L1("when everything works there is soon a leader, and it stays"),
    L2("what is asked is answered, unless the connection ends"),
    L3("whoever is outside forces no second election"),
    L4("when everything works everybody gets everything"),
    L5("from every state a crash can leave, the member starts again"),
    L6("who serves is not far behind what was answered to anybody"),
    L7("a session that nobody keeps alive ends in time"),
    L8("a member whose disk was full comes back once there is room"),
    L10("no step of the member breaks its own invariants"),
    Z1("what is read back from the log is what was appended"),
    Z2("every member that serves has applied a beginning of what was decided"),
    Z3("of two members' histories one is the beginning of the other"),
    Z4("zxids follow each other without a gap"),
    Z5("the epochs of applied txns never decrease"),
    Z6("whoever begins an epoch has everything that was decided before"),
    Z7("an epoch has one leader"),
    Z8("epochs on disk never decrease, and none is ahead of its history"),
    Z9("a leader that is established has everything that was decided"),
    Z10("what is decided is on the disks of a quorum"),
    Z11("nothing is said of a zxid that is not durable"),
    Z12("what was decided stays on the disks of a quorum"),
    Z13("the log has no holes"),
    Z14("whoever acknowledges a leader's history has it"),
    Z15("a leader decides its own proposals, in order"),
    Z16("whoever has left an epoch writes and acknowledges nothing of it"),
    Z17("whoever may have lost something claims nothing"),
    Z18("the digest after replay is the one recorded"),
    Z19("all members go by one configuration, the one that was decided"),
    Z20("what a peer may not say ends its connection, and nothing else"),
    Z21("no epoch has more txns than its counter can count"),
    A1("a client's session goes through its states as it may, and its end is told once"),
    A2("no client is told that its session is over while the service keeps it and the client's clock gives it time"),
    A3("a client is no longer certain of its session when the service ends it"),
    A4("whatever is asked of a client is answered in the end, if only by a failure"),
    A9("no member is tried twice in a row while there is another"),
    A10("no step of the client breaks its own invariants"),
    R1("never do more own a thing than may"),
    R2("later owners have greater tokens"),
    R3("everybody gets his turn"),
    R4("no item of a queue is lost, acknowledged twice or invented"),
    R5("every addition that was answered counts once, and no other more than once"),
    R6("nobody passes a barrier before it opens"),
    R7("a copy of a tree never goes back, and ends as what it is a copy of"),
    R8("a group lists its members and nobody else in the end, and a name is given once"),
    R9("who subscribes hears what was published in its order, and the last of it"),
    R10("all hear the same of a transaction, and it is committed only if all agreed"),
    R12("a task goes on where its last accepted report ended, and only its worker's reports are accepted"),
    R13("what a program asks fails only in ways that it is told to expect");

    private final String sentence;

    Promise(String sentence) {
        this.sentence = sentence;
    }

    /** Those that a lone member cannot break. */
    public static Set<Promise> amongPeers() {
        return EnumSet.of(Z2, Z5, Z6, Z7, Z8, Z9, Z10, Z12, Z14, Z15, Z16, Z17, Z19, Z20, Z21, L1, L3, L4, L6);
    }

    /** Those of the client and the recipes, which only runs with programs put to the test. */
    public static Set<Promise> ofPrograms() {
        return EnumSet.range(A1, R13);
    }

    /** The promise in one sentence. */
    public String sentence() {
        return sentence;
    }
}
