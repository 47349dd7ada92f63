package io.quorate.simulator.application.play;

import io.quorate.client.AsyncQuorate;
import io.quorate.recipes.notice.Assignment;
import io.quorate.recipes.notice.AsyncBoard;
import io.quorate.recipes.notice.Status;
import io.quorate.simulator.checker.Promise;
import java.util.concurrent.CompletableFuture;

/** Programs that work at one task in turn: each goes on where the last accepted report ended. */
final class Working implements Play {
    private static final int MEAN_STEP_MS = 30;
    private static final int MOST_STEPS = 4;
    private static final byte[] CONTENT = {42};
    private static final String PATH = "/board";
    private static final String TASK = "count";

    private final Chronicle chronicle;
    private final Turns turns;
    /** How far the last report that was accepted says the work has come. */
    private int accepted;

    /** How far one that may have been accepted says. */
    private int reported;

    private long lastToken;

    Working(Chronicle chronicle) {
        this.chronicle = chronicle;
        this.turns = new Turns(chronicle);
    }

    @Override
    public void begin(Actor actor) {
        AsyncBoard board = new AsyncBoard(actor.client(), PATH);
        CompletableFuture<?> _ = actor.ask("post", () -> board.post(TASK, CONTENT))
                .whenComplete((_, failure) -> {
                    if (failure == null) {
                        work(actor, board);
                    }
                });
    }

    private void work(Actor actor, AsyncBoard board) {
        if (chronicle.isClosing()) {
            return;
        }
        CompletableFuture<?> _ = actor.ask("work", () -> board.work(TASK, "machine-" + actor.machine()))
                .whenComplete((assignment, failure) -> {
                    if (failure == null) {
                        assigned(actor, board, assignment);
                    } else if (actor.isOn()) {
                        actor.later(MEAN_STEP_MS, () -> work(actor, board));
                    }
                });
    }

    private void assigned(Actor actor, AsyncBoard board, Assignment assignment) {
        long token = assignment.ownership().token();
        int from = stepIn(assignment.lastProgress());
        chronicle.note(actor, token, () -> "works from step " + from);
        if (assignment.isHeld()) {
            chronicle.require(
                    token > lastToken,
                    Promise.R12,
                    () -> "machine " + actor.machine() + " works with token " + token + " after " + lastToken);
            chronicle.require(
                    from >= accepted && from <= reported,
                    Promise.R12,
                    () -> "machine " + actor.machine() + " begins at step " + from + ", but " + accepted
                            + " was accepted, and " + reported + " asked");
            lastToken = token;
        }
        turns.took(actor);
        step(actor, board, assignment, from, actor.dice().below(MOST_STEPS));
    }

    private void step(Actor actor, AsyncBoard board, Assignment assignment, int from, int left) {
        if (left == 0) {
            CompletableFuture<?> _ = actor.ask("give back", assignment::giveBack)
                    .whenComplete((_, _) -> actor.later(MEAN_STEP_MS, () -> work(actor, board)));
            return;
        }
        int next = from + 1;
        reported = Math.max(reported, next);
        CompletableFuture<?> _ = actor.ask("report " + next, () -> assignment.report(bytes(next)))
                .whenComplete((_, failure) -> {
                    if (failure == null) {
                        chronicle.require(
                                next >= accepted && assignment.ownership().token() >= lastToken,
                                Promise.R12,
                                () -> "machine " + actor.machine() + " reports step " + next + " with token "
                                        + assignment.ownership().token() + ", but " + accepted
                                        + " was accepted, and the last token is " + lastToken);
                        accepted = Math.max(accepted, next);
                        actor.later(MEAN_STEP_MS, () -> step(actor, board, assignment, next, left - 1));
                    } else if (actor.isOn()) {
                        assignment.close();
                        actor.later(MEAN_STEP_MS, () -> work(actor, board));
                    }
                });
    }

    private static byte[] bytes(int step) {
        return new byte[] {(byte) (step >> Byte.SIZE), (byte) step};
    }

    private static int stepIn(byte[] progress) {
        return progress.length == 0
                ? 0
                : Byte.toUnsignedInt(progress[0]) << Byte.SIZE | Byte.toUnsignedInt(progress[1]);
    }

    @Override
    public Turns turns() {
        return turns;
    }

    @Override
    public CompletableFuture<?> audit(AsyncQuorate auditor) {
        return new AsyncBoard(auditor, PATH).status(TASK).thenAccept(this::judge);
    }

    private void judge(Status status) {
        int step = stepIn(status.progress());
        chronicle.require(
                step >= accepted && step <= reported,
                Promise.R12,
                () -> "the board says step " + step + " in the end, but " + accepted + " was accepted");
    }
}
