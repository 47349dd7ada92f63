package io.quorate.recipes.notice;

/** Something that followers of a board hear. */
public sealed interface Notice {
    /** {@return the task it is about} */
    String task();

    /**
     * A task was posted, or was waiting when the following began.
     *
     * @param task its name, without a slash
     */
    record Posted(String task) implements Notice {}

    /**
     * A worker has claimed a task that nobody worked on.
     *
     * @param task its name, without a slash
     * @param status with the progress it begins at
     */
    record Claimed(String task, Status status) implements Notice {}

    /**
     * A standby has taken over from a worker that did not give its task back.
     *
     * @param task its name, without a slash
     * @param from who had it
     * @param status who has it now, and the progress it begins at
     */
    record TakenOver(String task, String from, Status status) implements Notice {}

    /**
     * The worker has reported progress.
     *
     * @param task its name, without a slash
     * @param status who works on it, and how far it is
     */
    record Progressed(String task, Status status) implements Notice {}

    /**
     * The worker has given the task back unfinished.
     *
     * @param task its name, without a slash
     * @param status who works on it, and how far it is
     */
    record GivenBack(String task, Status status) implements Notice {}

    /**
     * The task is done.
     *
     * @param task its name, without a slash
     * @param status who works on it, and how far it is
     */
    record Finished(String task, Status status) implements Notice {}

    /**
     * The task was removed from the board.
     *
     * @param task its name, without a slash
     */
    record Removed(String task) implements Notice {}
}
