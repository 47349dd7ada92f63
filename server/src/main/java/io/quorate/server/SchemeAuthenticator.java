package io.quorate.server;

import io.quorate.data.Identity;
import io.quorate.transport.client.Authenticator;
import io.quorate.tree.access.Authentication;
import io.quorate.tree.access.IpScheme;
import io.quorate.tree.access.Schemes;
import io.quorate.tree.access.X509Scheme;
import java.net.InetAddress;
import java.security.cert.X509Certificate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets the schemes judge what connections claim. Immutable; safe for any thread. */
record SchemeAuthenticator(Schemes schemes) implements Authenticator {
    private static final Logger LOG = LoggerFactory.getLogger(SchemeAuthenticator.class);

    @Override
    public List<Identity> ofAddress(InetAddress remote) {
        return List.of(IpScheme.identityOf(remote.getHostAddress()));
    }

    @Override
    public @Nullable List<Identity> ofCertificates(List<X509Certificate> chain) {
        String subject = chain.getFirst().getSubjectX500Principal().getName();
        return schemes.find(X509Scheme.NAME) instanceof X509Scheme x509 ? x509.identitiesOf(subject) : List.of();
    }

    @Override
    public @Nullable List<Identity> authenticate(@Nullable String scheme, byte @Nullable [] data, InetAddress remote) {
        return switch (schemes.authenticate(scheme, data, remote.getHostAddress())) {
            case Authentication.Granted(List<Identity> identities) -> identities;
            case Authentication.Refused(String reason) -> {
                LOG.warn("Authentication failed for scheme {} from /{}: {}", scheme, remote.getHostAddress(), reason);
                yield null;
            }
        };
    }
}
