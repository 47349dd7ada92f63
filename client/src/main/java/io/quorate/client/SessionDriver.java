package io.quorate.client;

import io.quorate.client.port.Link;
import io.quorate.client.port.LinkListener;
import io.quorate.client.port.Timer;
import io.quorate.client.port.World;
import io.quorate.client.session.Auth;
import io.quorate.client.session.Call;
import io.quorate.client.session.ClientSession;
import io.quorate.client.session.ConnectString;
import io.quorate.client.session.Effect;
import io.quorate.client.session.HostPort;
import io.quorate.client.session.Input;
import io.quorate.client.session.Outcome;
import io.quorate.client.session.Phase;
import io.quorate.client.session.SessionConfig;
import io.quorate.wire.JuteWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Carries inputs into the session and effects out of it. Everybody may ask; the session itself, the link and the batch
 * of callbacks are touched on the loop only. Bytes leave once per batch of requests, callbacks are handed over once per
 * batch of replies.
 */
final class SessionDriver {
    /** Inputs taken in one turn of the loop, so that the socket has its turn too. */
    private static final int MAX_INPUTS_PER_TURN = 1024;

    private final ClientOptions options;
    private final World world;
    private final ClientSession session;
    private final Telling telling;
    private final Queue<Input> inbox = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private final AtomicInteger asked = new AtomicInteger();
    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    private volatile Standing standing;
    private volatile long safeUntilNanos = Long.MIN_VALUE;
    private volatile boolean finished;
    private volatile boolean over;

    private final List<Effect> effects = new ArrayList<>();
    private List<Runnable> callbacks = new ArrayList<>();
    private int linkNumber;
    private @Nullable Link link;
    private @Nullable Timer alarm;
    private long alarmAt;

    SessionDriver(ClientOptions options, ConnectString servers, World world) {
        this.options = options;
        this.world = world;
        SessionCredentials resume = options.resume();
        this.session = new ClientSession(
                new SessionConfig(
                        Math.toIntExact(options.sessionTimeout().toMillis()),
                        options.canBeReadOnly(),
                        resume == null ? 0 : resume.id(),
                        resume == null ? new byte[0] : resume.password(),
                        options.limits().maxRequestBytes(),
                        options.limits().maxReplyBytes(),
                        options.retry().resends(),
                        options.retry().patience().toNanos()),
                servers.servers(),
                world.dice());
        this.telling = new Telling(options, servers.chroot(), world);
        this.standing = new Standing(
                ConnectionState.CONNECTING,
                null,
                resume,
                Math.toIntExact(options.sessionTimeout().toMillis()));
    }

    void start() {
        for (AuthInfo auth : options.auth()) {
            put(new Input.AddAuth(new Auth(auth.scheme(), auth.data(), unused -> {})));
        }
        put(new Input.Start());
    }

    // Asked by every thread.

    <T> CompletableFuture<T> ask(Operation<T> operation) {
        Promise<T> promise = new Promise<>(operation, this);
        if (asked.incrementAndGet() > options.limits().maxRequests()) {
            asked.decrementAndGet();
            promise.completeExceptionally(tooMany(operation));
        } else {
            put(new Input.Submit(operation.toCall(promise)));
        }
        return promise;
    }

    /** Asks and waits; no longer than the limit, unless that is zero. */
    <T> T await(Operation<T> operation, Duration limit) throws InterruptedException {
        Waiter waiter = new Waiter(operation, Thread.currentThread());
        if (asked.incrementAndGet() > options.limits().maxRequests()) {
            asked.decrementAndGet();
            throw tooMany(operation);
        }
        put(new Input.Submit(operation.toCall(waiter)));
        Outcome outcome = waiter.await(limit.toNanos());
        if (outcome == null) {
            throw noAnswer(operation, limit);
        }
        return resultOf(operation, outcome);
    }

    RecoverableException noAnswer(Operation<?> operation, Duration limit) {
        return new RecoverableException.NoAnswerInTime(circumstances(operation), limit);
    }

    private RecoverableException tooMany(Operation<?> operation) {
        return new RecoverableException.TooManyRequests(
                circumstances(operation), options.limits().maxRequests());
    }

