package io.quorate.client.net;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.quorate.client.port.Link;
import io.quorate.client.port.LinkListener;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One connection. Bytes that arrive gather in an array until a frame is whole; frames are handed on in place, so a frame
 * is copied once, from the socket's buffer. Owned by the event loop.
 */
final class NettyLink extends ChannelInboundHandlerAdapter implements Link {
    private static final int INITIAL_BYTES = 16 * 1024;
    /** An array that one huge reply made this large is not kept for ever. */
    private static final int KEPT_BYTES = 1 << 20;

    private final LinkListener listener;
    private final int maxReplyBytes;
    private @Nullable ChannelHandlerContext channel;
    private byte[] gathered = new byte[INITIAL_BYTES];
    private int start;
    private int end;
    private boolean over;

    NettyLink(LinkListener listener, int maxReplyBytes) {
        this.listener = listener;
        this.maxReplyBytes = maxReplyBytes;
    }

    boolean isClosed() {
        return over;
    }

    @Override
    public void send(byte[] array, int offset, int length) {
        ChannelHandlerContext to = channel;
        if (to != null && !over) {
            ByteBuf bytes = to.alloc().directBuffer(length);
            bytes.writeBytes(array, offset, length);
            ChannelFuture unused = to.writeAndFlush(bytes, to.voidPromise());
        }
    }

    @Override
    public void close() {
        over = true;
        if (channel != null) {
            // Behind what was sent before.
            ChannelFuture unused = channel.writeAndFlush(channel.alloc().buffer(0)).addListener(ChannelFutureListener.CLOSE);
        }
    }

    void fail(String reason) {
        if (!over) {
            over = true;
            listener.lost(reason);
        }
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        channel = context;
        if (over) {
            ChannelFuture unused = context.close();
        } else {
            listener.opened(String.valueOf(context.channel().remoteAddress()));
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        try {
            if (!over) {
                take(bytes);
                handOnFrames(context);
            }
        } finally {
            bytes.release();
        }
    }

    private void take(ByteBuf bytes) {
        int more = bytes.readableBytes();
        if (more > gathered.length - end) {
            int held = end - start;
            byte[] room = held + more > gathered.length
                    ? new byte[Math.max(held + more, (int) Math.min(Integer.MAX_VALUE - 8L, gathered.length * 2L))]
                    : gathered;
            System.arraycopy(gathered, start, room, 0, held);
            gathered = room;
            start = 0;
            end = held;
        }
        bytes.readBytes(gathered, end, more);
        end += more;
    }

    private void handOnFrames(ChannelHandlerContext context) {
        while (!over && end - start >= Integer.BYTES) {
            int length = lengthAt(start);
            if (length < 0 || length > maxReplyBytes) {
                fail("it sent a frame of " + Integer.toUnsignedString(length) + " bytes, and "
                        + maxReplyBytes + " are accepted (ClientLimits.maxReplyBytes)");
                ChannelFuture unused = context.close();
                return;
            }
            if (end - start - Integer.BYTES < length) {
                break;
            }
            int body = start + Integer.BYTES;
            start = body + length;
            listener.received(gathered, body, length);
        }
        if (start == end) {
            start = 0;
            end = 0;
            if (gathered.length > KEPT_BYTES) {
                gathered = Arrays.copyOf(gathered, INITIAL_BYTES);
            }
        }
    }

    private int lengthAt(int at) {
        return (gathered[at] & 0xff) << 24
                | (gathered[at + 1] & 0xff) << 16
                | (gathered[at + 2] & 0xff) << 8
                | (gathered[at + 3] & 0xff);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        if (!over) {
            listener.paused();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        fail("the server closed the connection");
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        fail(String.valueOf(cause.getMessage()));
        ChannelFuture unused = context.close();
    }
}
