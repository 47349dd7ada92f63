package io.quorate.recipes.world;

import io.quorate.client.port.Link;
import io.quorate.client.port.LinkListener;
import io.quorate.data.EventType;
import io.quorate.data.Identity;
import io.quorate.message.ConnectResponse;
import io.quorate.message.Request;
import io.quorate.message.Response;
import io.quorate.replica.Input;
import io.quorate.replica.port.ClientLink;
import io.quorate.wire.ConnectCodec;
import io.quorate.wire.JuteReader;
import io.quorate.wire.JuteWriter;
import io.quorate.wire.RequestCodec;
import io.quorate.wire.ResponseCodec;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One connection, both ends. Bytes keep their order; a cut loses those that are on their way. */
final class Wire implements Link {
    private static final int MAX_FRAME_BYTES = 64 << 20;
    private static final int LEAST_DELAY_NANOS = 100_000;
    private static final int MOST_DELAY_NANOS = 2_000_000;

    private final Universe universe;
    private final Machine machine;
    private final LoneServer server;
    private final LinkListener listener;
    private final ServerEnd serverEnd = new ServerEnd();
    private final JuteReader reader = new JuteReader(MAX_FRAME_BYTES);
    private long lastToServer;
    private long lastToClient;
    private boolean isGreeted;
    private boolean isDead;

    Wire(Universe universe, Machine machine, LoneServer server, LinkListener listener) {
        this.universe = universe;
        this.machine = machine;
        this.server = server;
        this.listener = listener;
    }

    void open() {
        toServer(() -> toClient(() -> listener.opened("the server")));
    }

    private long delay() {
        return universe.dice().nextInt(LEAST_DELAY_NANOS, MOST_DELAY_NANOS);
    }

    private void toServer(Runnable arrival) {
        lastToServer = Math.max(lastToServer, universe.now() + delay());
        Universe.Happening _ = universe.at(lastToServer, null, () -> {
            if (!isDead && !machine.isIsolated()) {
                arrival.run();
            }
        });
    }

    private void toClient(Runnable arrival) {
        lastToClient = Math.max(lastToClient, universe.now() + delay());
        Universe.Happening _ = universe.at(lastToClient, null, () -> {
            if (!isDead && !machine.isIsolated()) {
                Universe.Happening _ = universe.after(0, machine, () -> {
                    if (!isDead) {
                        arrival.run();
                    }
                });
            }
        });
    }

    @Override
    public void send(byte[] array, int offset, int length) {
        byte[] bytes = Arrays.copyOfRange(array, offset, offset + length);
        toServer(() -> received(bytes));
    }

    @Override
    public void close() {
        toServer(() -> {
            isDead = true;
            server.take(new Input.Disconnected(serverEnd));
        });
    }

    /** Both ends find out, each in its time. */
    void cut() {
        if (!isDead) {
            isDead = true;
            Universe.Happening unusedThere =
                    universe.after(delay(), null, () -> server.take(new Input.Disconnected(serverEnd)));
            Universe.Happening unusedHere =
                    universe.after(delay(), machine, () -> listener.lost("the connection broke"));
        }
    }

    private void received(byte[] bytes) {
        int at = 0;
        while (at < bytes.length && !isDead) {
            int length = reader.reset(bytes, at, Integer.BYTES).readInt();
            frame(reader.reset(bytes, at + Integer.BYTES, length));
            at += Integer.BYTES + length;
        }
    }

    private void frame(JuteReader frame) {
        serverEnd.heardMs = universe.nowMs();
        if (!isGreeted) {
            isGreeted = true;
            server.take(new Input.Connect(serverEnd, ConnectCodec.readRequest(frame)));
            return;
        }
        int xid = frame.readInt();
        Request request = Objects.requireNonNull(RequestCodec.decode(frame.readInt(), frame));
        server.take(new Input.FromClient(serverEnd, xid, request, serverEnd.identities()));
    }

    /** What the member sees of it. */
    private final class ServerEnd implements ClientLink {
        private @Nullable Attachment attachment;
        private long heardMs;

        @Override
        public List<Identity> identities() {
            return List.of(new Identity("ip", "127.0.0.1"));
        }

        @Override
        public long lastHeardMs() {
            return heardMs;
        }

        @Override
        public @Nullable Attachment attachment() {
            return attachment;
        }

        @Override
        public void attach(@Nullable Attachment newAttachment) {
            attachment = newAttachment;
        }

        @Override
        public void accept(ConnectResponse response) {
            JuteWriter out = new JuteWriter(64);
            ConnectCodec.writeResponse(out, response, true);
            say(out);
        }

        @Override
        public void reply(int xid, long zxid, int error, Response body) {
            JuteWriter out = new JuteWriter(64);
            ResponseCodec.writeFrame(out, xid, zxid, error, body);
            say(out);
        }

        @Override
        public void event(long zxid, EventType type, String path) {
            JuteWriter out = new JuteWriter(64);
            ResponseCodec.writeEventFrame(out, zxid, type, path);
            server.eventSent();
            say(out);
        }

        private void say(JuteWriter frame) {
            byte[] bytes = frame.toByteArray();
            toClient(() -> {
                listener.received(bytes, Integer.BYTES, bytes.length - Integer.BYTES);
                listener.paused();
            });
        }

        @Override
        public void close() {
            toClient(() -> {
                isDead = true;
                listener.lost("the server closed the connection");
            });
            Universe.Happening _ = universe.after(0, null, () -> server.take(new Input.Disconnected(this)));
        }
    }
}
