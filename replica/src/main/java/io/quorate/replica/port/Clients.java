package io.quorate.replica.port;

/** The client door as a whole. */
public interface Clients {
    /** A batch has ended: everything said on any link since the last call leaves now. */
    void flush();
}
