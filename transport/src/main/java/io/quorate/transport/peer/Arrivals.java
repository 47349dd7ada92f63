package io.quorate.transport.peer;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.quorate.replica.Input;
import io.quorate.zab.Input.Received;
import io.quorate.zab.ZabMessage;
import io.quorate.zab.codec.MalformedException;
import io.quorate.zab.codec.QuorumDecoder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What comes over one link: packets, and after a {@link ZabMessage.Snap} a snapshot, once it is wanted. It is not read
 * faster than the member looks at it. Owned by the event loop.
 */
final class Arrivals extends ChannelInboundHandlerAdapter {
    /** More does nobody need to say who it is. */
    static final int MOST_INTRODUCTION_BYTES = 4096;

    /** What an input costs besides its bytes. */
    private static final int INPUT_BYTES = 100;
    /** After so much the member tells that it has come so far. */
    private static final int MARK_BYTES = 256 * 1024;

    private static final int MARKS = 4;
    /** Of a snapshot, waiting for the disk. */
    private static final int MOST_SNAPSHOT_BYTES = 1 << 20;
    /** A packet is longer than its longest field by less than this and another such field. */
    private static final int PACKET_BYTES = 64 * 1024;

    private enum Mode {
        PACKETS,
        SNAPSHOT_ANNOUNCED,
        SNAPSHOT,
        DEAF
    }

    private final PeerLink link;
    private final QuorumPort port;
    private final QuorumDecoder decoder;
    private final long maxUnstepped;
    private final long markAt;
    private Mode mode = Mode.PACKETS;
    private ByteBuf pending = Unpooled.EMPTY_BUFFER;
    private @Nullable SnapshotArrival snapshot;
    private long unstepped;
    private long unmarked;
    private boolean posted;

    Arrivals(PeerLink link, QuorumPort port) {
        this.link = link;
        this.port = port;
        decoder = new QuorumDecoder(port.config().limits().maxFieldBytes());
        maxUnstepped = port.config().limits().maxUnsteppedBytes();
        markAt = Math.min(MARK_BYTES, maxUnstepped / MARKS);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        if (mode == Mode.DEAF) {
            bytes.release();
            return;
        }
        pending = ByteToMessageDecoder.MERGE_CUMULATOR.cumulate(context.alloc(), pending, bytes);
        advance();
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        wakeIfPosted();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        link.end("the peer ended the connection");
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        String what = String.valueOf(cause.getMessage());
        if (cause instanceof IOException) {
            link.end(what);
        } else {
            link.fault(what);
        }
    }

    /** Does what can be done with what is here. */
    private void advance() {
        try {
            readPackets();
        } catch (MalformedException malformed) {
            link.fault("malformed: " + malformed.getMessage());
        }
        if (mode == Mode.SNAPSHOT) {
            Objects.requireNonNull(snapshot).feed(pending);
        }
        if (mode != Mode.DEAF) {
            tidy();
            link.read(wantsMore());
        }
    }

    private boolean wantsMore() {
        return switch (mode) {
            case PACKETS -> unstepped < maxUnstepped;
            case SNAPSHOT_ANNOUNCED -> false;
            case SNAPSHOT -> pending.readableBytes() < MOST_SNAPSHOT_BYTES;
            case DEAF -> true;
        };
    }

    private void readPackets() {
        ByteBuffer view = pending.nioBuffer();
        int start = view.position();
        while (mode == Mode.PACKETS && unstepped < maxUnstepped) {
            int length = decoder.measure(view);
            if (length == QuorumDecoder.INCOMPLETE) {
                checkUnfinished(view.remaining());
                break;
            }
            ZabMessage message = decoder.decode(view);
            if (!link.isUp() && !link.introduced()) {
                return;
            }
            link.ledger().received(message);
            post(message, length);
            if (message instanceof ZabMessage.Snap) {
                mode = Mode.SNAPSHOT_ANNOUNCED;
            }
        }
        pending.skipBytes(view.position() - start);
    }

    private void checkUnfinished(int bytes) {
        long most = link.isUp() ? 2L * port.config().limits().maxFieldBytes() + PACKET_BYTES : MOST_INTRODUCTION_BYTES;
        if (bytes > most) {
            throw new MalformedException("a packet of more than " + most + " bytes");
        }
    }

    private void post(ZabMessage message, int length) {
        port.inputs().post(new Input.ForZab(new Received(link.link(), message)));
        posted = true;
        unstepped += length + INPUT_BYTES;
        unmarked += length + INPUT_BYTES;
        if (unmarked >= markAt) {
            long marked = unmarked;
            unmarked = 0;
            port.inputs().post(new Input.Inspect(_ -> port.loop().later(() -> stepped(marked))));
        }
    }

    /** The member has looked at that much. */
    private void stepped(long bytes) {
        unstepped -= bytes;
        if (mode == Mode.PACKETS) {
            advance();
            wakeIfPosted();
        }
    }

    private void wakeIfPosted() {
        if (posted) {
            posted = false;
            port.inputs().wake();
        }
    }

    private void tidy() {
        if (pending.isReadable()) {
            pending.discardSomeReadBytes();
        } else {
            pending.release();
            pending = Unpooled.EMPTY_BUFFER;
        }
    }

    /** The snapshot that was announced is wanted; where none can come any more it is given up at once. */
    void receiveSnapshot(long zxid, PeerStore.Reception reception) {
        SnapshotArrival arrival = arrival(zxid, reception);
        if (mode == Mode.SNAPSHOT_ANNOUNCED) {
            mode = Mode.SNAPSHOT;
            snapshot = arrival;
            advance();
        } else {
            arrival.breakOff();
        }
    }

    private SnapshotArrival arrival(long zxid, PeerStore.Reception reception) {
        return new SnapshotArrival(port, zxid, reception, new SnapshotArrival.Out() {
            @Override
            public void ready() {
                if (mode == Mode.SNAPSHOT) {
                    advance();
                }
            }

            @Override
            public void complete(byte[] piece, int rest) {
                goOn(Unpooled.wrappedBuffer(piece, rest, piece.length - rest));
            }

            @Override
            public void failed(String why) {
                link.fault(why);
            }
        });
    }

    /** What came behind the snapshot goes before what has come since. */
    private void goOn(ByteBuf first) {
        if (mode != Mode.SNAPSHOT) {
            return;
        }
        mode = Mode.PACKETS;
        snapshot = null;
        ByteBuf since = pending;
        pending = Unpooled.buffer(first.readableBytes() + since.readableBytes())
                .writeBytes(first)
                .writeBytes(since);
        since.release();
        advance();
        wakeIfPosted();
    }

    /** Nobody listens any more. */
    void deafen() {
        mode = Mode.DEAF;
        pending.release();
        pending = Unpooled.EMPTY_BUFFER;
        if (snapshot != null) {
            snapshot.breakOff();
            snapshot = null;
        }
    }
}
