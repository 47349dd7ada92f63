package io.quorate.client.session;

/**
 * An identity to prove on every link.
 *
 * @param scheme for instance {@code digest}
 * @param data what the scheme wants
 * @param answer who is told of the first answer; the session never calls it
 */
public record Auth(String scheme, byte[] data, Answer answer) {
    /** Who is told whether the identity was accepted. */
    @FunctionalInterface
    public interface Answer {
        /**
         * {@link Outcome.Done}, or why not.
         *
         * @param outcome how it ended
         */
        void ended(Outcome outcome);
    }
}
