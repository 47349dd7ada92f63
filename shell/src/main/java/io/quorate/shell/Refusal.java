package io.quorate.shell;

import java.io.Serial;

/** A command cannot be carried out; the message is what people read. */
public final class Refusal extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final ExitCode code;

    /**
     * For that reason.
     *
     * @param code why
     * @param message a sentence for people
     */
    public Refusal(ExitCode code, String message) {
        super(message, null, false, false);
        this.code = code;
    }

    /**
     * Refused by the state of things.
     *
     * @param message a sentence for people
     */
    public Refusal(String message) {
        this(ExitCode.REFUSED, message);
    }

    /** {@return how the process ends if this was its last command} */
    public ExitCode code() {
        return code;
    }
}
