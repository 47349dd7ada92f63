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
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Leaves a server as it was found: ends sessions, deletes znodes. Works as the super user, so that no ACL of a scenario
 * stands in its way; servers under comparison are started with {@link #SUPER_DIGEST}.
 */
public final class Sweeper implements AutoCloseable {
    /** The identity of {@code super:test}, for {@code DigestAuthenticationProvider.superDigest}. */
    public static final String SUPER_DIGEST = "super:D/InIHSb7yEEbrWz8b9l71RjZJU=";

    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final int TIMEOUT_MS = 30_000;
    private static final Set<String> BUILT_IN = Set.of("/", "/zookeeper", "/zookeeper/quota", "/zookeeper/config");
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
        List<String> found = new ArrayList<>(paths());
        found.removeAll(BUILT_IN);
        askAll(found.reversed().stream().map(path -> Request.delete(path, -1)).toList());
    }

    /** All that the tree shows: data, access list and children of every znode, each as request and reply. */
    List<Entry.Replied> look(String who) {
        List<Request> requests = new ArrayList<>();
        for (String path : paths()) {
            requests.add(Request.getData(path, false));
            requests.add(Request.getAcl(path));
            requests.add(Request.getChildren2(path, false));
        }
        List<byte[]> replies = askAll(requests);
        List<Entry.Replied> seen = new ArrayList<>();
        for (int i = 0; i < requests.size(); i++) {
            seen.add(new Entry.Replied(who, requests.get(i), replies.get(i)));
        }
        return seen;
    }

    @Override
    public void close() {
        socket.send(Request.closeSession().frame(1));
        awaitClosed(socket);
        socket.close();
    }

    /** Every path of the tree, parents before their children, siblings in the order of their names. */
    private List<String> paths() {
        List<String> all = new ArrayList<>();
        List<String> level = List.of("/");
        while (!level.isEmpty()) {
            all.addAll(level);
            List<String> below = new ArrayList<>();
            List<byte[]> listings = askAll(
                    level.stream().map(path -> Request.getChildren(path, false)).toList());
            for (int i = 0; i < level.size(); i++) {
                String prefix = level.get(i).equals("/") ? "/" : level.get(i) + "/";
                names(listings.get(i)).forEach(name -> below.add(prefix + name));
            }
            level = below;
        }
        return all;
    }

    private static List<String> names(byte[] reply) {
        BytesIn in = new BytesIn(reply);
        in.int32();
        in.int64();
        List<@Nullable String> names = in.int32() == 0 ? in.list(BytesIn::string) : null;
        return names == null
                ? List.of()
                : names.stream().map(Objects::requireNonNull).sorted().toList();
    }

    private List<byte[]> askAll(List<Request> requests) {
        List<byte[]> replies = new ArrayList<>();
        for (int from = 0; from < requests.size(); from += PORTION) {
            List<Request> portion = requests.subList(from, Math.min(requests.size(), from + PORTION));
            Bytes frames = new Bytes();
            portion.forEach(request -> frames.raw(request.frame(1)));
            socket.send(frames.toArray());
            portion.forEach(_ -> replies.add(frame()));
        }
        return replies;
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
