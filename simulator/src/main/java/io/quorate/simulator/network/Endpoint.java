package io.quorate.simulator.network;

import java.util.Comparator;

/** A host: a member's, or a client's. */
public record Endpoint(Kind kind, int number) implements Comparable<Endpoint> {
    private static final Comparator<Endpoint> ORDER =
            Comparator.comparing(Endpoint::kind).thenComparingInt(Endpoint::number);

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

    @Override
    public int compareTo(Endpoint other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return (kind == Kind.MEMBER ? "member " : "client ") + number;
    }
}
