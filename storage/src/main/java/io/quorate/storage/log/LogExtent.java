package io.quorate.storage.log;

/**
 * Records with consecutive zxids.
 *
 * @param first the first zxid
 * @param last the last one, of the same epoch
 */
public record LogExtent(long first, long last) {

    /** Not empty. */
    public LogExtent {
        if (first > last) {
            throw new IllegalArgumentException(
                    "no records go from " + LogFormat.hex(first) + " to " + LogFormat.hex(last));
        }
    }
}
