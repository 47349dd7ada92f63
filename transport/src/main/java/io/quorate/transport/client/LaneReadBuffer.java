package io.quorate.transport.client;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.DefaultMaxMessagesRecvByteBufAllocator;

/**
 * Lets all connections of an event loop read into one buffer. That is possible because a connection copies what it has
 * received before the loop reads anything else; only encrypted connections, which hold back parts of records, must not
 * use it. Owned by the event loop.
 */
final class LaneReadBuffer extends DefaultMaxMessagesRecvByteBufAllocator {
    /** Most bytes taken from a socket at a time. */
    static final int BYTES = 64 * 1024;

    private final ByteBuf shared;

    LaneReadBuffer(ByteBufAllocator allocator) {
        shared = allocator.directBuffer(BYTES, BYTES);
    }

    @Override
    public ExtendedHandle newHandle() {
        return new SharedHandle();
    }

    /** Gives the memory back once the loop reads no more. */
    void release() {
        shared.release();
    }

    private final class SharedHandle extends MaxMessageHandle {
        @Override
        public int guess() {
            return BYTES;
        }

        @Override
        public ByteBuf allocate(ByteBufAllocator allocator) {
            return shared.refCnt() == 1 ? shared.clear().retain() : allocator.directBuffer(BYTES);
        }
    }
}
