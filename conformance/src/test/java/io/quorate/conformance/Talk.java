package io.quorate.conformance;

import io.quorate.conformance.raw.Bytes;
import io.quorate.conformance.raw.BytesIn;
import io.quorate.conformance.raw.Handshake;
import io.quorate.conformance.raw.RawClient;
import io.quorate.conformance.raw.Received;
import io.quorate.conformance.raw.Request;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One session spoken with directly, for tests that look at answers instead of comparing them. */
final class Talk implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final int NOTIFICATION_XID = -1;

    private final RawClient socket;
    private final long sessionId;
    private final int timeoutMs;
    private final byte[] password;
    private int nextXid;

    /** An answer: its zxid, its error, and the record if there is one. */
    record Answer(long zxid, int err, BytesIn record) {
        boolean ok() {
            return err == 0;
        }
    }

    /** The connection ended before the answer to the connect request came. */
    static final class NoHandshake extends RuntimeException {
        private static final long serialVersionUID = 1;

        private NoHandshake(String message) {
            super(message);
        }
    }

    Talk(InetSocketAddress server, Handshake handshake) {
        this(server, handshake, 1);
    }

    /**
     * Goes on counting where the session's last connection ended: a ZooKeeper takes what was asked there, and is
     * decided only now, for whatever has the same number here.
     */
    Talk(InetSocketAddress server, Handshake handshake, int firstXid) {
        nextXid = firstXid;
        socket = new RawClient(server);
        socket.send(handshake.frame());
        byte[] body = next();
        if (body == null) {
            throw new NoHandshake("the server at " + server + " closed the connection during the handshake");
        }
        BytesIn in = new BytesIn(body);
        in.int32();
        timeoutMs = in.int32();
        sessionId = in.int64();
        password = Arrays.copyOfRange(body, 20, 36);
    }

    /** False when the session that was to be taken up again is gone. */
    boolean isAlive() {
        return timeoutMs > 0;
    }

    /** What the session's next connection begins to count with. */
    int nextXid() {
        return nextXid;
    }

    Handshake resumption() {
        return Handshake.resume(sessionId, password, timeoutMs);
    }

    /** The answer, which must come. */
    Answer ask(Request request) {
        return tryAsk(request).orElseThrow(() -> new IllegalStateException("no answer to " + request));
    }

    /** The answer, or nothing when the connection ends before it comes. */
    Optional<Answer> tryAsk(Request request) {
        List<Answer> answers = tryAskAll(List.of(request));
        return answers.isEmpty() ? Optional.empty() : Optional.of(answers.getFirst());
    }

    /** The answers to pipelined requests, as many as came before the connection ended. */
    List<Answer> tryAskAll(List<Request> requests) {
        Bytes frames = new Bytes();
        int first = nextXid;
        requests.forEach(request -> frames.raw(request.frame(nextXid++)));
        List<Answer> answers = new ArrayList<>();
        if (!socket.send(frames.toArray())) {
            return answers;
        }
        while (answers.size() < requests.size()) {
            byte[] body = next();
            if (body == null) {
                return answers;
            }
            BytesIn in = new BytesIn(body);
            int xid = in.int32();
            if (xid != NOTIFICATION_XID) {
                if (xid != first + answers.size()) {
                    throw new IllegalStateException(
                            "request " + (first + answers.size()) + " was followed by the answer to " + xid);
                }
                answers.add(new Answer(in.int64(), in.int32(), in));
            }
        }
        return answers;
    }

    @Override
    public void close() {
        socket.close();
    }

    private byte @Nullable [] next() {
        return switch (socket.read(LIMIT)) {
            case Received.Frame(byte[] body) -> body;
            case Received.Closed _ -> null;
            case Received.Silence silence ->
                throw new IllegalStateException("the server has not answered for " + silence.waited());
        };
    }
}
