package io.quorate.simulator.world;

/** What a line of the trace is about. */
public enum Mark {
    BOOT("boot", "the member starts: boot number, last zxid recovered"),
    DOWN("down", "the member is down: boot number, why"),
    TURN("turn", "the driver took a batch of inputs: how many, last applied zxid"),
    TOLD("told", "a fact the member tells people"),
    APPEND("app ", "a txn was appended to the log: zxid, type"),
    SYNC("sync", "the log thread made a batch durable: zxid, records"),
    SNAP("snap", "the snapshot thread: zxid, what it did"),
    OPEN("open", "a client opens a connection: connection, session"),
    ATTACH("att ", "a client hears the answer to its handshake: connection, session"),
    ASK("ask ", "a client sends a request: connection, xid"),
    READ("read", "the member has read a request: connection, xid"),
    ANSWER("ans ", "a client receives a reply: connection, zxid"),
    EVENT("evt ", "a client receives an event: connection, zxid"),
    CUT("cut ", "a connection is cut: connection"),
    GONE("gone", "a client sees that its connection is gone: connection"),
    CLOCK("clk ", "the wall clock jumps: by how many ms"),
    PAUSE("paus", "a member stands still: for how many us, whether its monotonic clock stands still too"),
    TRIAL("try ", "a start is tried on a damaged copy of a member's disk: last zxid recovered, or -1 if refused"),
    VOTE("vote", "a member says something on the election port: to whom, round"),
    HEARD("hear", "a member hears something on the election port: from whom, round"),
    SAY("say ", "a member says something to a peer: to whom, connection"),
    RECEIVE("recv", "a member hears something from a peer: from whom, connection"),
    LINK("link", "a connection between members: with whom, connection"),
    ROLE("role", "a member is something else now: epoch"),
    EPOCH("epo ", "a member has made an epoch durable: accepted, current"),
    CUT_BACK("trun", "a member has cut its history: last zxid"),
    INSTALL("inst", "a member has replaced its history by a snapshot: zxid"),
    DECIDED("dec ", "the ensemble has decided: zxid, how many txns in all"),
    FAULT("flt ", "a fault is put in place"),
    DISK("disk", "what storage has to say"),
    PLAY("play", "a program asks, learns or does something: machine, number");

    private final String sign;
    private final String meaning;

    Mark(String sign, String meaning) {
        this.sign = sign;
        this.meaning = meaning;
    }

    /** The four characters in the trace. */
    public String sign() {
        return sign;
    }

    /** One line for the legend. */
    public String meaning() {
        return meaning;
    }
}
