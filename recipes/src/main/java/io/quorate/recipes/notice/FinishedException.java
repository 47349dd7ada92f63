package io.quorate.recipes.notice;

/** The task that one stands by for is done. */
public final class FinishedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /**
     * With the task's name.
     *
     * @param task its name, without a slash
     */
    public FinishedException(String task) {
        super("task " + task + " is finished; take it off the board and post it again to have it done once more");
    }
}
