package io.quorate.transport.client;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.quorate.data.EventType;
import io.quorate.data.Identity;
import io.quorate.message.ConnectResponse;
import io.quorate.message.Response;
import io.quorate.replica.Input;
import io.quorate.replica.port.ClientLink;
import io.quorate.transport.client.LaneCounters.Counter;
import io.quorate.wire.ConnectCodec;
import io.quorate.wire.JuteWriter;
import io.quorate.wire.ResponseCodec;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client connection. Its event loop owns it; the methods of {@link ClientLink} are the driver's, and only put into
 * the {@link Outbox}. What comes in is handled by {@link Inbound}.
 */
final class Connection extends ChannelInboundHandlerAdapter implements ClientLink, ClientConnection {
    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);
    private static final VarHandle DIRTY;
    private static final VarHandle LAST_HEARD;

    /** Output is handed to the socket in pieces of about this size, so that its readiness is noticed in time. */
    private static final int PIECE_BYTES = 32 * 1024;
    /** How long a closing connection may take to send what was said before. */
    private static final long LINGER_MS = 2_000;

    private static final int ACCEPT_BYTES = 64;
    private static final int READING = 1;
    private static final int WRITING = 4;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            DIRTY = lookup.findVarHandle(Connection.class, "dirty", boolean.class);
            LAST_HEARD = lookup.findVarHandle(Connection.class, "lastHeardMs", long.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    /** How far a connection has come. */
    enum Phase {
        /** Nothing complete has arrived. */
        NEW,
        /** A four-letter word is being answered. */
        WORD,
        /** The handshake is with the replica. */
        HANDSHAKE,
        /** There is a session. */
        SERVING,
        /** Nothing more is read or said; what was said may still be leaving. */
        CLOSING
    }

    final Lane lane;
    final Ledger ledger;
    final DuplexChannel channel;
    Phase phase = Phase.NEW;
    /** Whether the client's connect request had the field, so that the response must have it. */
    boolean withReadOnly;
    /** Whether the replica knows of us and so must hear of our end. */
    boolean announced;
    /** Whether something waits for room in the inbox. */
    boolean stalled;
    /** Next in the lane's list of those that have something to deliver. */
    @Nullable
    Connection nextDirty;

    private final EventFrames eventFrames;
    private final Outbox outbox = new Outbox();
    private final Inbound inbound;
    private final InetSocketAddress remote;
    private final long acceptedMs;
    private final long establishedMs;

    @SuppressWarnings("unused") // by its handle
    private boolean dirty;

    @SuppressWarnings("unused") // by its handle
    private long lastHeardMs;

    private volatile List<Identity> identities;
    private volatile boolean overflown;
    private volatile boolean secure;
    /** Written by the driver before it pushes the acceptance, read by the loop after it has taken that. */
    private @Nullable ConnectResponse accepted;

    private @Nullable Attachment attachment;
    private long sessionId;
    private int timeoutMs;
    /** Where this connection is counted for showing no certificate; null when it is not. */
    private @Nullable Counter nonMutual;

    private boolean gone;
    private boolean unsaidGoodbye;
    private boolean unflushed;
    /** Done when all that was said before the end has left. */
    private @Nullable ChannelFuture lastWords;

    Connection(Lane lane, DuplexChannel channel, InetSocketAddress remote, EventFrames eventFrames) {
        this.lane = lane;
        this.channel = channel;
        this.remote = remote;
        this.eventFrames = eventFrames;
        ledger = new Ledger(lane);
        inbound = new Inbound(this);
        identities = lane.parts.authenticator().ofAddress(remote.getAddress());
        acceptedMs = lane.parts.time().monotonicMs();
        establishedMs = lane.parts.time().wallMs();
        heard(acceptedMs);
    }

    // ---- the driver's side ------------------------------------------------------------------------------------------

    @Override
    public List<Identity> identities() {
        return identities;
    }

    @Override
    public long lastHeardMs() {
        return (long) LAST_HEARD.getOpaque(this);
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
        JuteWriter frame = new JuteWriter(ACCEPT_BYTES);
        ConnectCodec.writeResponse(frame, response, withReadOnly);
        accepted = response;
        push(Outgoing.accept(frame.toByteArray()));
    }

    @Override
    public void reply(int xid, long zxid, int error, Response body) {
        push(Outgoing.reply(xid, zxid, error, body));
    }

    @Override
    public void event(long zxid, EventType type, String path) {
        push(Outgoing.event(eventFrames.of(zxid, type, path)));
    }

    @Override
    public void close() {
        push(Outgoing.close());
    }

    private void push(Outgoing outgoing) {
        if (overflown) {
            return;
        }
        if (outbox.heldBytes() > lane.parts.limits().maxUnsentBytes()) {
            overflown = true;
        } else {
            outbox.push(outgoing);
        }
        if (markDirtyIfClean()) {
            lane.addDirty(this);
        }
    }

    // ---- the lane's side --------------------------------------------------------------------------------------------

    void markDirty() {
        if (markDirtyIfClean()) {
            lane.addDirty(this);
        }
    }

    /** Must come before the outbox is looked at, so that what is put in afterwards is announced anew. */
    void markClean() {
        DIRTY.setVolatile(this, false);
    }

    private boolean markDirtyIfClean() {
        return !(boolean) DIRTY.getVolatile(this) && DIRTY.compareAndSet(this, false, true);
    }

    boolean isSessionless() {
        return !gone && (phase == Phase.NEW || phase == Phase.WORD || phase == Phase.HANDSHAKE);
    }

    boolean isOf(long session) {
        return sessionId == session && phase == Phase.SERVING;
    }

    long acceptedMs() {
        return acceptedMs;
    }

    /** Sends what the replica has said, and goes on with what had to wait for that. */
    void deliver() {
        if (gone) {
            outbox.clear();
            if (unsaidGoodbye) {
                sayGoodbye();
            }
            return;
        }
        if (overflown && phase != Phase.CLOSING) {
            LOG.warn(
                    "closing {}: it does not read, and more than {} bytes wait for it",
                    this,
                    lane.parts.limits().maxUnsentBytes());
            drop("it does not read");
        }
        drain();
        inbound.proceed();
        flush();
        if (inbound.hasEnded() && phase == Phase.SERVING && ledger.inFlight.isEmpty()) {
            finish(false);
        }
    }

    /**
     * Encodes what the replica has said as far as the socket takes it.
     *
     * @return whether nothing is left
     */
    boolean drain() {
        for (Outgoing first = outbox.peek(); first != null; first = outbox.peek()) {
            if (phase == Phase.CLOSING) {
                outbox.clear();
                return true;
            }
            if (!channel.isWritable()) {
                return false;
            }
            outbox.remove(first);
            encode(first);
            pieceDone();
        }
        return true;
    }

    /** Something has been encoded: if that makes a piece, the channel takes it. */
    void pieceDone() {
        if (lane.out.size() >= PIECE_BYTES) {
            writeOut();
        }
    }

    private void encode(Outgoing outgoing) {
        switch (outgoing.kind) {
            case REPLY -> encodeReply(outgoing);
            case EVENT -> {
                lane.out.writeRaw(outgoing.frame, 0, outgoing.frame.length);
                ledger.sent(outgoing.frame.length);
            }
            case ACCEPT -> {
                lane.out.writeRaw(outgoing.frame, 0, outgoing.frame.length);
                ledger.sent(outgoing.frame.length);
                sessionBegan();
            }
            case CLOSE -> finish(false);
        }
    }

    private void encodeReply(Outgoing reply) {
        JuteWriter out = lane.out;
        int before = out.size();
        ResponseCodec.writeFrame(out, reply.xid, reply.zxid, reply.error, reply.body);
        int bytes = out.size() - before;
        inbound.replied(bytes);
        ledger.replied(reply.xid, reply.zxid, bytes);
    }

    private void sessionBegan() {
        ConnectResponse response = accepted;
        if (response != null && response.timeoutMs() > 0) {
            sessionId = response.sessionId();
            timeoutMs = response.timeoutMs();
            ledger.figures.sessionBegan(lane.nowMs(), lane.nowMs() - lastHeardMs());
            phase = Phase.SERVING;
        }
    }

    // ---- the end ----------------------------------------------------------------------------------------------------

    /**
     * Says nothing more, lets leave what was said, and closes.
     *
     * @param gently whether the client may still be sending; then only our side is closed until it has noticed, for a
     *     reset could overtake our last words
     */
    void finish(boolean gently) {
        phase = Phase.CLOSING;
        inbound.forget();
        writeOut();
        unflushed = false;
        ChannelFuture left = channel.writeAndFlush(Unpooled.EMPTY_BUFFER);
        if (left.isDone() && !gently) {
            var _ = channel.close();
            return;
        }
        lastWords = left;
        var _ = left.addListener(_ -> {
            if (gently && !secure && !inbound.hasEnded()) {
                var _ = channel.shutdownOutput();
            } else {
                var _ = channel.close();
            }
        });
        var _ = channel.config().setAutoRead(true);
        var _ = channel.eventLoop()
                .schedule(
                        () -> {
                            var _ = channel.close();
                        },
                        LINGER_MS,
                        TimeUnit.MILLISECONDS);
    }

    /** The client sends no more, and we say no more: closes as soon as our last words have left. */
    void endedWhileClosing() {
        ChannelFuture left = lastWords;
        if (left == null || left.isDone()) {
            var _ = channel.close();
        }
    }

    /** Closes at once and for cause; the socket may still take what was encoded before. */
    void drop(String why) {
        if (phase != Phase.CLOSING) {
            LOG.debug("closing {}: {}", this, why);
            lane.counters.increment(Counter.DROPPED);
        }
        phase = Phase.CLOSING;
        inbound.forget();
        flush();
        var _ = channel.close();
    }

    /** Something here went wrong that nobody foresaw: it costs this connection and no other. */
    void defect(Throwable cause) {
        LOG.error("closing {} because of a defect in this server", this, cause);
        lane.out.clear();
        drop("a defect in this server");
    }

    private void sayGoodbye() {
        unsaidGoodbye = announced && !lane.offer(new Input.Disconnected(this), this);
    }

    // ---- what the socket tells ------------------------------------------------------------------------------------

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        if (lane.parts.mutualTls()) {
            nonMutual = remote.getAddress().isLoopbackAddress() ? Counter.NON_MUTUAL_LOCAL : Counter.NON_MUTUAL_REMOTE;
            lane.counters.increment(nonMutual);
        }
        lane.joined(this);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        try {
            if (phase != Phase.CLOSING && phase != Phase.WORD) {
                heard(lane.readClock());
                lane.counters.add(Counter.BYTES_RECEIVED, bytes.readableBytes());
                inbound.received(bytes);
                writeOut();
            }
        } finally {
            bytes.release();
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        flush();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (channel.isWritable()) {
            lane.lookAgain(this);
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            inbound.ended();
        } else if (event instanceof SslHandshakeCompletionEvent handshake) {
            handshakeEnded(ctx, handshake);
        } else {
            var _ = ctx.fireUserEventTriggered(event);
        }
    }

    /** From now on bytes are encrypted. */
    void becomeSecure() {
        secure = true;
    }

    private void handshakeEnded(ChannelHandlerContext ctx, SslHandshakeCompletionEvent event) {
        if (!event.isSuccess()) {
            lane.counters.increment(Counter.UNSUCCESSFUL_HANDSHAKES);
            drop("its TLS handshake has failed: " + event.cause().getMessage());
            return;
        }
        SslHandler handler = ctx.pipeline().get(SslHandler.class);
        List<X509Certificate> chain = handler == null ? List.of() : TlsContexts.shownBy(handler);
        if (!chain.isEmpty()) {
            leaveNonMutual();
            List<Identity> shown = lane.parts.authenticator().ofCertificates(chain);
            if (shown == null) {
                lane.counters.increment(Counter.AUTH_FAILURES);
                drop("its certificate is not accepted");
            } else {
                proved(shown);
            }
        }
    }

    private void leaveNonMutual() {
        Counter counted = nonMutual;
        if (counted != null) {
            nonMutual = null;
            lane.counters.add(counted, -1);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        gone = true;
        leaveNonMutual();
        phase = Phase.CLOSING;
        lane.left(this);
        inbound.forget();
        outbox.clear();
        ledger.abandon();
        sayGoodbye();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (cause instanceof IOException || cause instanceof DecoderException) {
            drop(String.valueOf(cause.getMessage()));
        } else {
            defect(cause);
        }
    }

    // ---- output ---------------------------------------------------------------------------------------------------

    /** Hands what has been encoded to the channel, without a system call yet. */
    void writeOut() {
        if (lane.out.size() > 0) {
            var _ = channel.write(lane.takeOut(), channel.voidPromise());
            if (secure) {
                // Only when encrypted does output count against the bound on what waits.
                var _ = channel.flush();
            } else {
                unflushed = true;
            }
        }
    }

    /** Hands everything to the socket. */
    private void flush() {
        writeOut();
        if (unflushed) {
            unflushed = false;
            channel.flush();
        }
    }

    private void heard(long nowMs) {
        LAST_HEARD.setOpaque(this, nowMs);
    }

    // ---- what others want to know ---------------------------------------------------------------------------------

    /** Adds to what the client has proved to be; what it has already is not added again. */
    void proved(List<Identity> more) {
        List<Identity> all = identities;
        for (Identity identity : more) {
            if (!all.contains(identity)) {
                List<Identity> longer = new ArrayList<>(all);
                longer.add(identity);
                all = List.copyOf(longer);
            }
        }
        identities = all;
    }

    @Override
    public InetSocketAddress remoteAddress() {
        return remote;
    }

    @Override
    public boolean isSecure() {
        return secure;
    }

    ConnectionStats stats() {
        return new ConnectionStats(
                remote,
                secure,
                (channel.config().isAutoRead() ? READING : 0) | (channel.isWritable() ? 0 : WRITING),
                ledger.inFlight.counted(),
                ledger.figures.received,
                ledger.figures.sent,
                sessionId,
                ledger.figures.lastOperation,
                establishedMs,
                timeoutMs,
                ledger.figures.lastCxid,
                ledger.figures.lastZxid,
                ledger.figures.lastResponseMs,
                ledger.figures.lastLatencyMs,
                ledger.figures.minLatencyMs(),
                ledger.figures.averageLatencyMs(),
                ledger.figures.maxLatencyMs());
    }

    /** For logs. */
    @Override
    public String toString() {
        return "connection from " + remote.getAddress().getHostAddress() + ":" + remote.getPort()
                + (sessionId == 0 ? "" : " of session 0x" + Long.toHexString(sessionId));
    }
}
