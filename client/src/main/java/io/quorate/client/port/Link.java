package io.quorate.client.port;

/** One connection to one server, as the session uses it: on the loop only. */
public interface Link {

    /**
     * Sends bytes, which are whole frames with their lengths. They are copied or written before this returns, so the
     * caller may reuse the array. Bytes sent to a link that is lost are dropped; {@link LinkListener#lost} tells of it.
     *
     * @param array where the bytes are
     * @param offset of the first one
     * @param length how many bytes
     */
    void send(byte[] array, int offset, int length);

    /** Closes the connection once what was sent has left. {@link LinkListener#lost} is not called any more. */
    void close();
}
