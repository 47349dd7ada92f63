package io.quorate.benchmarks.client;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/**
 * One session of a load: a socket, a buffer of frames to be written and a ring of what awaits its answer. Answers
 * come in the order of the requests (client protocol 7.1), so the ring is all that is needed to match them; a
 * different xid is a {@link ProtocolViolation}.
 *
 * <p>One thread sends and flushes, one thread receives; they may be the same.
 */
public final class Session {
    /** Length prefix and reply header; the first 24 bytes of a connect response have the same shape. */
    static final int HEAD = 20;

    /** The connect response's password and flag, which follow its head. */
    private static final int SMALLEST_BODY = HEAD - Integer.BYTES;

    /** Larger than any reply that a benchmark asks for: a listing of a few million names. */
    private static final int LARGEST_BODY = 1 << 28;

    private static final int NOTIFICATION_XID = -1;
    private static final VarHandle TAIL;

    static {
        try {
            TAIL = MethodHandles.lookup().findVarHandle(Session.class, "tail", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final int index;
    private final SocketChannel channel;
    private final ByteBuffer out;
    private final ByteBuffer head = ByteBuffer.allocate(HEAD);
    private final long[] sentAt;
    private final Operation[] operations;
    private final int mask;

    private @Nullable SelectionKey key;
    private Phase phase = Phase.CONNECTING;
    /** Requests sent; written by the sender, published for the receiver. */
    private long tail;
    /** Requests answered; written by the receiver. */
    private volatile long answered;
    /** Bytes of the frame at hand that are still to come and of no interest. */
    private int skip;

    private int xid;
    private int error;
    private long id;
    private int timeoutMillis;
    private long created;
    private long deleted;

    /** How far the session has come. */
    public enum Phase {
        /** The socket is being connected or the connect response is awaited. */
        CONNECTING,
        /** Requests may be sent. */
        OPEN,
        /** closeSession has been sent. */
        CLOSING,
        /** The socket is closed. */
        CLOSED
    }

    Session(int index, SocketChannel channel, ByteBuffer out, int depth) {
        this.index = index;
        this.channel = channel;
        this.out = out;
        int slots = Integer.highestOneBit(Math.max(1, depth * 2 - 1));
        sentAt = new long[slots];
        operations = new Operation[slots];
        mask = slots - 1;
    }

    /** The session's number among those of its load, from 0. */
    public int index() {
        return index;
    }

    /** The id that the server gave, 0 before. */
    public long id() {
        return id;
    }

    /** The timeout that the server granted, in milliseconds. */
    public int timeoutMillis() {
        return timeoutMillis;
    }

    Phase phase() {
        return phase;
    }

    void phase(Phase next) {
        phase = next;
    }

    SocketChannel channel() {
        return channel;
    }

    void register(SelectionKey selectionKey) {
        key = selectionKey;
    }

    /** Requests sent and not yet answered, as the receiving thread sees it. */
    public long inFlight() {
        return (long) TAIL.getAcquire(this) - answered;
    }

    /** Whether one more request of this size can be sent now. Asked by the sender. */
    boolean hasRoom(int bytes) {
        return tail - answered <= mask && out.remaining() >= bytes;
    }

    /** Queues closeSession if there is room for it; nothing else may be sent afterwards. */
    void sendClose() {
        byte[] frame = Frames.closeSession(Integer.MAX_VALUE);
        if (out.remaining() >= frame.length) {
            out.put(frame);
            phase = Phase.CLOSING;
        }
    }

    /** Queues a request that is told to have been due at a time. The caller has asked {@link #hasRoom}. */
    void send(Template template, long parent, long number, long at) {
        int slot = (int) tail & mask;
        sentAt[slot] = at;
        operations[slot] = template.operation();
        template.write(out, xidOf(template.operation(), tail), parent, number);
        TAIL.setRelease(this, tail + 1);
    }

    private static int xidOf(Operation operation, long number) {
        return operation == Operation.PING ? Frames.PING_XID : (int) (number + 1) & Integer.MAX_VALUE;
    }

    void sendRaw(byte[] frame) {
        out.put(frame);
    }

    /** The number of the next node of the session's own to create. */
    long nextOwn() {
        return created++;
    }

    /** The number of the oldest node of the session's own that is left, or −1. */
    long oldestOwn() {
        return deleted < created ? deleted++ : -1;
    }

    /** Writes what is queued. Returns whether nothing is left. */
    boolean flush() throws IOException {
        if (out.position() == 0) {
            return true;
        }
        out.flip();
        channel.write(out);
        out.compact();
        return out.position() == 0;
    }

    /** Writes what is queued and has the selector tell when more can be. */
    void flushOrAwait() throws IOException {
        SelectionKey selectionKey = key;
        if (selectionKey == null || phase == Phase.CLOSED) {
            return;
        }
        int wanted = flush() ? SelectionKey.OP_READ : SelectionKey.OP_READ | SelectionKey.OP_WRITE;
        if (selectionKey.interestOps() != wanted) {
            selectionKey.interestOps(wanted);
        }
    }

    /** Takes apart what has been read. */
    void receive(ByteBuffer in, long now, Traffic traffic) {
        while (in.hasRemaining()) {
            if (skip > 0) {
                int passed = Math.min(skip, in.remaining());
                in.position(in.position() + passed);
                skip -= passed;
            } else if (!readHead(in)) {
                return;
            }
            if (skip == 0) {
                complete(now, traffic);
            }
        }
    }

    /** Reads the head of a frame, over several calls if it comes in pieces. Returns whether it is whole. */
    private boolean readHead(ByteBuffer in) {
        if (head.position() == 0 && in.remaining() >= HEAD) {
            int at = in.position();
            begin(in, at);
            in.position(at + HEAD);
            return true;
        }
        while (head.hasRemaining() && in.hasRemaining()) {
            head.put(in.get());
        }
        if (head.hasRemaining()) {
            return false;
        }
        begin(head, 0);
        head.clear();
        return true;
    }

    private void begin(ByteBuffer bytes, int at) {
        int length = bytes.getInt(at);
        if (length < SMALLEST_BODY || length > LARGEST_BODY) {
            throw new ProtocolViolation(this + " received a frame of " + length + " bytes");
        }
        skip = length - SMALLEST_BODY;
        if (phase == Phase.CONNECTING) {
            timeoutMillis = bytes.getInt(at + 8);
            id = bytes.getLong(at + 12);
        } else {
            xid = bytes.getInt(at + 4);
            error = bytes.getInt(at + 16);
        }
    }

    private void complete(long now, Traffic traffic) {
        if (phase == Phase.CONNECTING) {
            if (timeoutMillis <= 0 || id == 0) {
                throw new ProtocolViolation(this + " was refused: timeout " + timeoutMillis);
            }
            phase = Phase.OPEN;
        } else if (xid == NOTIFICATION_XID) {
            traffic.notified(this, now);
        } else if (phase == Phase.OPEN) {
            answer(now, traffic);
        }
    }

    private void answer(long now, Traffic traffic) {
        long number = answered;
        if (number >= (long) TAIL.getAcquire(this)) {
            throw new ProtocolViolation(this + " received an answer with xid " + xid + " that it had not asked for");
        }
        int slot = (int) number & mask;
        Operation operation = operations[slot];
        if (xid != xidOf(operation, number)) {
            throw new ProtocolViolation(
                    this + " received xid " + xid + " where " + xidOf(operation, number) + " was due");
        }
        long at = sentAt[slot];
        answered = number + 1;
        traffic.answered(this, operation, at, now, error);
    }

    @Override
    public String toString() {
        return "session " + index + " (0x" + Long.toHexString(id) + ")";
    }
}
