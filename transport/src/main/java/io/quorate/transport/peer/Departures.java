package io.quorate.transport.peer;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.quorate.transport.peer.Departure.Bytes;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/** What leaves over one link, in its order; what is read from the log has its place in it. Owned by the event loop. */
final class Departures {
    private final PeerLink link;
    private final QuorumPort port;
    private final ArrayDeque<Departure> queue = new ArrayDeque<>();
    private @Nullable Channel channel;
    private @Nullable HistoryReading reading;

    Departures(PeerLink link, QuorumPort port) {
        this.link = link;
        this.port = port;
    }

    /** The connection stands. */
    void begin(Channel connected) {
        channel = connected;
        pump();
    }

    void add(List<Departure> more) {
        queue.addAll(more);
        pump();
    }

    private void pump() {
        Channel to = channel;
        if (to == null) {
            return;
        }
        boolean wrote = false;
        while (reading == null && !queue.isEmpty()) {
            switch (queue.remove()) {
                case Bytes(ByteBuf bytes, boolean snapshot) -> {
                    int size = bytes.readableBytes();
                    var _ = to.write(bytes).addListener(_ -> link.left(size, snapshot));
                    wrote = true;
                }
                case Departure.History history -> read(history);
                case Departure.Farewell(String reason) -> {
                    queue.clear();
                    link.sayFarewell(reason);
                }
            }
        }
        if (wrote) {
            var _ = to.flush();
        }
    }

    private void read(Departure.History history) {
        HistoryReading begun =
                new HistoryReading(port.store(), history, port.config().timing().stallMs(), new ToLoop());
        reading = begun;
        try {
            port.blocking().execute(begun);
        } catch (RejectedExecutionException refused) {
            link.fault("no thread is free to read the log: " + refused.getMessage());
        }
    }

    /** What the reading thread has goes to the event loop. */
    private final class ToLoop implements HistoryReading.Out {
        @Override
        public void chunk(ByteBuf packets) {
            port.loop().later(() -> write(packets));
        }

        @Override
        public void complete() {
            port.loop().later(() -> {
                reading = null;
                pump();
            });
        }

        @Override
        public void failed(String why) {
            port.loop().later(() -> link.fault(why));
        }
    }

    private void write(ByteBuf packets) {
        Channel to = channel;
        HistoryReading from = reading;
        if (to != null && from != null) {
            ChannelFuture written = to.writeAndFlush(packets);
            var _ = written.addListener(_ -> from.left());
        }
    }

    /** The link has ended. */
    void drop() {
        channel = null;
        queue.clear();
        if (reading != null) {
            reading.abandon();
        }
    }
}
