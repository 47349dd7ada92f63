package io.quorate.transport.client;

import io.quorate.data.Identity;
import java.net.InetAddress;
import java.security.cert.X509Certificate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Decides who a connection may claim to be (client protocol 4.4 and 4.5). Safe for any thread; must not block. */
public interface Authenticator {

    /** The identities a connection has from the start: its address, by the scheme {@code ip}. */
    List<Identity> ofAddress(InetAddress remote);

    /**
     * Judges the certificates that a client has shown, which TLS has verified already.
     *
     * @param chain the client's own first
     * @return what the connection may add to its identities, or null when it is refused and to be closed
     */
    default @Nullable List<Identity> ofCertificates(List<X509Certificate> chain) {
        return List.of();
    }

    /**
     * Judges an auth packet.
     *
     * @param scheme as the client sent it
     * @param data as the client sent it
     * @param remote where the client is
     * @return what the connection may add to its identities, or null when it is refused and to be closed
     */
    @Nullable
    List<Identity> authenticate(@Nullable String scheme, byte @Nullable [] data, InetAddress remote);
}
