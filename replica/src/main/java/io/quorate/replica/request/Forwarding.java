package io.quorate.replica.request;

import io.quorate.data.Identity;
import io.quorate.message.Request;
import io.quorate.wire.JuteReader;
import io.quorate.wire.JuteWriter;
import io.quorate.wire.MalformedException;
import io.quorate.wire.Protocol;
import io.quorate.wire.RequestCodec;
import io.quorate.zab.Payload;
import io.quorate.zab.ZabMessage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What learners and their leader say to each other about clients, as the payloads that the agreement carries and does
 * not read (quorum protocol 5.5, 5.7, 5.8). Owned by the driver's thread.
 */
public final class Forwarding {
    private static final int USUAL_BYTES = 256;
    private static final int TOUCH_BYTES = Long.BYTES + Integer.BYTES;

    private final JuteWriter out = new JuteWriter(USUAL_BYTES);
    /** Whatever has come was measured at the door. */
    private final JuteReader in = new JuteReader(Integer.MAX_VALUE);

    /**
     * A request as it reaches the leader.
     *
     * @param opcode what it says it is
     * @param timeoutMs for a session that is to begin, 0 else
     * @param request null where the opcode is none that may be forwarded, or for the begin of a session
     * @param who null where the learner tells nobody's identities, which only the begin of a session may
     */
    public record Forwarded(
            long sessionId,
            int cxid,
            int opcode,
            int timeoutMs,
            @Nullable Request request,
            @Nullable List<Identity> who) {}

    /** A client's request, for the leader. */
    public ZabMessage.Request request(long sessionId, int cxid, Request request, List<Identity> who) {
        begin(sessionId, cxid, RequestCodec.opcodeOf(request));
        RequestCodec.encode(request, out);
        List<io.quorate.zab.Identity> identities = new ArrayList<>(who.size());
        for (Identity each : who) {
            identities.add(new io.quorate.zab.Identity(each.scheme(), each.id()));
        }
        return new ZabMessage.Request(taken(), true, identities);
    }

    /** A session is to begin. */
    public ZabMessage.Request createSession(long sessionId, int timeoutMs) {
        begin(sessionId, 0, Protocol.OP_CREATE_SESSION);
        out.writeInt(timeoutMs);
        return new ZabMessage.Request(taken(), false, List.of());
    }

    private void begin(long sessionId, int cxid, int opcode) {
        out.clear();
        out.writeLong(sessionId);
        out.writeInt(cxid);
        out.writeInt(opcode);
    }

    private Payload taken() {
        return new Payload(out.toByteArray());
    }

    /**
     * Reads what a learner has forwarded.
     *
     * @throws MalformedException if not even session, cxid and opcode are there
     */
    public Forwarded read(ZabMessage.Request forwarded) {
        byte[] bytes = forwarded.body().bytes();
        in.reset(bytes, 0, bytes.length);
        long sessionId = in.readLong();
        int cxid = in.readInt();
        int opcode = in.readInt();
        if (opcode == Protocol.OP_CREATE_SESSION) {
            return new Forwarded(sessionId, cxid, opcode, in.readInt(), null, null);
        }
        List<Identity> who = null;
        if (forwarded.identified()) {
            who = new ArrayList<>(forwarded.identities().size());
            for (io.quorate.zab.Identity each : forwarded.identities()) {
                who.add(new Identity(each.scheme(), each.id()));
            }
        }
        return new Forwarded(sessionId, cxid, opcode, 0, RequestCodec.decode(opcode, in), who);
    }

    /** Is that session alive? */
    public ZabMessage.Revalidate question(long sessionId, int timeoutMs) {
        out.clear();
        out.writeLong(sessionId);
        out.writeInt(timeoutMs);
        return new ZabMessage.Revalidate(taken());
    }

    /** Whether it is. */
    public ZabMessage.Revalidate verdict(long sessionId, boolean alive) {
        out.clear();
        out.writeLong(sessionId);
        out.writeBoolean(alive);
        return new ZabMessage.Revalidate(taken());
    }

    /** Takes what stands behind a session in a question or a verdict. */
    @FunctionalInterface
    public interface SessionVisitor {
        /** A session and its timeout in ms. */
        void session(long sessionId, int timeoutMs);
    }

    /**
     * Tells what a question is about.
     *
     * @throws MalformedException if it is none
     */
    public void readQuestion(Payload body, SessionVisitor visitor) {
        in.reset(body.bytes(), 0, body.size());
        visitor.session(in.readLong(), in.readInt());
    }

    /** The session that a verdict is about. */
    public long sessionOf(Payload verdict) {
        return in.reset(verdict.bytes(), 0, verdict.size()).readLong();
    }

    /** What a verdict says. */
    public boolean isAlive(Payload verdict) {
        in.reset(verdict.bytes(), 0, verdict.size()).skip(Long.BYTES);
        return in.readBoolean();
    }

    /** Begins to collect the sessions that were touched. */
    public void beginTouches() {
        out.clear();
    }

    /** A session was touched. */
    public void touched(long sessionId, int timeoutMs) {
        out.writeLong(sessionId);
        out.writeInt(timeoutMs);
    }

    /** What was collected. */
    public Payload touches() {
        return out.size() == 0 ? Payload.EMPTY : taken();
    }

    /**
     * Tells the sessions that were touched.
     *
     * @throws MalformedException if it is not a list of sessions
     */
    public void readTouches(Payload touches, SessionVisitor visitor) {
        if (touches.size() % TOUCH_BYTES != 0) {
            throw new MalformedException(
                    "touched sessions in " + touches.size() + " bytes, which is no multiple of " + TOUCH_BYTES);
        }
        in.reset(touches.bytes(), 0, touches.size());
        while (in.remaining() > 0) {
            visitor.session(in.readLong(), in.readInt());
        }
    }
}
