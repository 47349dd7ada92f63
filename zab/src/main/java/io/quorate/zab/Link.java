package io.quorate.zab;

/**
 * The identity of one connection on the quorum port, so that what an old one still delivers is never taken for words of
 * the new one (faults N8). Numbers are not used twice while a member runs.
 *
 * @param dialled whether this member opened it: then Zab chose the number, otherwise the driver did
 */
public record Link(boolean dialled, long number) {

    /** A connection that a peer opened. */
    public static Link accepted(long number) {
        return new Link(false, number);
    }

    @Override
    public String toString() {
        return (dialled ? "out#" : "in#") + number;
    }
}