    CompletableFuture<Void> addAuth(AuthInfo auth) {
        CompletableFuture<Void> accepted = new CompletableFuture<>();
        Operation<Void> operation = Operations.auth(auth.scheme());
        put(new Input.AddAuth(new Auth(
                auth.scheme(),
                auth.data(),
                outcome -> callBack(() -> {
                    try {
                        accepted.complete(resultOf(operation, outcome));
                    } catch (QuorateException e) {
                        accepted.completeExceptionally(e);
                    }
                }))));
        return accepted;
    }

    void updateServers(ConnectString servers) {
        put(new Input.UpdateServers(servers.servers()));
    }

    CompletableFuture<Void> close() {
        put(new Input.Close());
        return closed;
    }

    Registration stayCertain() {
        AtomicBoolean wanted = new AtomicBoolean(true);
        put(new Input.Certainty(true));
        return () -> {
            if (wanted.getAndSet(false)) {
                put(new Input.Certainty(false));
            }
        };
    }

    Registration listen(ConnectionListener listener) {
        return telling.listen(listener);
    }

    Standing standing() {
        return standing;
    }

    long safeUntilNanos() {
        return safeUntilNanos;
    }

    List<HistoryEntry> history() {
        return telling.history();
    }

    <T> T resultOf(Operation<T> operation, Outcome outcome) {
        return Verdict.resultOf(operation, outcome, circumstances(operation));
    }

    private Circumstances circumstances(Operation<?> operation) {
        Standing now = standing;
        return new Circumstances(operation.name(), operation.path(), now.sessionId(), now.server());
    }

    private void put(Input input) {
        inbox.add(input);
        if (!scheduled.get() && scheduled.compareAndSet(false, true)) {
            world.loop().execute(this::drain);
        }
        // Read last: a loop that has ended drops what it is handed, and had said so before.
        if (over) {
            refuseTheRest();
        }
    }

    /** Runs something of the user's with the batch at hand; on the spot when there will be no more batches. */
    void callBack(Runnable callback) {
        if (over) {
            callback.run();
        } else {
            callbacks.add(callback);
        }
    }

    // On the loop.

    private void drain() {
        scheduled.set(false);
        for (int i = 0; i < MAX_INPUTS_PER_TURN; i++) {
            Input input = inbox.poll();
            if (input == null) {
                break;
            }
            step(input);
        }
        endBatch();
        if (!inbox.isEmpty() && scheduled.compareAndSet(false, true)) {
            world.loop().execute(this::drain);
        }
    }

    private void step(Input input) {
        session.step(input, world.nanoTime(), effects);
        for (int i = 0; i < effects.size(); i++) {
            carryOut(effects.get(i));
        }
        effects.clear();
    }

    private void carryOut(Effect effect) {
        switch (effect) {
            case Effect.Answered answered -> {
                asked.decrementAndGet();
                answered(answered);
            }
            case Effect.Connect connect -> connect(connect);
            case Effect.Disconnect disconnect -> disconnect(disconnect);
            case Effect.AuthAnswered answered -> answered.auth().answer().ended(answered.outcome());
            case Effect.Fired fired -> telling.fire(fired, this::callBack);
            case Effect.Removed removed -> telling.removed(removed, this::callBack);
            case Effect.Gap gap -> telling.gap(gap, this::callBack);
            case Effect.Moved moved -> moved(moved);
            case Effect.Probe probe ->
                world.probe(probe.server(), takesWrites -> arrived(new Input.Probed(probe.server(), takesWrites)));
            case Effect.Told told -> telling.note(world.nanoTime(), told.what());
            case Effect.Finished unused -> finish();
        }
    }

    private void answered(Effect.Answered answered) {
        Call call = answered.call();
        if (call.answer() instanceof Asked asker && !options.metrics().equals(ClientMetrics.NONE)) {
            telling.count(
                    asker.operation(),
                    Verdict.errorOf(answered.outcome(), circumstances(asker.operation())),
                    world.nanoTime() - call.submittedAt());
        }
        call.answer().ended(call, answered.outcome());
    }

    private void connect(Effect.Connect connect) {
        linkNumber = connect.link();
        link = world.connect(connect.server(), new Listener(connect.link(), connect.server()));
    }

