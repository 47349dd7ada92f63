package io.quorate.shell;

/** What the process says to whoever started it. */
public enum ExitCode {
    /** Done. */
    OK(0),
    /** The server or the shell refused: no such node, another version, no permission, nothing found. */
    REFUSED(1),
    /** The command or its arguments make no sense. */
    USAGE(2),
    /** No server answered in time, or the session is over. */
    UNREACHABLE(3),
    /** Ended by Ctrl-C. */
    INTERRUPTED(130);

    private final int number;

    ExitCode(int number) {
        this.number = number;
    }

    /** {@return the number of the process's end} */
    public int number() {
        return number;
    }
}
