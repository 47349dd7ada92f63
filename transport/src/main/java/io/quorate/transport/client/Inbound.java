package io.quorate.transport.client;

import io.netty.buffer.ByteBuf;
import io.quorate.transport.client.ClientDoorConfig.Limits;
import io.quorate.transport.client.Connection.Phase;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Cuts what one connection sends into frames and hands them on, for as long as the connection may go on. Bytes are kept
 * only while they are part of a frame that is not complete or may not be handled yet. Owned by the connection's event
 * loop.
 */
final class Inbound {
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final byte[] NOTHING = {};
    /** With more than this waiting for its turn, no more is read from the socket. */
    private static final int KEPT_WHILE_WAITING = 16 * 1024;
    /** So many unanswered requests are always allowed. */
    private static final int MIN_DEPTH = 8;
    /** The replies that may be in the making at once, in bytes, judged by the size of recent ones. */
    private static final int REPLIES_IN_THE_MAKING = 8 << 20;
    /** What a reply is taken for before there was one. */
    private static final int ASSUMED_REPLY_BYTES = 128 * 1024;
    /** How slowly a large reply is forgotten: by one part in 2 to this for each later one. */
    private static final int FORGETTING_SHIFT = 5;

    private final Connection connection;
    private final FrameHandler handler;
    private final Limits limits;
    private byte[] kept = NOTHING;
    private int keptStart;
    private int keptEnd;
    private int recentReplyBytes = ASSUMED_REPLY_BYTES;
    private boolean ended;

    Inbound(Connection connection) {
        this.connection = connection;
        handler = new FrameHandler(connection);
        limits = connection.lane.parts.limits();
    }

    /** Takes bytes from the socket. */
    void received(ByteBuf bytes) {
        int count = bytes.readableBytes();
        if (keptEnd > keptStart) {
            makeRoom(count);
            bytes.readBytes(kept, keptEnd, count);
            keptEnd += count;
            proceed();
        } else {
            Lane lane = connection.lane;
            if (lane.scratch.length < count) {
                lane.scratch = new byte[count];
            }
            bytes.readBytes(lane.scratch, 0, count);
            int rest = cut(lane.scratch, 0, count);
            keep(lane.scratch, rest, count);
            readOrNot();
        }
    }

    /** Goes on with what had to wait. */
    void proceed() {
        if (keptEnd > keptStart && connection.phase != Phase.CLOSING) {
            keptStart = cut(kept, keptStart, keptEnd);
            if (keptStart >= keptEnd) {
                forget();
            }
        }
        readOrNot();
    }

    /** The client sends no more. */
    void ended() {
        ended = true;
        switch (connection.phase) {
            case NEW -> {
                proceed();
                if (connection.phase == Phase.NEW) {
                    var _ = connection.channel.close();
                }
            }
            case HANDSHAKE -> {
                var _ = connection.channel.close();
            }
            // What it has asked for before is still answered.
            case SERVING -> connection.lane.lookAgain(connection);
            case CLOSING -> connection.endedWhileClosing();
            case WORD -> {}
        }
    }

    boolean hasEnded() {
        return ended;
    }

    /** Forgets what has arrived. */
    void forget() {
        kept = NOTHING;
        keptStart = 0;
        keptEnd = 0;
    }

    /** A reply of this size has been made. */
    void replied(int bytes) {
        recentReplyBytes = Math.max(bytes, recentReplyBytes - (recentReplyBytes >> FORGETTING_SHIFT));
    }

    /** Handles complete frames from {@code start} on and returns where the first one begins that was not handled. */
    private int cut(byte[] bytes, int start, int end) {
        int at = start;
        long others = load() - connection.ledger.inFlight.size();
        while (end - at >= Integer.BYTES && mayGoOn(others)) {
            int length = (int) INT.get(bytes, at);
            if (connection.phase == Phase.NEW && isWord(length, bytes, at + Integer.BYTES, end)) {
                return connection.phase == Phase.NEW ? at : end;
            }
            if (length < 0 || length > limits.maxFrameBytes()) {
                connection.drop("a frame announces " + length + " bytes, the limit is " + limits.maxFrameBytes());
                return end;
            }
            int frame = at + Integer.BYTES;
            if (end - frame < length || !handler.handle(bytes, frame, length)) {
                return at;
            }
            at = frame + length;
            connection.ledger.received();
        }
        return connection.phase == Phase.CLOSING ? end : at;
    }

    /** Whether the next frame may be handled now, when other connections have so many requests in progress. */
    private boolean mayGoOn(long others) {
        return switch (connection.phase) {
            case NEW -> !connection.stalled;
            case WORD, HANDSHAKE, CLOSING -> false;
            case SERVING -> {
                int unanswered = connection.ledger.inFlight.size();
                yield !connection.stalled
                        && (unanswered < MIN_DEPTH || unanswered < depth())
                        && (unanswered == 0 || others + unanswered <= limits.globalOutstanding())
                        && connection.channel.isWritable();
            }
        };
    }

    private long load() {
        return connection.lane.parts.load().outstanding();
    }

    private int depth() {
        return Math.min(limits.pipelineDepth(), REPLIES_IN_THE_MAKING / Math.max(1, recentReplyBytes));
    }

    /** Whether it was a four-letter word; if it is to be answered and has all it needs, the phase has changed. */
    private boolean isWord(int number, byte[] bytes, int rest, int end) {
        if (number == Words.TELNET_CLOSE) {
            connection.drop("telnet has been interrupted");
            return true;
        }
        String word = Words.of(number);
        if (word == null) {
            return false;
        }
        boolean complete = ended || !word.equals(Words.SET_TRACE_MASK) || end - rest >= Words.TRACE_MASK_BYTES;
        if (complete) {
            connection.ledger.received();
            handler.answerWord(word, Arrays.copyOfRange(bytes, rest, end));
        }
        return true;
    }

    private void keep(byte[] bytes, int start, int end) {
        if (end > start) {
            kept = Arrays.copyOfRange(bytes, start, end);
            keptStart = 0;
            keptEnd = end - start;
        } else {
            forget();
        }
    }

    /** Room grows with what has arrived, never with what is announced. */
    private void makeRoom(int count) {
        int used = keptEnd - keptStart;
        if (kept.length - keptEnd < count) {
            byte[] target = kept.length - used >= count && keptStart >= used
                    ? kept
                    : new byte[Math.max(used + count, Math.min(2 * used, limits.maxFrameBytes() + Integer.BYTES))];
            System.arraycopy(kept, keptStart, target, 0, used);
            kept = target;
            keptStart = 0;
            keptEnd = used;
        }
    }

    private void readOrNot() {
        boolean read = keptEnd - keptStart <= KEPT_WHILE_WAITING
                || connection.phase == Phase.CLOSING
                || mayGoOn(load() - connection.ledger.inFlight.size());
        if (connection.channel.config().isAutoRead() != read) {
            var _ = connection.channel.config().setAutoRead(read);
        }
    }
}
