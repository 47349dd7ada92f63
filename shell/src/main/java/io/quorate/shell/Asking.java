package io.quorate.shell;

import java.util.List;
import java.util.Locale;

/** Asks whoever sits there. */
@FunctionalInterface
public interface Asking {
    /** Nobody sits there. */
    Asking NOBODY = _ -> {
        throw new Refusal(ExitCode.USAGE, "nobody is here to be asked: use -f to do it without a question");
    };

    /**
     * {@return whether that is what people type for yes}
     *
     * @param answer as typed
     */
    static boolean isYes(String answer) {
        return List.of("y", "yes").contains(answer.strip().toLowerCase(Locale.ROOT));
    }

    /**
     * {@return whether the answer is yes}
     *
     * @param question what is asked
     * @throws Refusal if nobody can answer
     */
    boolean agrees(String question);
}
