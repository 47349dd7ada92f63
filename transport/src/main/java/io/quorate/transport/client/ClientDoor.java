package io.quorate.transport.client;

import io.quorate.replica.port.Clients;
import io.quorate.replica.port.Time;
import io.quorate.tree.FastReader;
import io.quorate.tree.access.AccessRules;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The door for clients. */
public final class ClientDoor implements Clients, AutoCloseable {
    private final ClientDoorConfig config;

    /** A door that is still shut. */
    public ClientDoor(ClientDoorConfig config, Time time) {
        this.config = config;
    }

    /**
     * Listens, from now until {@link #close()}.
     *
     * @throws IOException when an address cannot be listened at; the message names it
     */
    public void open(
            RequestSink sink,
            FastReader reader,
            AccessRules rules,
            Authenticator authenticator,
            FourLetterWords words)
            throws IOException {
        throw new IOException(config.toString());
    }

    /** Where the door listens, with the ports it was given, in the order of the configuration. */
    public List<InetSocketAddress> addresses() {
        return config.addresses();
    }

    @Override
    public void flush() {}

    /** There is room in the inbox again. {@link #flush()} does this too. Any thread. */
    public void resume() {}

    /** The counters. Any thread. */
    public DoorStats stats() {
        throw new UnsupportedOperationException();
    }

    /** All connections; completed on an event loop. Any thread. */
    public CompletableFuture<List<ConnectionStats>> connections() {
        throw new UnsupportedOperationException();
    }

    /** Begins the figures of all connections anew ({@code crst}). Any thread. */
    public CompletableFuture<Void> resetConnectionStats() {
        throw new UnsupportedOperationException();
    }

    /** Begins the counters of the door that can be reset anew ({@code srst}). Any thread. */
    public CompletableFuture<Void> resetStats() {
        throw new UnsupportedOperationException();
    }

    /** Stops listening and closes all connections, and waits until they are closed. Not from an event loop. */
    @Override
    public void close() {}
}
