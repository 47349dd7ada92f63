package io.quorate.storage.disk;

/**
 * The disk could not do what it must. The message names the file, the place in it, the cause and what to do next.
 * Whoever gets one of these from the txn log ends the member: nothing is retried (faults D6).
 */
public final class StorageException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final Kind kind;

    /** What kind of trouble it is; a caller may choose an exit code by it. */
    public enum Kind {
        /** A directory is missing, not writable, of the wrong owner or laid out wrongly. */
        DIRECTORY,
        /** Another process works on the directory. */
        IN_USE,
        /** The files contradict each other or themselves: something that was durable is gone or changed. */
        DAMAGED,
        /** The operating system refused an operation. */
        FAILED
    }

    /** Trouble without a cause below it. */
    public StorageException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    /** Trouble with what led to it. */
    public StorageException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    /** What kind of trouble it is. */
    public Kind kind() {
        return kind;
    }
}
