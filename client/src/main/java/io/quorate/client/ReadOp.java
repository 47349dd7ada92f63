package io.quorate.client;

/** One part of a reading of many znodes in one request (client protocol 2.15). */
public sealed interface ReadOp {

    /** The znode the part is about. */
    String path();

    /** Its data. */
    record Data(String path) implements ReadOp {}

    /** The names of its children. */
    record ChildNames(String path) implements ReadOp {}
}