    private void disconnect(Effect.Disconnect disconnect) {
        if (link != null && linkNumber == disconnect.link()) {
            flush();
            link.close();
            link = null;
        }
    }

    private void moved(Effect.Moved moved) {
        Standing before = standing;
        ConnectionState state = stateOf(moved.phase());
        SessionCredentials credentials = session.sessionId() == 0
                ? before.session()
                : new SessionCredentials(session.sessionId(), session.password());
        standing = new Standing(state, state.isConnected() ? moved.server() : null, credentials, session.timeoutMs());
        safeUntilNanos = session.safeUntil();
        telling.moved(before.state(), moved, world.nanoTime(), this::callBack);
    }

    private static ConnectionState stateOf(Phase phase) {
        return switch (phase) {
            case CONNECTING -> ConnectionState.CONNECTING;
            case CONNECTED -> ConnectionState.CONNECTED;
            case CONNECTED_READ_ONLY -> ConnectionState.CONNECTED_READ_ONLY;
            case AUTH_FAILED -> ConnectionState.AUTH_FAILED;
            case EXPIRED -> ConnectionState.EXPIRED;
            case CLOSED -> ConnectionState.CLOSED;
        };
    }

    private void finish() {
        finished = true;
        if (alarm != null) {
            alarm.cancel();
            alarm = null;
        }
        callBack(() -> closed.complete(null));
    }

    /** Calls that came when nothing will be answered any more. On the loop, or on whatever thread came too late. */
    private void refuseTheRest() {
        for (Input input = inbox.poll(); input != null; input = inbox.poll()) {
            Outcome ended = new Outcome.Ended(session.phase(), "the session has ended");
            switch (input) {
                case Input.Submit submit -> submit.call().answer().ended(submit.call(), ended);
                case Input.AddAuth add -> add.auth().answer().ended(ended);
                case Input.Close unused -> {}
                case Input.Certainty unused -> {}
                case Input.Start unused -> {}
                case Input.Opened unused -> {}
                case Input.Received unused -> {}
                case Input.Lost unused -> {}
                case Input.Tick unused -> {}
                case Input.UpdateServers unused -> {}
                case Input.Probed unused -> {}
            }
        }
    }

    private void endBatch() {
        // Before anything leaves: what leaves may end the session.
        safeUntilNanos = session.safeUntil();
        flush();
        if (!callbacks.isEmpty()) {
            List<Runnable> batch = callbacks;
            callbacks = new ArrayList<>(batch.size());
            telling.handOver(batch);
        }
        if (finished) {
            over = true;
            world.close();
            refuseTheRest();
        } else {
            setAlarm();
        }
    }

    private void flush() {
        JuteWriter outbox = session.outbox();
        if (outbox.size() > 0) {
            if (link != null) {
                link.send(outbox.array(), 0, outbox.size());
                telling.sent(outbox.size());
            }
            outbox.clear();
        }
    }

    /** An alarm that is early does no harm, so one is set again only when the session wants to be woken before it. */
    private void setAlarm() {
        long deadline = session.deadline();
        if (alarm != null && alarmAt - deadline <= 0) {
            return;
        }
        if (alarm != null) {
            alarm.cancel();
        }
        alarmAt = deadline;
        alarm = world.after(Math.max(0, deadline - world.nanoTime()), () -> {
            alarm = null;
            arrived(new Input.Tick());
        });
    }

    private void arrived(Input input) {
        if (!finished) {
            step(input);
            endBatch();
        }
    }

    /** What one link says, under its number. */
    private final class Listener implements LinkListener {
        private final int number;
        private final HostPort server;

        Listener(int number, HostPort server) {
            this.number = number;
            this.server = server;
        }

        @Override
        public void opened(String address) {
            arrived(new Input.Opened(number, address));
        }

        @Override
        public void received(byte[] array, int offset, int length) {
            if (!finished) {
                step(new Input.Received(number, array, offset, length));
                if (link == null) {
                    // A link that this frame has closed has no pause any more.
                    endBatch();
                }
            }
        }

        @Override
        public void paused() {
            if (!over) {
                endBatch();
            }
        }

        @Override
        public void lost(String reason) {
            if (linkNumber == number) {
                link = null;
            }
            arrived(new Input.Lost(number, server + ": " + reason));
        }
    }
}
