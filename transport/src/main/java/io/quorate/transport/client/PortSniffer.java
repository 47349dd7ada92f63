package io.quorate.transport.client;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.function.Predicate;

/**
 * Tells TLS from plain text on a port that takes both. The first byte is enough: a TLS record begins with 0x16, which
 * as the beginning of a length would be a frame of 352 MiB or more and is the beginning of no four-letter word.
 */
final class PortSniffer extends ChannelInboundHandlerAdapter {
    private static final int TLS_HANDSHAKE = 0x16;

    private final Predicate<ChannelHandlerContext> beginTls;

    /** {@code beginTls} puts TLS behind the sniffer, or returns false and closes the connection. */
    PortSniffer(Predicate<ChannelHandlerContext> beginTls) {
        this.beginTls = beginTls;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        if (!bytes.isReadable()
                || (bytes.getUnsignedByte(bytes.readerIndex()) == TLS_HANDSHAKE && !beginTls.test(ctx))) {
            bytes.release();
            return;
        }
        var _ = ctx.fireChannelRead(bytes);
        var _ = ctx.pipeline().remove(this);
    }
}
