package io.quorate.client.net;

import io.quorate.client.port.Link;
import io.quorate.client.port.LinkListener;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One connection. Bytes gather in an array until a frame is whole, and frames are handed on in place. Owned by the
 * loop. What the socket does not take waits here; it is bounded by the requests the session may have open.
 */
final class SocketLink implements Link, EventLoop.SocketEvents {
    private static final Logger LOG = System.getLogger("io.quorate.client");
    private static final int INITIAL_BYTES = 16 * 1024;
    /** An array that one huge reply made this large is not kept for ever. */
    private static final int KEPT_BYTES = 1 << 20;
    /** Reads in one turn, so that tasks and timers have theirs. */
    private static final int MAX_READS_PER_TURN = 16;

    private final LinkListener listener;
    private final int maxReplyBytes;
    private @Nullable SocketChannel channel;
    private @Nullable SelectionKey key;
    private ByteBuffer gathered = ByteBuffer.allocate(INITIAL_BYTES);
    private int start;
    private @Nullable ByteBuffer unsent;
    private boolean over;
    private boolean closing;

    SocketLink(LinkListener listener, int maxReplyBytes) {
        this.listener = listener;
        this.maxReplyBytes = maxReplyBytes;
    }

    void open(InetSocketAddress address, Selector selector) {
        if (over || closing) {
            return;
        }
        try {
            SocketChannel opened = SocketChannel.open();
            channel = opened;
            opened.configureBlocking(false);
            opened.setOption(StandardSocketOptions.TCP_NODELAY, true);
            opened.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
            key = opened.register(selector, SelectionKey.OP_CONNECT, this);
            if (opened.connect(address)) {
                connected(opened, key);
            }
        } catch (IOException e) {
            fail(reasonOf(e));
        }
    }

    private void connected(SocketChannel opened, SelectionKey ready) throws IOException {
        ready.interestOps(SelectionKey.OP_READ);
        listener.opened(String.valueOf(opened.getRemoteAddress()));
    }

    @Override
    public void ready(SelectionKey ready) {
        SocketChannel open = channel;
        if (open == null || over || !ready.isValid()) {
            return;
        }
        try {
            if (ready.isConnectable()) {
                if (open.finishConnect()) {
                    connected(open, ready);
                }
                return;
            }
            if (ready.isWritable()) {
                sendRest(open, ready);
            }
            if (!over && ready.isValid() && ready.isReadable()) {
                read(open);
            }
        } catch (IOException e) {
            fail(reasonOf(e));
        } catch (RuntimeException | OutOfMemoryError e) {
            // What this connection brought cannot be taken, however often it is tried; the next one starts afresh.
            LOG.log(Level.ERROR, "the client gives up a connection after an error it did not expect", e);
            fail("an unexpected error, which the log tells: " + e);
        }
    }

    private void read(SocketChannel open) throws IOException {
        for (int i = 0; i < MAX_READS_PER_TURN && !over && !closing; i++) {
            makeRoom();
            int room = gathered.remaining();
            int count = open.read(gathered);
            if (count < 0) {
                fail("the server closed the connection");
                return;
            }
            handOnFrames();
            if (count < room) {
                break;
            }
        }
        if (!over) {
            listener.paused();
        }
    }

    /** Moves what is there to the front, into a larger array if it fills this one. */
    private void makeRoom() {
        if (gathered.hasRemaining()) {
            return;
        }
        int held = gathered.position() - start;
        int capacity = start > 0 ? gathered.capacity() : Math.toIntExact(Math.min(Integer.MAX_VALUE - 8L, held * 2L));
        byte[] from = gathered.array();
        byte[] to = capacity == from.length ? from : new byte[capacity];
        System.arraycopy(from, start, to, 0, held);
        gathered = ByteBuffer.wrap(to).position(held);
        start = 0;
    }

    private void handOnFrames() {
        byte[] bytes = gathered.array();
        int end = gathered.position();
        while (!over && !closing && end - start >= Integer.BYTES) {
            int length = gathered.getInt(start);
            if (length < 0 || length > maxReplyBytes) {
                fail("it sent a frame of " + Integer.toUnsignedString(length) + " bytes, and " + maxReplyBytes
                        + " are accepted (ClientLimits.maxReplyBytes)");
                return;
            }
            if (end - start - Integer.BYTES < length) {
                return;
            }
            int body = start + Integer.BYTES;
            start = body + length;
            listener.received(bytes, body, length);
        }
        if (start == end) {
            start = 0;
            gathered = bytes.length > KEPT_BYTES ? ByteBuffer.allocate(INITIAL_BYTES) : gathered.clear();
        }
    }

    @Override
    public void send(byte[] array, int offset, int length) {
        SocketChannel open = channel;
        if (open == null || over || closing) {
            return;
        }
        ByteBuffer bytes = ByteBuffer.wrap(array, offset, length);
        try {
            if (unsent == null) {
                open.write(bytes);
            }
            if (bytes.hasRemaining()) {
                keep(bytes);
            }
        } catch (IOException e) {
            // The session is in the middle of a step; the selector will report the broken socket to it in its turn.
            unsent = null;
            breakLater(open);
        }
    }

    private void keep(ByteBuffer bytes) {
        ByteBuffer before = unsent;
        int held = before == null ? 0 : before.remaining();
        byte[] all = new byte[held + bytes.remaining()];
        if (before != null) {
            before.get(all, 0, held);
        }
        bytes.get(all, held, all.length - held);
        unsent = ByteBuffer.wrap(all);
        if (key != null) {
            key.interestOpsOr(SelectionKey.OP_WRITE);
        }
    }

    private static void breakLater(SocketChannel open) {
        try {
            open.shutdownInput();
        } catch (IOException unused) {
            // Broken already: the next read says so.
        }
    }

    private void sendRest(SocketChannel open, SelectionKey ready) throws IOException {
        ByteBuffer rest = unsent;
        if (rest != null) {
            open.write(rest);
            if (rest.hasRemaining()) {
                return;
            }
            unsent = null;
        }
        ready.interestOpsAnd(~SelectionKey.OP_WRITE);
        if (closing) {
            closeNow();
        }
    }

    @Override
    public void close() {
        closing = true;
        if (unsent == null) {
            closeNow();
        }
    }

    private void fail(String reason) {
        if (!over) {
            boolean wanted = !closing;
            closeNow();
            if (wanted) {
                listener.lost(reason);
            }
        }
    }

    /** Tells the listener that no connection can be had. */
    void refuse(String reason) {
        fail(reason);
    }

    private void closeNow() {
        over = true;
        gathered = ByteBuffer.wrap(Arrays.copyOf(gathered.array(), 0));
        SocketChannel open = channel;
        if (open != null) {
            try {
                open.close();
            } catch (IOException unused) {
                // It is gone either way.
            }
        }
    }

    private static String reasonOf(IOException e) {
        String message = e.getMessage();
        return message == null ? e.getClass().getSimpleName() : message;
    }
}
