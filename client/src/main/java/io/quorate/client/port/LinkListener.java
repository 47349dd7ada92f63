package io.quorate.client.port;

/** What a link tells the session: on the loop only, and nothing after {@link #lost}. */
public interface LinkListener {

    /**
     * The connection stands.
     *
     * @param address the server's address as text, for people
     */
    void opened(String address);

    /**
     * A frame arrived: its body without the length. The array is the caller's again when this returns.
     *
     * @param array where the bytes are
     * @param offset of the first one
     * @param length how many bytes
     */
    void received(byte[] array, int offset, int length);

    /** No more frames are at hand: what has gathered can be handed over now. */
    void paused();

    /**
     * The connection could not be made, or is gone.
     *
     * @param reason for people
     */
    void lost(String reason);
}
