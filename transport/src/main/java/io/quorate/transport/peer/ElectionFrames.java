package io.quorate.transport.peer;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.DecoderException;
import io.quorate.zab.ElectionMessage.Notification;
import io.quorate.zab.codec.MalformedException;
import io.quorate.zab.codec.NotificationCodec;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the frames of one election connection (quorum protocol 1.4). Owned by the event loop. */
final class ElectionFrames extends ByteToMessageDecoder {
    private static final Logger LOG = LoggerFactory.getLogger(ElectionFrames.class);

    private final Correspondent from;
    private boolean over;

    ElectionFrames(Correspondent from) {
        this.from = from;
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
        if (over) {
            in.skipBytes(in.readableBytes());
        }
        while (in.readableBytes() >= Integer.BYTES) {
            int length = in.getInt(in.readerIndex());
            if (length < 1 || length > NotificationCodec.MAX_BYTES) {
                throw new MalformedException("no election message has that many bytes: " + length);
            }
            if (in.readableBytes() < Integer.BYTES + length) {
                return;
            }
            in.skipBytes(Integer.BYTES);
            Notification notification = read(in, length);
            in.skipBytes(length);
            if (notification != null) {
                from.heard(notification);
            }
        }
    }

    /** A frame that says nothing is dropped, and the connection stays (quorum protocol 2.1). */
    private @Nullable Notification read(ByteBuf in, int length) {
        try {
            return NotificationCodec.decode(in.nioBuffer(in.readerIndex(), length));
        } catch (MalformedException malformed) {
            LOG.debug("dropped an election message of {}: {}", from, malformed.getMessage());
            return null;
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        from.lost(context.channel(), "it ended the connection");
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        over = true;
        Throwable reason = cause instanceof DecoderException && cause.getCause() != null ? cause.getCause() : cause;
        String what = String.valueOf(reason.getMessage());
        if (!(reason instanceof IOException)) {
            from.fault(what);
        }
        from.lost(context.channel(), what);
        var _ = context.close();
    }
}
