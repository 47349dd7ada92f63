package io.quorate.zab.codec;

/** Bytes that are no message: the connection they came over is of no use. */
public final class MalformedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** With a sentence that names what was read. */
    public MalformedException(String message) {
        super(message);
    }

    static void unless(boolean fits, String what, long value) {
        if (!fits) {
            throw new MalformedException(what + ": " + value);
        }
    }
}
