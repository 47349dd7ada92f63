package io.quorate.client.session;

import static io.quorate.wire.Protocol.OP_AUTH;

import io.quorate.message.Response;
import io.quorate.wire.JuteWriter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The identities that a session proves on every link, for they belong to the connection and not to the session (client
 * protocol 4.2 and 4.4). Who added one is told of its first answer.
 */
final class Identities {
    /** The xid of every auth packet. */
    static final int XID = -4;

    private final List<Auth> all = new ArrayList<>();
    private final List<Auth> untold = new ArrayList<>();
    private final Deque<Auth> sent = new ArrayDeque<>();

    void add(Auth auth) {
        all.add(auth);
        untold.add(auth);
    }

    void sendAll(JuteWriter out) {
        for (Auth auth : all) {
            send(auth, out);
        }
    }

    void send(Auth auth, JuteWriter out) {
        int lengthAt = out.reserve(Integer.BYTES);
        out.writeInt(XID);
        out.writeInt(OP_AUTH);
        out.writeInt(0);
        out.writeString(auth.scheme());
        out.writeBuffer(auth.data());
        out.setInt(lengthAt, out.size() - lengthAt - Integer.BYTES);
        sent.add(auth);
    }

    /** The scheme that the next answer is about. */
    String answeredScheme() {
        Auth auth = sent.peek();
        return auth == null ? "unknown" : auth.scheme();
    }

    void accepted(List<Effect> effects) {
        Auth auth = sent.poll();
        if (auth != null && untold.remove(auth)) {
            effects.add(new Effect.AuthAnswered(auth, new Outcome.Done(Response.Empty.INSTANCE)));
        }
    }

    void linkLost() {
        sent.clear();
    }

    void end(Outcome outcome, List<Effect> effects) {
        for (Auth auth : untold) {
            effects.add(new Effect.AuthAnswered(auth, outcome));
        }
        untold.clear();
    }
}
