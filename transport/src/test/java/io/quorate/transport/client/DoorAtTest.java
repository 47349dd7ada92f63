package io.quorate.transport.client;

import io.quorate.data.Identity;
import io.quorate.replica.port.Time;
import io.quorate.transport.client.ClientDoorConfig.ConnectionThrottle;
import io.quorate.transport.client.ClientDoorConfig.Limits;
import io.quorate.tree.FastReader;
import io.quorate.tree.ReadCell;
import io.quorate.tree.access.AccessRules;
import io.quorate.tree.access.Authentication;
import io.quorate.tree.access.IpAddress;
import io.quorate.tree.access.SchemeRules;
import io.quorate.tree.access.Schemes;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** An open door on loopback with a {@link SmallService} behind it. */
final class DoorAtTest implements AutoCloseable {
    static final AccessRules RULES = new SchemeRules(Schemes.standard(), false);
    static final int INBOX = 256;

    private static final Time CLOCKS = new Time() {
        @Override
        public long monotonicMs() {
            return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
        }

        @Override
        public long wallMs() {
            return System.currentTimeMillis();
        }
    };

    final SmallService service;
    final ClientDoor door;

    private DoorAtTest(SmallService service, ClientDoor door) {
        this.service = service;
        this.door = door;
    }

    static DoorAtTest open() throws IOException {
        return open(Limits.DEFAULT);
    }

    static DoorAtTest open(Limits limits) throws IOException {
        return open(limits, ConnectionThrottle.OFF, Set.of(), new SmallService(INBOX));
    }

    static DoorAtTest open(Limits limits, ConnectionThrottle throttle, Set<String> enforced, SmallService service)
            throws IOException {
        return open(limits, throttle, enforced, service, service, null);
    }

    static DoorAtTest open(TlsSettings tls) throws IOException {
        return open(Limits.DEFAULT, tls);
    }

    static DoorAtTest open(Limits limits, TlsSettings tls) throws IOException {
        SmallService service = new SmallService(INBOX);
        return open(limits, ConnectionThrottle.OFF, Set.of(), service, service, tls);
    }

    /** Without the fast path: every read goes through the service. */
    static DoorAtTest openWithoutFastPath() throws IOException {
        SmallService service = new SmallService(INBOX);
        FastReader never = new FastReader() {
            @Override
            public long quietZxid() {
                return -1;
            }

            @Override
            public boolean read(byte[] path, int offset, int length, ReadCell into) {
                return false;
            }
        };
        return open(Limits.DEFAULT, ConnectionThrottle.OFF, Set.of(), service, never, null);
    }

    private static DoorAtTest open(
            Limits limits,
            ConnectionThrottle throttle,
            Set<String> enforced,
            SmallService service,
            FastReader reader,
            @Nullable TlsSettings tls)
            throws IOException {
        InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        ClientDoor door =
                new ClientDoor(new ClientDoorConfig(List.of(any, any), 2, limits, throttle, enforced, tls), CLOCKS);
        service.serve(door);
        door.open(
                service,
                reader,
                RULES,
                new StandardAuthenticator(Schemes.standard()),
                (word, rest, connection, to) -> to.accept((word + " with " + rest.length + " from "
                                + connection.remoteAddress().getAddress().getHostAddress())
                        .getBytes(StandardCharsets.UTF_8)));
        return new DoorAtTest(service, door);
    }

    InetSocketAddress address() {
        return door.addresses().getFirst();
    }

    TestClient connect() throws IOException {
        return new TestClient(address());
    }

    TestClient session() throws IOException {
        TestClient client = connect();
        client.handshake();
        return client;
    }

    /** Whether one more connection is closed, or reset before it has come up. */
    boolean refusesAnother() throws IOException {
        try (TestClient client = connect()) {
            return client.isClosed();
        } catch (SocketException reset) {
            return true;
        }
    }

    @Override
    public void close() {
        door.close();
    }

    private record StandardAuthenticator(Schemes schemes) implements Authenticator {
        @Override
        public List<Identity> ofAddress(InetAddress remote) {
            return List.of(new Identity("ip", IpAddress.format(remote.getAddress())));
        }

        @Override
        public @Nullable List<Identity> ofCertificates(List<X509Certificate> chain) {
            String subject = chain.getFirst().getSubjectX500Principal().getName();
            return subject.equals("CN=mallory") ? null : List.of(new Identity("x509", subject));
        }

        @Override
        public @Nullable List<Identity> authenticate(
                @Nullable String scheme, byte @Nullable [] data, InetAddress remote) {
            return switch (schemes.authenticate(scheme, data, IpAddress.format(remote.getAddress()))) {
                case Authentication.Granted granted -> granted.identities();
                case Authentication.Refused _ -> null;
            };
        }
    }
}
