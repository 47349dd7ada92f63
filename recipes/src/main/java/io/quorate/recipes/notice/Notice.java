package io.quorate.recipes.notice;

/** Something that followers of a board hear. */
public sealed interface Notice {
    /** The task it is about. */
    String task();

    /** A task was posted, or was waiting when the following began. */
    record Posted(String task) implements Notice {}

    /**
     * A worker has claimed a task that nobody worked on.
     *
     * @param status with the progress it begins at
     */
    record Claimed(String task, Status status) implements Notice {}

    /**
     * A standby has taken over from a worker that did not give its task back.
     *
     * @param from who had it
     * @param status who has it now, and the progress it begins at
     */
    record TakenOver(String task, String from, Status status) implements Notice {}

    /** The worker has reported progress. */
    record Progressed(String task, Status status) implements Notice {}

    /** The worker has given the task back unfinished. */
    record GivenBack(String task, Status status) implements Notice {}

    /** The task is done. */
    record Finished(String task, Status status) implements Notice {}

    /** The task was removed from the board. */
    record Removed(String task) implements Notice {}
}
