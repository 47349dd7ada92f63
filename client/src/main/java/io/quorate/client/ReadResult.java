package io.quorate.client;

import io.quorate.data.ErrorCode;
import java.util.List;

/** The result of one {@link ReadOp}, in its place. */
public sealed interface ReadResult {

    /**
     * Data and Stat.
     *
     * @param node data and Stat of one instant
     */
    record Data(NodeData node) implements ReadResult {}

    /**
     * Names of the children.
     *
     * @param names in no order
     */
    record ChildNames(List<String> names) implements ReadResult {}

    /**
     * This part could not be read; the others are not touched by it.
     *
     * @param code why
     */
    record Failed(ErrorCode code) implements ReadResult {}
}
