package io.quorate.recipes.notice;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * How a task stands. Its znode holds four lines: state, worker, token, and the progress in base 64.
 *
 * @param state whether it waits, is worked on or is done
 * @param worker who works on it or did last; empty before the first claim
 * @param token the token of that worker's assignment, 0 before the first claim
 * @param progress what was last reported; empty before the first report; do not change the array
 */
public record Status(State state, String worker, long token, byte[] progress) {
    private static final int LINES = 4;

    /** What becomes of tasks. */
    public enum State {
        /** Nobody works on it. */
        WAITING,
        /** A worker has claimed it. */
        CLAIMED,
        /** It is done. */
        FINISHED
    }

    static final Status NEW = new Status(State.WAITING, "", 0, new byte[0]);

    byte[] encode() {
        String text = state + "\n" + worker + "\n" + token + "\n"
                + Base64.getEncoder().encodeToString(progress);
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static Status decode(byte @Nullable [] data) {
        String[] lines = new String(data == null ? new byte[0] : data, StandardCharsets.UTF_8).split("\n", LINES);
        if (lines.length != LINES) {
            throw new IllegalArgumentException(lines.length + " lines are no status; " + LINES + " are needed");
        }
        return new Status(
                State.valueOf(lines[0]),
                lines[1],
                Long.parseLong(lines[2]),
                Base64.getDecoder().decode(lines[3]));
    }
}
