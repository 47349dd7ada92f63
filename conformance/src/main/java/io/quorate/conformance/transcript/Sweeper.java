package io.quorate.conformance.transcript;

import io.quorate.conformance.raw.Bytes;
import io.quorate.conformance.raw.BytesIn;
import io.quorate.conformance.raw.Handshake;
import io.quorate.conformance.raw.RawClient;
import io.quorate.conformance.raw.Received;
import io.quorate.conformance.raw.Request;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Leaves a server as it was found: ends sessions, deletes znodes. Works as the super user, so that no ACL of a scenario
 * stands in its way; servers under comparison are started with {@link #SUPER_DIGEST}.
 */
public final class Sweeper implements AutoCloseable {
    /** The identity of {@code super:test}, for {@code DigestAuthenticationProvider.superDigest}. */
    public static final String SUPER_DIGEST = "super:D/InIHSb7yEEbrWz8b9l71RjZJU=";

    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final int TIMEOUT_MS = 30_000;
    private static final Set<String> BUILT_IN = Set.of("/zookeeper", "/zookeeper/quota", "/zookeeper/config");
    private static final int PORTION = 200;

    private final InetSocketAddress server;
    private final RawClient socket;

    Sweeper(InetSocketAddress server) {
        this.server = server;
        this.socket = new RawClient(server);
        socket.send(Handshake.newSession(TIMEOUT_MS).frame());
        frame();
        ask(Request.auth("digest", "super:test".getBytes(StandardCharsets.UTF_8)));
    }

    long lastZxid() {
        BytesIn reply = ask(Request.ping());
        reply.int32();
        return reply.int64();
    }

    /** Takes every session up again and closes it; sessions that are gone already are left alone. */
    void endSessions(Map<Long, byte[]> sessions) {
        sessions.forEach((id, password) -> {
            try (RawClient client = new RawClient(server)) {
                client.send(Handshake.resume(id, password, TIMEOUT_MS).frame());
                if (client.read(LIMIT) instanceof Received.Frame(byte[] body) && timeout(body) > 0) {
                    client.send(Request.closeSession().frame(1));
                    awaitClosed(client);
                }
            }
        });
    }

    /** Deletes every znode that a new server does not have. */
    void sweep() {
        List<String> found = new ArrayList<>();
        collect("/", found);
        for (int to = found.size(); to > 0; to -= PORTION) {
            List<String> portion = found.subList(Math.max(0, to - PORTION), to).reversed();
            Bytes frames = new Bytes();
            portion.forEach(path -> frames.raw(Request.delete(path, -1).frame(1)));
            socket.send(frames.toArray());
            portion.forEach(_ -> frame());
        }
    }

    @Override
    public void close() {
        socket.send(Request.closeSession().frame(1));
        awaitClosed(socket);
        socket.close();
    }

    private void collect(String path, List<String> found) {
        BytesIn reply = ask(Request.getChildren(path, false));
        reply.int32();
        reply.int64();
        if (reply.int32() != 0) {
            return;
        }
        List<String> names = reply.list(BytesIn::string);
        if (names == null) {
            return;
        }
        for (String name : names) {
            String child = path.equals("/") ? "/" + name : path + "/" + name;
            if (!BUILT_IN.contains(child)) {
                found.add(child);
            }
            collect(child, found);
        }
    }

    private BytesIn ask(Request request) {
        socket.send(request.frame(1));
        return new BytesIn(frame());
    }

    private byte[] frame() {
        if (socket.read(LIMIT) instanceof Received.Frame(byte[] body)) {
            return body;
        }
        throw new IllegalStateException("the server at " + server + " does not answer the sweeper");
    }

    private static int timeout(byte[] connectResponse) {
        BytesIn in = new BytesIn(connectResponse);
        in.int32();
        return in.int32();
    }

    private static void awaitClosed(RawClient client) {
        Received last;
        do {
            last = client.read(LIMIT);
        } while (last instanceof Received.Frame);
    }
}
