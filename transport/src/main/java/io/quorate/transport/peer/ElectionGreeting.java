package io.quorate.transport.peer;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.DecoderException;
import io.quorate.zab.codec.InitialMessage;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Reads what whoever connected to the election port says first (quorum protocol 1.2). It may be long in saying it
 * without being in anybody's way, but not for ever. Owned by the event loop.
 */
final class ElectionGreeting extends ByteToMessageDecoder {
    private final int timeoutMs;
    private final Complaints complaints;
    private final Met met;
    private boolean refused;

    /** What is done with somebody who has said who it is. */
    @FunctionalInterface
    interface Met {
        /** This handler leaves the pipeline after the call; what came behind the greeting goes to the next one. */
        void introduced(Channel channel, InitialMessage greeting);
    }

    ElectionGreeting(int timeoutMs, Complaints complaints, Met met) {
        this.timeoutMs = timeoutMs;
        this.complaints = complaints;
        this.met = met;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) throws Exception {
        var _ = context.executor().schedule(() -> giveUp(context), timeoutMs, TimeUnit.MILLISECONDS);
        super.channelActive(context);
    }

    private void giveUp(ChannelHandlerContext context) {
        if (!context.isRemoved()) {
            complaints.about("election port: " + context.channel().remoteAddress() + " did not say who it is within "
                    + timeoutMs + " ms");
            var _ = context.close();
        }
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
        if (refused) {
            in.skipBytes(in.readableBytes());
            return;
        }
        ByteBuffer bytes = in.nioBuffer();
        Optional<InitialMessage> greeting = InitialMessage.decode(bytes);
        if (greeting.isPresent()) {
            in.skipBytes(bytes.position());
            met.introduced(context.channel(), greeting.get());
            var _ = context.pipeline().remove(this);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        refused = true;
        Throwable reason = cause instanceof DecoderException && cause.getCause() != null ? cause.getCause() : cause;
        complaints.about("election port: refused " + context.channel().remoteAddress() + ": " + reason.getMessage());
        var _ = context.close();
    }
}
