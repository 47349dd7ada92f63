package io.quorate.client.session;

import static io.quorate.wire.Protocol.XID_NOTIFICATION;
import static io.quorate.wire.Protocol.XID_PING;

import io.quorate.data.ErrorCode;
import io.quorate.message.ConnectRequest;
import io.quorate.message.ConnectResponse;
import io.quorate.message.Request;
import io.quorate.message.SessionRequest;
import io.quorate.wire.ConnectCodec;
import io.quorate.wire.JuteReader;
import io.quorate.wire.JuteWriter;
import io.quorate.wire.MalformedException;
import io.quorate.wire.RequestCodec;
import java.util.HexFormat;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * One session as its client sees it: states, the choice of server, timers, the order of requests, watches set again,
 * and the session's end (client protocol 11). {@link #step} takes one input and appends what is to be done; bytes to
 * send gather in {@link #outbox()}. Owned by one thread; reads no clock.
 */
public final class ClientSession {
    private static final long FAR_NANOS = 3_600_000_000_000L;

    private final SessionConfig config;
    private final ServerList servers;
    private final Calls calls;
    private final WatchTables watches = new WatchTables();
    private final ReadWriteSearch search = new ReadWriteSearch();
    private final JuteReader reader;
    private final Sender sender;
    private final JuteWriter outbox;

    private final Identities identities = new Identities();
    private final Replies replies;
    private final Lifeline life;

    private Phase phase = Phase.CONNECTING;
    private Attempt attempt = Attempt.NONE;
    private int link;
    private @Nullable HostPort server;
    private long sessionId;
    private byte[] password;
    /** A session that only read-only members know means nothing to others, and is not presented to them. */
    private boolean sessionIsKnown;

    private long lastZxid;
    private long now;
    private long nextAttemptAt;
    private long attemptEndsAt;
    private boolean everServed;
    private boolean started;
    private boolean closing;
    private long closeEndsAt;

    /** Where the link of the moment stands. */
    private enum Attempt {
        /** There is none. */
        NONE,
        /** Asked for. */
        OPENING,
        /** It stands, and the server has not answered yet. */
        GREETED,
        /** The server serves us. */
        SERVED
    }

    /**
     * A session that begins with {@link Input.Start}.
     *
     * @param config what is settled
     * @param servers at least one
     * @param dice the source of chance, used here only
     */
    public ClientSession(SessionConfig config, List<HostPort> servers, RandomGenerator dice) {
        this.config = config;
        this.servers = new ServerList(servers, dice);
        this.calls = new Calls(config.resends(), config.patienceNanos());
        this.replies = new Replies(calls, watches);
        this.reader = new JuteReader(config.maxReplyBytes());
        this.sessionId = config.sessionId();
        this.password = config.password();
        this.sessionIsKnown = config.sessionId() != 0;
        this.life = new Lifeline(config.timeoutMs());
        this.sender = new Sender(config.maxRequestBytes(), calls, watches, life);
        this.outbox = sender.outbox();
    }

    /** {@return bytes to send by the newest link after the step; the caller clears it} */
    public JuteWriter outbox() {
        return outbox;
    }

    /** {@return where the session stands} */
    public Phase phase() {
        return phase;
    }

    /** {@return the session's id, 0 before the first connection} */
    public long sessionId() {
        return sessionId;
    }

    /** {@return its password} Read only. */
    public byte[] password() {
        return password;
    }

    /** {@return its timeout in milliseconds: as granted, or before that as asked for} */
    public int timeoutMs() {
        return life.timeoutMs();
    }

    /**
     * {@return up to when the session surely lives; {@link Long#MIN_VALUE} when it does not, is to end, or nothing is
     * known}
     */
    public long safeUntil() {
        // What was owned by it may be another's as soon as the end is asked for, and not only when that is answered.
        return closing ? Long.MIN_VALUE : life.safeUntil();
    }

    /**
     * When the session wants an {@link Input.Tick}. One that comes early does nothing.
     *
     * @return on the clock of {@link #step}
     */
    public long deadline() {
        long deadline = now + FAR_NANOS;
        if (phase.isFinal() || !started) {
            return deadline;
        }
        switch (attempt) {
            case NONE -> deadline = nextAttemptAt;
            case OPENING, GREETED -> deadline = attemptEndsAt;
            case SERVED -> {
                deadline = earlier(life.silentAt(), life.pingAt());
                if (mustProve()) {
                    deadline = earlier(deadline, life.proofDueAt());
                }
                if (calls.areWaiting()) {
                    deadline = now;
                }
                if (phase == Phase.CONNECTED_READ_ONLY) {
                    deadline = earlier(deadline, search.nextAt());
                }
            }
        }
        if (attempt != Attempt.SERVED) {
            deadline = calls.areWaiting() ? earlier(deadline, calls.patienceEnd(deadline)) : deadline;
            if (sessionId != 0) {
                deadline = earlier(deadline, life.expiresAt());
            }
        }
        return closing ? earlier(deadline, closeEndsAt) : deadline;
    }

    private static long earlier(long a, long b) {
        return a - b < 0 ? a : b;
    }

    /**
     * Takes one input.
     *
     * @param input what happened
     * @param now nanoseconds of a clock that never goes back
     * @param effects what is to be done is appended here, in order
     */
    public void step(Input input, long now, List<Effect> effects) {
        this.now = now;
        switch (input) {
            case Input.Submit submit -> submit(submit.call(), effects);
            case Input.Received received -> received(received, effects);
            case Input.Tick unused -> tick(effects);
            case Input.Opened opened -> opened(opened, effects);
            case Input.Lost lost -> {
                if (lost.link() == link && attempt != Attempt.NONE) {
                    lost(lost.reason(), effects);
                }
            }
            case Input.Start unused -> start(effects);
            case Input.AddAuth add -> addAuth(add.auth(), effects);
            case Input.UpdateServers update -> updateServers(update.servers(), effects);
            case Input.Probed probed -> probed(probed, effects);
            case Input.Certainty wish -> life.wish(wish.isWanted());
            case Input.Close unused -> close(effects);
        }
    }

    private void start(List<Effect> effects) {
        started = true;
        life.begin(now);
        nextAttemptAt = now + servers.waitNanos();
        tick(effects);
    }

    // Requests.

    private void submit(Call call, List<Effect> effects) {
        call.submittedAt = now;
        if (phase.isFinal() || closing) {
            effects.add(new Effect.Answered(call, ended(phase.isFinal() ? phase : Phase.CLOSED)));
        } else if (phase.isConnected() && sender.hasRoom()) {
            sender.send(call, now, effects);
        } else {
            calls.await(call);
        }
    }

    private void addAuth(Auth auth, List<Effect> effects) {
        if (phase.isFinal() || closing) {
            effects.add(new Effect.AuthAnswered(auth, ended(phase.isFinal() ? phase : Phase.CLOSED)));
            return;
        }
        identities.add(auth);
        if (phase.isConnected()) {
            identities.send(auth, outbox);
            life.said(now);
        }
    }

    // Replies.

    private void received(Input.Received received, List<Effect> effects) {
        if (received.link() != link || attempt == Attempt.NONE) {
            return;
        }
        life.heard(now);
        reader.reset(received.array(), received.offset(), received.length());
        try {
            if (attempt == Attempt.SERVED) {
                reply(effects);
            } else {
                greeted(ConnectCodec.readResponse(reader), effects);
            }
        } catch (MalformedException e) {
            giveUpLink("it sent a frame that makes no sense: " + e.getMessage(), effects);
        }
    }

    private void reply(List<Effect> effects) {
        int replyXid = reader.readInt();
        long zxid = reader.readLong();
        int error = reader.readInt();
        if (replyXid == XID_NOTIFICATION) {
            replies.notified(zxid, reader, effects);
            return;
        }
        if (zxid > 0) {
            lastZxid = zxid;
        }
        if (error == ErrorCode.SESSION_CLOSED_REQUIRE_AUTH.number()) {
            end(Phase.AUTH_FAILED, "the server demands an identity that was not proved", effects);
        } else if (replyXid == XID_PING) {
            // That it was heard of is all that a ping is for.
        } else if (replyXid == Identities.XID) {
            if (error == 0) {
                identities.accepted(effects);
            } else {
                end(
                        Phase.AUTH_FAILED,
                        "the identity of scheme " + identities.answeredScheme() + " was refused",
                        effects);
            }
        } else {
            answered(replyXid, error, effects);
        }
    }

    private void answered(int replyXid, int error, List<Effect> effects) {
        Call call = calls.firstSent();
        if (call == null || call.xid != replyXid) {
            giveUpLink(
                    "it answered request " + replyXid + " where "
                            + (call == null ? "none is open" : "the answer to " + call.xid + " was due"),
                    effects);
            return;
        }
        calls.takeSent();
        if (error == 0 && call.isProof()) {
            life.proved(call.sentAt);
        }
        replies.answered(call, error, reader, effects);
        if (call.isInternal() && call.request() instanceof SessionRequest.CloseSession) {
            end(Phase.CLOSED, "closed", effects);
        }
    }

    // Links.

    private void opened(Input.Opened opened, List<Effect> effects) {
        if (opened.link() != link || attempt != Attempt.OPENING) {
            return;
        }
        attempt = Attempt.GREETED;
        life.greeted(now);
        long presented = sessionIsKnown ? sessionId : 0;
        ConnectCodec.writeRequest(
                outbox,
                new ConnectRequest(
                        lastZxid,
                        config.timeoutMs(),
                        presented,
                        presented == 0 ? new byte[ConnectResponse.PASSWORD_BYTES] : password,
                        config.canBeReadOnly(),
                        true));
        effects.add(new Effect.Told("linked to " + server + " at " + opened.address()));
    }

    private void greeted(ConnectResponse response, List<Effect> effects) {
        if (attempt != Attempt.GREETED) {
            giveUpLink("it spoke before it was spoken to", effects);
            return;
        }
        if (response.timeoutMs() <= 0) {
            if (sessionIsKnown) {
                end(Phase.EXPIRED, server + " says that the session has expired", effects);
            } else {
                giveUpLink("it refused a new session", effects);
            }
            return;
        }
        attempt = Attempt.SERVED;
        everServed = true;
        servers.connected();
        sessionId = response.sessionId();
        password = response.password();
        life.granted(response.timeoutMs(), !sessionIsKnown && !response.readOnly());
        sessionIsKnown |= !response.readOnly();
        search.begin(now);
        moveTo(
                response.readOnly() ? Phase.CONNECTED_READ_ONLY : Phase.CONNECTED,
                "session 0x" + HexFormat.of().toHexDigits(sessionId) + " of " + life.timeoutMs() + " ms",
                effects);
        identities.sendAll(outbox);
        for (Request again : Rearming.requests(lastZxid, watches.paths(), config.maxRequestBytes())) {
            sender.sendInternal(again, now);
        }
        sender.sendWaiting(now, effects);
        if (closing) {
            sender.sendInternal(new SessionRequest.CloseSession(), now);
        }
    }

    /** The server broke the protocol, or is silent: the link is closed from this side. */
    private void giveUpLink(String reason, List<Effect> effects) {
        effects.add(new Effect.Disconnect(link));
        lost(server + ": " + reason, effects);
    }

    private void lost(String reason, List<Effect> effects) {
        boolean wasServed = attempt == Attempt.SERVED;
        attempt = Attempt.NONE;
        identities.linkLost();
        effects.add(new Effect.Told("lost " + reason));
        replies.lost(calls.lose(), reason, effects);
        if (closing && wasServed) {
            end(Phase.CLOSED, "the connection was lost while closing: " + reason, effects);
            return;
        }
        if (wasServed) {
            moveTo(Phase.CONNECTING, reason, effects);
        }
        nextAttemptAt = now + servers.waitNanos();
    }

    private void tick(List<Effect> effects) {
        if (phase.isFinal() || !started) {
            return;
        }
        if (closing && closeEndsAt - now <= 0) {
            end(Phase.CLOSED, "no server confirmed the end of the session in time", effects);
            return;
        }
        if (attempt != Attempt.SERVED && sessionId != 0 && life.expiresAt() - now <= 0) {
            end(
                    Phase.EXPIRED,
                    "no server answered for " + life.timing().expiry() / 1_000_000 + " ms, so the session has expired",
                    effects);
            return;
        }
        switch (attempt) {
            case NONE -> {
                if (nextAttemptAt - now <= 0) {
                    connect(effects);
                }
            }
            case OPENING, GREETED -> {
                if (attemptEndsAt - now <= 0) {
                    giveUpLink("no answer in " + life.timing().attempt(servers.size()) / 1_000_000 + " ms", effects);
                }
            }
            case SERVED -> tickServed(effects);
        }
        if (attempt != Attempt.SERVED) {
            replies.lost(calls.impatient(now), "no server could be reached in time", effects);
        }
    }

    private void connect(List<Effect> effects) {
        server = servers.choose();
        link++;
        attempt = Attempt.OPENING;
        attemptEndsAt = now + life.timing().attempt(servers.size());
        effects.add(new Effect.Connect(server, link));
    }

    private void tickServed(List<Effect> effects) {
        if (life.silentAt() - now <= 0) {
            giveUpLink("no sign of life for " + life.timing().silence() / 1_000_000 + " ms", effects);
            return;
        }
        if (mustProve() && life.proofDueAt() - now <= 0) {
            sender.sendInternal(new SessionRequest.Sync("/"), now);
        }
        if (life.pingAt() - now <= 0) {
            RequestCodec.writeFrame(outbox, XID_PING, new SessionRequest.Ping());
            life.said(now);
        }
        sender.sendWaiting(now, effects);
        if (phase == Phase.CONNECTED_READ_ONLY && search.isDue(now)) {
            effects.add(new Effect.Probe(servers.another()));
        }
    }

    /** A member without a quorum has no leader to ask, and a session that is to end is to be certain no more. */
    private boolean mustProve() {
        return life.isCertaintyWanted() && phase == Phase.CONNECTED && !closing;
    }

    private void updateServers(List<HostPort> replacement, List<Effect> effects) {
        boolean mustMove = servers.update(replacement);
        effects.add(new Effect.Told("servers are now " + replacement));
        if (mustMove && attempt != Attempt.NONE) {
            giveUpLink("another server takes its turn after a change of the list", effects);
        }
    }

    private void probed(Input.Probed probed, List<Effect> effects) {
        if (probed.takesWrites() && phase == Phase.CONNECTED_READ_ONLY && !closing) {
            servers.prefer(probed.server());
            giveUpLink(probed.server() + " takes writes, and this one does not", effects);
            nextAttemptAt = now;
        }
    }

    // The end.

    private void close(List<Effect> effects) {
        if (phase.isFinal()) {
            effects.add(new Effect.Finished());
            return;
        }
        if (closing) {
            return;
        }
        closing = true;
        closeEndsAt = now + life.timing().farewell();
        if (attempt == Attempt.SERVED) {
            sender.sendWaiting(now, effects);
            sender.sendInternal(new SessionRequest.CloseSession(), now);
        } else if (sessionId == 0 || !started) {
            end(Phase.CLOSED, "closed before a session was made", effects);
        }
    }

    private void end(Phase last, String reason, List<Effect> effects) {
        if (attempt != Attempt.NONE) {
            effects.add(new Effect.Disconnect(link));
            attempt = Attempt.NONE;
        }
        life.end();
        phase = last;
        for (Call call : calls.end()) {
            effects.add(new Effect.Answered(call, new Outcome.Ended(last, reason)));
        }
        identities.end(new Outcome.Ended(last, reason), effects);
        moveTo(last, reason, effects);
        watches.clear();
        if (closing) {
            effects.add(new Effect.Finished());
        }
    }

    private Outcome ended(Phase how) {
        return new Outcome.Ended(how, "the session has ended");
    }

    private void moveTo(Phase next, String reason, List<Effect> effects) {
        phase = next;
        effects.add(new Effect.Moved(
                next, everServed && server != null ? server.toString() : null, sessionId, reason, watches.everybody()));
    }
}
