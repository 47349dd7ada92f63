package io.quorate.client;

/** One part of a reading of many znodes in one request (client protocol 2.15). */
public sealed interface ReadOp {

    /** {@return the znode the part is about} */
    String path();

    /**
     * Its data.
     *
     * @param path absolute and within the chroot, for instance {@code /app/config}
     */
    record Data(String path) implements ReadOp {}

    /**
     * The names of its children.
     *
     * @param path absolute and within the chroot, for instance {@code /app/config}
     */
    record ChildNames(String path) implements ReadOp {}
}
