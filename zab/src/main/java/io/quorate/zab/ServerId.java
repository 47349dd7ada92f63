package io.quorate.zab;

/** Who a member is: the number in its {@code myid} file. Greater ids win elections between equal histories. */
public record ServerId(long value) implements Comparable<ServerId> {
    /** What those vote for who have no say: observers, and members that the configuration does not list. */
    public static final ServerId NOBODY = new ServerId(Long.MIN_VALUE);

    @Override
    public int compareTo(ServerId other) {
        return Long.compare(value, other.value);
    }

    @Override
    public String toString() {
        return this.equals(NOBODY) ? "nobody" : Long.toString(value);
    }
}
