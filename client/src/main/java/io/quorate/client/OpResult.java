package io.quorate.client;

import io.quorate.data.ErrorCode;
import io.quorate.data.Stat;

/** The result of one part of a transaction, in the place of its {@link Op}. */
public sealed interface OpResult {

    /**
     * Created; the Stat is of that moment.
     *
     * @param path as the client names it, with the number of a sequential one
     * @param stat the Stat right after the change
     */
    record Created(String path, Stat stat) implements OpResult {}

    /** Deleted. */
    record Deleted() implements OpResult {}

    /**
     * Data set; the Stat is of that moment.
     *
     * @param stat the Stat right after the change
     */
    record DataSet(Stat stat) implements OpResult {}

    /** Checked. */
    record Checked() implements OpResult {}

    /**
     * Not done. In a failed transaction every part is: {@link ErrorCode#OK} before the part that failed, its own code
     * at it, {@link ErrorCode#RUNTIME_INCONSISTENCY} after it.
     *
     * @param code why, or how far it came
     */
    record Failed(ErrorCode code) implements OpResult {}
}
