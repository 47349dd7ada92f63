package io.quorate.client.session;

import io.quorate.data.EventType;
import io.quorate.message.ConnectRequest;
import io.quorate.message.ConnectResponse;
import io.quorate.message.Request;
import io.quorate.message.Response;
import io.quorate.wire.ConnectCodec;
import io.quorate.wire.JuteReader;
import io.quorate.wire.JuteWriter;
import io.quorate.wire.RequestCodec;
import io.quorate.wire.ResponseCodec;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** A session on a table: a clock that is set by hand, a server that says what the test tells it to. */
final class Rig {
    static final int TIMEOUT_MS = 9_000;
    static final long SESSION = 0x100_0000_0001L;
    static final byte[] PASSWORD = new byte[ConnectResponse.PASSWORD_BYTES];
    static final int MAX_FRAME = 4096;
    static final SessionConfig PATIENT = config(10, 30_000_000_000L);
    static final SessionConfig IMPATIENT = config(0, 0);

    final ClientSession session;
    private final List<Effect> all = new ArrayList<>();
    private final Deque<Sent> sent = new ArrayDeque<>();
    private long now = 1_000_000_000L;
    private int link;

    Rig() {
        this(PATIENT, "a:1,b:2,c:3");
    }

    Rig(SessionConfig config, String servers) {
        this(config, servers, new SplittableRandom(7));
    }

    Rig(SessionConfig config, String servers, RandomGenerator dice) {
        session = new ClientSession(config, ConnectString.parse(servers).servers(), dice);
    }

    static SessionConfig config(int resends, long patienceNanos) {
        return new SessionConfig(TIMEOUT_MS, false, 0, new byte[0], MAX_FRAME, 1 << 20, resends, patienceNanos);
    }

    /** One frame the session sent behind the handshake. */
    record Sent(int xid, int opcode, byte[] body) {
        Request request() {
            Request request = RequestCodec.decode(opcode, new JuteReader(1 << 20).reset(body, 0, body.length));
            if (request == null) {
                throw new AssertionError("opcode " + opcode + " is no request");
            }
            return request;
        }
    }

    long now() {
        return now;
    }

    List<Effect> step(Input input) {
        List<Effect> effects = new ArrayList<>();
        session.step(input, now, effects);
        for (Effect effect : effects) {
            if (effect instanceof Effect.Connect connect) {
                link = connect.link();
            }
        }
        all.addAll(effects);
        readOutbox();
        return effects;
    }

    private void readOutbox() {
        JuteWriter outbox = session.outbox();
        JuteReader in = new JuteReader(1 << 20).reset(outbox.array(), 0, outbox.size());
        while (in.remaining() > 0) {
            int length = in.readInt();
            int at = in.skip(length);
            byte[] frame = Arrays.copyOfRange(outbox.array(), at, at + length);
            JuteReader header = new JuteReader(1 << 20).reset(frame, 0, length);
            int xid = header.readInt();
            int opcode = header.readInt();
            sent.add(new Sent(xid, opcode, Arrays.copyOfRange(frame, 8, length)));
        }
        outbox.clear();
    }

    List<Effect> start() {
        return step(new Input.Start());
    }

    /** Lets time pass, with a tick whenever the session wants one, and returns what happened. */
    List<Effect> pass(long millis) {
        int before = all.size();
        long end = now + millis * 1_000_000;
        while (session.deadline() - end < 0) {
            now = Math.max(now + 1, session.deadline());
            step(new Input.Tick());
        }
        now = end;
        step(new Input.Tick());
        return List.copyOf(all.subList(before, all.size()));
    }

    /** The link stands; answers with what the session greets with. */
    ConnectRequest open() {
        step(new Input.Opened(link, "here"));
        Sent greeting = sent.removeLast();
        JuteWriter whole = new JuteWriter(64);
        whole.writeInt(greeting.xid());
        whole.writeInt(greeting.opcode());
        whole.writeRaw(greeting.body(), 0, greeting.body().length);
        return ConnectCodec.readRequest(new JuteReader(64).reset(whole.array(), 0, whole.size()));
    }

    List<Effect> welcome() {
        return welcome(TIMEOUT_MS, false);
    }

    List<Effect> welcome(int timeoutMs, boolean readOnly) {
        JuteWriter out = new JuteWriter(64);
        ConnectCodec.writeResponse(
                out, new ConnectResponse(timeoutMs, timeoutMs == 0 ? 0 : SESSION, PASSWORD, readOnly), true);
        return frame(out);
    }

    Rig connected() {
        start();
        open();
        welcome();
        return this;
    }

    /** Gives the link up, lets the session find the next server, and has it served there. */
    List<Effect> reconnect() {
        lose();
        awaitAttempt();
        open();
        return welcome();
    }

    List<Effect> lose() {
        return step(new Input.Lost(link, "cable"));
    }

    void awaitAttempt() {
        int before = link;
        while (link == before) {
            pass(10);
        }
    }

    Sent take() {
        Sent first = sent.poll();
        if (first == null) {
            throw new AssertionError("the session sent nothing");
        }
        return first;
    }

    int sentCount() {
        return sent.size();
    }

    List<Effect> reply(Sent to, Response response) {
        return reply(to.xid(), 10, 0, response);
    }

    List<Effect> refuse(Sent to, int error) {
        return reply(to.xid(), 10, error, Response.Empty.INSTANCE);
    }

    List<Effect> reply(int xid, long zxid, int error, Response response) {
        JuteWriter out = new JuteWriter(64);
        ResponseCodec.writeFrame(out, xid, zxid, error, response);
        return frame(out);
    }

    List<Effect> event(EventType type, String path) {
        JuteWriter out = new JuteWriter(64);
        ResponseCodec.writeEventFrame(out, 9, type, path);
        return frame(out);
    }

    private List<Effect> frame(JuteWriter out) {
        return raw(Arrays.copyOfRange(out.array(), Integer.BYTES, out.size()));
    }

    List<Effect> raw(byte[] body) {
        return step(new Input.Received(link, body, 0, body.length));
    }

    Call ask(Request request, boolean repeatable) {
        return ask(new Call(request, repeatable, false, null, (call, outcome) -> {}));
    }

    Call ask(Call call) {
        step(new Input.Submit(call));
        return call;
    }

    /** How a call ended; there must be exactly one answer. */
    Outcome outcomeOf(Call call) {
        List<Outcome> outcomes = new ArrayList<>();
        for (Effect effect : all) {
            if (effect instanceof Effect.Answered answered && answered.call() == call) {
                outcomes.add(answered.outcome());
            }
        }
        if (outcomes.size() != 1) {
            throw new AssertionError(call.request() + " has " + outcomes.size() + " answers: " + outcomes);
        }
        return outcomes.getFirst();
    }

    boolean isOpen(Call call) {
        return all.stream().noneMatch(effect -> effect instanceof Effect.Answered answered && answered.call() == call);
    }

    <E extends Effect> List<E> seen(Class<E> kind) {
        return all.stream().filter(kind::isInstance).map(kind::cast).toList();
    }
}
