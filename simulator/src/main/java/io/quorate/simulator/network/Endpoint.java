package io.quorate.simulator.network;

/** A host: a member's, or a client's. */
public record Endpoint(Kind kind, int number) implements Comparable<Endpoint> {
    /** So many bits are enough for any rank. */
    static final int RANK_BITS = 16;

    /** Who lives there. */
    public enum Kind {
        MEMBER,
        CLIENT
    }

    /** The host of the member with that id. */
    public static Endpoint member(int id) {
        return new Endpoint(Kind.MEMBER, id);
    }

    /** The host of the client with that number. */
    public static Endpoint client(int number) {
        return new Endpoint(Kind.CLIENT, number);
    }

    /** Its place among all hosts: members before clients. */
    long rank() {
        return ((long) kind.ordinal() << RANK_BITS) | number;
    }

    @Override
    public int compareTo(Endpoint other) {
        return Long.compare(rank(), other.rank());
    }

    @Override
    public String toString() {
        return (kind == Kind.MEMBER ? "member " : "client ") + number;
    }
}
