package io.quorate.replica;

import io.quorate.data.EventType;
import io.quorate.data.Identity;
import io.quorate.message.ConnectResponse;
import io.quorate.message.Response;
import io.quorate.replica.port.ClientLink;
import io.quorate.wire.ResponseCodec;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A connection without a socket: it remembers what it was told, line by line. */
public final class RecordingLink implements ClientLink {
    private final List<String> lines = new ArrayList<>();
    private final List<Response> bodies = new ArrayList<>();
    private List<Identity> identities = List.of(new Identity("ip", "127.0.0.1"));
    private @Nullable Attachment attachment;
    private @Nullable ConnectResponse accepted;
    private long heardMs;
    private boolean closed;

    /** What was said since the last call, in order. */
    public List<String> take() {
        List<String> taken = List.copyOf(lines);
        lines.clear();
        return taken;
    }

    /** The body of the last reply. */
    public Response lastBody() {
        return bodies.getLast();
    }

    /** The answer to the handshake. */
    public ConnectResponse accepted() {
        if (accepted == null) {
            throw new AssertionError("the handshake has not been answered");
        }
        return accepted;
    }

    public boolean isClosed() {
        return closed;
    }

    public void heardAt(long ms) {
        heardMs = ms;
    }

    public void become(Identity identity) {
        List<Identity> more = new ArrayList<>(identities);
        more.add(identity);
        identities = List.copyOf(more);
    }

    @Override
    public List<Identity> identities() {
        return identities;
    }

    @Override
    public long lastHeardMs() {
        return heardMs;
    }

    @Override
    public @Nullable Attachment attachment() {
        return attachment;
    }

    @Override
    public void attach(@Nullable Attachment newAttachment) {
        attachment = newAttachment;
    }

    @Override
    public void accept(ConnectResponse response) {
        accepted = response;
        lines.add(response.timeoutMs() == 0 ? "refused" : "accepted " + response.timeoutMs());
    }

    @Override
    public void reply(int xid, long zxid, int error, Response body) {
        bodies.add(body instanceof Response.Listing listing ? ResponseCodec.namesOf(listing) : body);
        lines.add("reply " + xid + " zxid " + zxid + " error " + error);
    }

    @Override
    public void event(long zxid, EventType type, String path) {
        lines.add("event " + type + " " + path + " zxid " + zxid);
    }

    @Override
    public void close() {
        closed = true;
        lines.add("closed");
    }
}
