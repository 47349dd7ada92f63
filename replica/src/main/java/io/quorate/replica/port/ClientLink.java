package io.quorate.replica.port;

import io.quorate.data.EventType;
import io.quorate.data.Identity;
import io.quorate.message.ConnectResponse;
import io.quorate.message.Response;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One client connection as the replica sees it. What the replica says is put into the connection's one outbound queue
 * and leaves in that order once the batch ends; nothing blocks and nothing throws. Called on the driver's thread unless
 * a method says otherwise.
 */
public interface ClientLink {

    /** Who the client has proved to be by now. Any thread. */
    List<Identity> identities();

    /** When the last frame arrived, in monotonic milliseconds. Any thread. */
    long lastHeardMs();

    /** What the replica has attached, null at first. */
    @Nullable
    Attachment attachment();

    /** Attaches what the replica knows of this connection. */
    void attach(@Nullable Attachment attachment);

    /** Answers the handshake. A response with timeout 0 is followed by {@link #close()}. */
    void accept(ConnectResponse response);

    /**
     * Replies to a request.
     *
     * @param error number of an {@link io.quorate.data.ErrorCode}; if it is not 0 the body is empty
     */
    void reply(int xid, long zxid, int error, Response body);

    /** Announces a change. */
    void event(long zxid, EventType type, String path);

    /** Closes the socket after all that was said before has left. Its {@code Disconnected} still comes. */
    void close();

    /** What a replica attaches to a link. */
    interface Attachment {
        /** The session the connection speaks for, granted or about to be. */
        long sessionId();
    }
}
