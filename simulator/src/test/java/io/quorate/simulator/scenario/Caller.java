package io.quorate.simulator.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.data.Acl;
import io.quorate.data.EventType;
import io.quorate.message.ConnectRequest;
import io.quorate.message.ConnectResponse;
import io.quorate.message.ReadRequest;
import io.quorate.message.Request;
import io.quorate.message.Response;
import io.quorate.message.SessionRequest;
import io.quorate.message.WriteRequest;
import io.quorate.simulator.checker.Entry;
import io.quorate.simulator.network.Endpoint;
import io.quorate.simulator.workload.Line;
import io.quorate.simulator.world.World;
import io.quorate.wire.Protocol;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A client of a scenario: it asks one thing after another, waits for the answer or not, and moves as it is told. */
final class Caller implements Line.Hearer {
    private static final int TIMEOUT_MS = 20 * Shape.TICK_MS;
    private static final long BEAT = TIMEOUT_MS * World.MS / 5;

    private final Stage stage;
    private final int number;
    private final TreeMap<Integer, Answer> answers = new TreeMap<>();
    private final List<Integer> asked = new ArrayList<>();
    private final List<String> events = new ArrayList<>();
    private @Nullable Line line;
    private byte[] password = new byte[ConnectResponse.PASSWORD_BYTES];
    private long session;
    private long lastZxid;
    private int xid;
    private boolean attached;
    private boolean refused;
    private boolean silent;

    /** A reply. */
    record Answer(long zxid, int error, Response body) {}

    Caller(Stage stage, int number) {
        this.stage = stage;
        this.number = number;
        beat();
    }

    /** Keeps its session alive unless told not to. */
    private void beat() {
        stage.world().in(BEAT, () -> {
            Line current = line;
            if (attached && current != null && !silent) {
                asked.add(Protocol.XID_PING);
                current.ask(Protocol.XID_PING, new SessionRequest.Ping());
            }
            beat();
        });
    }

    /** From now on it says nothing unless it is asked to. */
    Caller fallSilent() {
        silent = true;
        return this;
    }

    /** Calls a member with the session it has, if it has one, and waits until it is let in or turned away. */
    Caller at(int member) {
        call(member);
        stage.until(() -> attached || line == null || refused);
        return this;
    }

    /** Calls a member, and does not wait. */
    Caller call(int member) {
        Line before = line;
        if (before != null) {
            stage.history().add(new Entry.Gone(stage.world().now(), before.number()));
        }
        attached = false;
        refused = false;
        asked.clear();
        Line next = new Line(
                stage.world(),
                stage.history(),
                stage.network(),
                Endpoint.client(number),
                Endpoint.member(member),
                this);
        line = next;
        next.connect(new ConnectRequest(lastZxid, TIMEOUT_MS, session, password.clone(), false, true));
        return this;
    }

    /** Its connection breaks. */
    Caller hangUp() {
        Line current = line;
        if (current != null) {
            current.cut();
            stage.until(() -> line == null);
        }
        return this;
    }

    /** Where it lives. */
    Endpoint host() {
        return Endpoint.client(number);
    }

    boolean isAttached() {
        return attached;
    }

    /** Whether the member said that its session is gone. */
    boolean isRefused() {
        return refused;
    }

    long session() {
        return session;
    }

    /** The last zxid it has been shown. */
    long lastZxid() {
        return lastZxid;
    }

    /** What it was told of watched znodes, as TYPE path. */
    List<String> events() {
        return events;
    }

    /** Sends a request, and does not wait. */
    int ask(Request request) {
        Line current = line;
        if (current == null) {
            return -1;
        }
        xid++;
        asked.add(xid);
        current.ask(xid, request);
        return xid;
    }

    /** The answer, if it is there; null also if the connection has ended. */
    @Nullable
    Answer answer(int to) {
        return answers.get(to);
    }

    /** Sends a request and waits for the answer; null if there never is one. */
    @Nullable
    Answer tries(Request request) {
        int sent = ask(request);
        stage.until(() -> answers.containsKey(sent) || line == null);
        return answers.get(sent);
    }

    /** Sends a request and waits for the answer, which must come. */
    Answer does(Request request) {
        Answer answer = tries(request);
        assertThat(answer).as("%s is answered", request).isNotNull();
        return Objects.requireNonNull(answer);
    }

    /** Does it without an error. */
    Answer well(Request request) {
        Answer answer = does(request);
        assertThat(answer.error()).as("%s", request).isZero();
        return answer;
    }

    static WriteRequest newZnode(String path) {
        return newZnode(path, 0);
    }

    static WriteRequest ephemeral(String path) {
        return newZnode(path, 1);
    }

    static WriteRequest sequential(String path) {
        return newZnode(path, 2);
    }

    private static WriteRequest newZnode(String path, int flags) {
        return new WriteRequest.Create(
                WriteRequest.CreateForm.CREATE, path, "it".getBytes(StandardCharsets.UTF_8), Acl.OPEN, flags, -1);
    }

    static WriteRequest set(String path, String value) {
        return new WriteRequest.SetData(path, value.getBytes(StandardCharsets.UTF_8), -1);
    }

    static WriteRequest delete(String path) {
        return new WriteRequest.Delete(path, -1);
    }

    static ReadRequest get(String path) {
        return new ReadRequest.GetData(path, false);
    }

    static ReadRequest exists(String path) {
        return new ReadRequest.Exists(path, false);
    }

    static SessionRequest sync() {
        return new SessionRequest.Sync("/");
    }

    /** Whether there is such a znode, as the member that it speaks to has it. */
    boolean sees(String path) {
        return does(exists(path)).error() == 0;
    }

    /** Writes so many znodes, one after another. */
    Caller writes(String prefix, int count) {
        for (int i = 0; i < count; i++) {
            well(newZnode(prefix + i));
        }
        return this;
    }

    /** Writes so many znodes as long as it is answered. */
    Caller triesToWrite(String prefix, int count) {
        for (int i = 0; i < count && tries(newZnode(prefix + i)) != null; i++) {
            // The next one.
        }
        return this;
    }

    @Override
    public void attached(Line from, ConnectResponse response) {
        if (from != line) {
            return;
        }
        if (response.timeoutMs() == 0) {
            refused = true;
            return;
        }
        session = response.sessionId();
        password = response.password();
        attached = true;
        from.speaksFor(session);
        stage.history()
                .add(new Entry.Attached(
                        stage.world().now(), from.number(), session, response.timeoutMs(), true, response.readOnly()));
    }

    @Override
    public void answered(Line from, long zxid, int error, Response body) {
        if (from == line) {
            lastZxid = Math.max(lastZxid, zxid);
            answers.put(asked.removeFirst(), new Answer(zxid, error, body));
        }
    }

    @Override
    public void announced(Line from, EventType type, String path) {
        if (from == line) {
            events.add(type + " " + path);
        }
    }

    @Override
    public void gone(Line from) {
        if (from == line) {
            line = null;
            attached = false;
        }
    }
}
