package io.quorate.server.config;

/**
 * Something the operator should know about the configuration although the server starts.
 *
 * @param weight how much it matters
 * @param text names key, value and place
 */
public record Remark(Weight weight, String text) {

    /** How a remark is logged. */
    public enum Weight {
        INFO,
        WARNING,
        ERROR
    }
}
